"""Executions that wait for what happens to instances and groups, and on event buses."""

import json
from typing import Any

import pytest

from scalehook_contracts.base import Event
from scalehook_contracts.event_bus.events import EventReceived
from scalehook_contracts.fleet.instances import (
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
    InstanceStopped,
)
from scalehook_contracts.scaling_controller.notification_configurations import EventNotificationDue
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.notices import CancelExecution
from scalehook_contracts.template_engine.triggers import TriggerExecution
from support.orchestra import Orchestra

CLOUD_MONITOR = "acs:ess:cn-hangzhou:1:cloudmonitor"


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def waiting(oos: Orchestra, properties: str) -> str:
    """An execution that waits for an event; what it starts gives the event's content."""
    outputs = "Outputs: {what: {Type: Json, ValueSelector: .content}}"
    task = f"{{Name: t, Action: 'ACS::EventTrigger', Properties: {{{properties}}}, {outputs}}}"
    oos.template(f"Tasks: [{task}]\nOutputs: {{what: {{Value: '{{{{ t.what }}}}'}}}}")
    return oos.start()


def told(oos: Orchestra, execution: str) -> list[Any]:
    """The contents that its children were started with, in order."""
    command = ListExecutions(parent_execution_id=execution, sort_order="Ascending")
    found = oos.rehearsal.ask(command).executions
    return [json.loads(each.outputs)["what"] for each in found]


def received(source: str, data: Any = None) -> EventReceived:
    """An event that a bus has."""
    event = {"id": "1", "source": source, "type": "x:Done", "data": data}
    return EventReceived(
        event_bus_name="default",
        event_id="1",
        event_source=source,
        event_type="x:Done",
        at=0,
        event=event,
    )


def notified(kind: Any, arn: str = CLOUD_MONITOR) -> EventNotificationDue:
    """What Auto Scaling tells a receiver of an activity."""
    return EventNotificationDue(
        notification_id="n",
        notification_type=kind,
        notification_arn=arn,
        message_encoding="PlainText",
        scaling_group_id="asg-1",
        at=0,
        content={"scalingGroupId": "asg-1"},
    )


@pytest.mark.parametrize(
    ("properties", "event", "state"),
    [
        ("Product: ECS", InstanceRunning(instance_id="i-1"), "Running"),
        ("Product: ecs, Name: ['Instance:StateChange']", InstanceStopped(instance_id="i-1"), "Stopped"),
        ("Product: ECS, Name: 'Instance:StateChange'", InstanceReleased(instance_id="i-1"), "Deleted"),
        (
            "Product: ECS, Level: [INFO], RegionId: [cn-hangzhou]",
            InstanceStartBegun(instance_ids=["i-1"], started_at=0, settles_at=1),
            "Starting",
        ),
        (
            "Product: ECS, Content: {resourceId: [i-1, i-2], state: Stopping}",
            InstanceStopBegun(instance_ids=["i-1"], settles_at=1),
            "Stopping",
        ),
    ],
)
def test_an_instance_changes_its_state(
    oos: Orchestra, properties: str, event: Event, state: str
) -> None:
    """A child execution for each event; the execution waits on."""
    # proves: ACS::EventTrigger
    execution = waiting(oos, properties)
    content = {"resourceId": "i-1", "resourceType": "ALIYUN::ECS::Instance", "state": state}
    oos.rehearsal.tell(event)
    oos.restart()
    oos.rehearsal.tell(event)
    assert told(oos, execution)[0] == content
    assert oos.status(execution)[0] == "Waiting"


@pytest.mark.parametrize(
    "properties",
    [
        "Product: ESS",
        "Product: ECS, Name: [Other]",
        "Product: ECS, Level: [CRITICAL]",
        "Product: ECS, RegionId: [cn-beijing]",
        "Product: ECS, Content: {state: [Stopped]}",
        "Product: ECS, Content: {nothing: here}",
        "Product: ECS, Content: {state: {deep: er}}",
    ],
)
def test_other_events_start_nothing(oos: Orchestra, properties: str) -> None:
    """By product, name, level, region and content."""
    # proves: Product, Level, Content
    execution = waiting(oos, properties)
    oos.rehearsal.tell(InstanceRunning(instance_id="i-1"))
    assert told(oos, execution) == []


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("AUTOSCALING:SCALE_OUT_SUCCESS", "INFO"),
        ("AUTOSCALING:SCALE_IN_ERROR", "CRITICAL"),
        ("AUTOSCALING:SCALE_REJECT", "WARN"),
    ],
)
def test_what_auto_scaling_tells_cloud_monitor(oos: Orchestra, kind: str, level: str) -> None:
    """With its level; what it tells others is none of these events."""
    execution = waiting(oos, f"Product: ESS, Name: ['{kind}'], Level: [{level}]")
    oos.rehearsal.tell(notified(kind))
    oos.rehearsal.tell(notified(kind, "acs:mns:cn-hangzhou:1:queue/q"))
    assert told(oos, execution) == [{"scalingGroupId": "asg-1"}]


@pytest.mark.parametrize(
    ("product", "source", "data", "content"),
    [
        ("ess", "acs.ess", {"a": [1, 2]}, {"a": [1, 2]}),
        ("my.shop", "my.shop", {"a": [1, 2]}, {"a": [1, 2]}),
        ("my.shop", "my.shop", "text", {"data": "text"}),
    ],
)
def test_events_of_a_bus(
    oos: Orchestra, product: str, source: str, data: Any, content: dict[str, Any]
) -> None:
    """Their source is the product, their type the name; of a list one value is enough."""
    wanted = "Content: {a: 2}" if "a" in content else "Content: {data: [text]}"
    execution = waiting(oos, f"Product: {product}, Name: ['x:Done'], {wanted}")
    oos.rehearsal.tell(received(source, data))
    assert told(oos, execution) == [content]


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ("Name: [x]", "Product must be given"),
        ("Product: ECS, Name: [1]", "Name must be a list of texts"),
        ("Product: ECS, Level: [LOUD]", "Level must be among"),
        ("Product: ECS, Content: [1]", "Content must be an object"),
        ("Product: ECS, Tags: [{Key: a}]", "Tags of an event trigger is not simulated"),
        ("Product: ECS, OutputTransformer: [a]", "OutputTransformer must be an object"),
    ],
)
def test_what_chooses_no_events_fails(oos: Orchestra, properties: str, why: str) -> None:
    """With the reason."""
    assert why in oos.status(waiting(oos, properties))[1]


def test_cancelled_it_hears_nothing(oos: Orchestra) -> None:
    """Nor does one that is fired by hand afterwards."""
    execution = waiting(oos, "Product: ECS")
    fire = TriggerExecution(
        execution_id=execution, type="Event", content='{"content": {"by": "hand"}}', region_id="r"
    )
    oos.rehearsal.ask(fire)
    assert told(oos, execution) == [{"by": "hand"}]
    oos.rehearsal.ask(CancelExecution(execution_id=execution))
    oos.rehearsal.tell(InstanceRunning(instance_id="i-1"))
    assert len(told(oos, execution)) == 1


@pytest.mark.parametrize(
    ("transformer", "made"),
    [
        ("{id: $.content.resourceId, region: .regionId}", {"id": "i-1", "region": "cn-hangzhou"}),
        ("{fixed: text, cost: $5, n: 7}", {"fixed": "text", "cost": "$5", "n": 7}),
        ("{deep: {ids: [$.content.resourceId]}, none: .x.y}", {"deep": {"ids": ["i-1"]}, "none": None}),
        ("{both: '.content | [.resourceId, .state]'}", {"both": ["i-1", "Running"]}),
    ],
)
def test_a_message_is_transformed(oos: Orchestra, transformer: str, made: dict[str, Any]) -> None:
    """Outputs are selected from what the transformer makes of it: by jq, or as it is written."""
    # proves: OutputTransformer
    execution = transforming(oos, transformer)
    oos.rehearsal.tell(InstanceRunning(instance_id="i-1"))
    assert told(oos, execution) == [made]


def test_no_transformer_is_the_message_itself(oos: Orchestra) -> None:
    """As where it is empty, which templates with a parameter for it have."""
    execution = transforming(oos, "{}")
    oos.rehearsal.tell(InstanceRunning(instance_id="i-1"))
    [message] = told(oos, execution)
    assert (message["product"], message["content"]["resourceId"]) == ("ECS", "i-1")


def test_a_transformer_that_is_no_jq(oos: Orchestra) -> None:
    """Fails what was started, with the selector; the execution waits on."""
    execution = transforming(oos, "{id: '.a ||'}")
    oos.rehearsal.tell(InstanceRunning(instance_id="i-1"))
    [child] = oos.rehearsal.ask(ListExecutions(parent_execution_id=execution)).executions
    assert child.status == "Failed"
    assert ".a ||" in child.status_message
    assert oos.status(execution)[0] == "Waiting"


def transforming(oos: Orchestra, transformer: str) -> str:
    """An execution that waits for instances; what it starts gives all that its trigger was told."""
    properties = f"Product: ECS, OutputTransformer: {transformer}"
    outputs = "Outputs: {what: {Type: Json, ValueSelector: .}}"
    task = f"{{Name: t, Action: 'ACS::EventTrigger', Properties: {{{properties}}}, {outputs}}}"
    oos.template(f"Tasks: [{task}]\nOutputs: {{what: {{Value: '{{{{ t.what }}}}'}}}}")
    return oos.start()
