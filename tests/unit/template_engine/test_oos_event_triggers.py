"""Executions that wait for what happens to instances and groups, and on event buses."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.watching_effects import find_instances
from scalehook_contracts.base import Event
from scalehook_contracts.errors.cms import AccessForbidden
from scalehook_contracts.event_bus.events import EventReceived
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instance_listing import InstancePage
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
from scalehook_contracts.template_engine.triggers import (
    FindInstances,
    RecordFoundInstances,
    TriggerExecution,
)
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
        ("Product: ECS, Source: acs.ecs", "Source of a trigger is not simulated"),
        ("Product: ECS, Tags: [{Value: a}]", "Tags must be a list"),
        ("Product: ECS, OutputTransformer: [a]", "OutputTransformer must be an object"),
    ],
)
def test_what_chooses_no_events_fails(oos: Orchestra, properties: str, why: str) -> None:
    """With the reason."""
    assert why in oos.status(waiting(oos, properties))[1]


@pytest.mark.parametrize("found", [True, False])
def test_instances_by_their_tags(oos: Orchestra, found: bool) -> None:
    """ECS is asked, as the execution's role; the trigger fires when the instance has the tags."""
    # proves: Tags
    execution = waiting(oos, "Product: ECS, Tags: [{Key: a, Value: b}]")
    oos.rehearsal.tell(InstanceRunning(instance_id="i-1"))
    [(key, find)] = oos.rehearsal.begun
    assert isinstance(find, FindInstances)
    assert (find.instance_ids, find.chosen) == (["i-1"], {"Tags": [{"Key": "a", "Value": "b"}]})
    oos.restart()
    answer = RecordFoundInstances(
        task_execution_id=find.task_execution_id, happening=find.happening, found=found
    )
    oos.rehearsal.settle(key, answer)
    assert [each["resourceId"] for each in told(oos, execution)] == (["i-1"] if found else [])
    assert oos.status(execution)[0] == "Waiting"


@pytest.mark.parametrize(
    ("tags", "fires"),
    [
        ("[{Key: a, Value: b}]", True),
        ("[{Key: a}]", True),
        ("{a: b}", True),
        ("[{Key: a, Value: c}]", False),
        ("[{Key: a}, {Key: d}]", False),
        ("[]", True),
    ],
)
def test_an_instance_that_is_gone_had_tags(oos: Orchestra, tags: str, fires: bool) -> None:
    """ECS knows it no more: the event says how it was tagged."""
    execution = waiting(oos, f"Product: ECS, Tags: {tags}")
    oos.rehearsal.tell(InstanceReleased(instance_id="i-1", tags=[InstanceTag(key="a", value="b")]))
    assert (len(told(oos, execution)), oos.rehearsal.begun) == (fires, [])


def test_events_that_are_about_no_instance_have_no_tags(oos: Orchestra) -> None:
    """Those that name several are about each of them."""
    execution = waiting(oos, "Product: my.shop, Tags: [{Key: a}]")
    oos.rehearsal.tell(received("my.shop", {"a": 1, "resourceId": "asg-1"}))
    assert (told(oos, execution), oos.rehearsal.begun) == ([], [])
    oos.rehearsal.tell(received("my.shop", {"instanceIds": ["i-1", "i-2", 7], "instanceId": "i-1"}))
    [(_, find)] = oos.rehearsal.begun
    assert isinstance(find, FindInstances)
    assert find.instance_ids == ["i-1", "i-2"]


def test_who_may_not_ask_for_instances_does_not_wait(oos: Orchestra) -> None:
    """The execution fails with ECS's error; a late answer starts nothing."""
    execution = waiting(oos, "Product: ECS, Tags: [{Key: a}]")
    oos.rehearsal.tell(InstanceRunning(instance_id="i-1"))
    [(key, find)] = oos.rehearsal.begun
    assert isinstance(find, FindInstances)
    said = {"task_execution_id": find.task_execution_id, "happening": find.happening}
    refused = RecordFoundInstances(**said, error_code="Forbidden.RAM", error_message="no")
    oos.rehearsal.settle(key, refused)
    assert oos.status(execution) == ("Failed", "Forbidden.RAM message: no")
    oos.rehearsal.ask(RecordFoundInstances(**said, found=True))
    assert told(oos, execution) == []


async def test_who_asks_for_instances_is_told() -> None:
    """In pages; a refusal is the answer."""
    asked: list[Any] = []

    async def answer(command: Any, **_: Any) -> Any:
        asked.append(command)
        if len(asked) == 3:
            raise AccessForbidden()
        return InstancePage(total_count=0, page_number=1, page_size=100, instances=[])

    intent = FindInstances(
        task_execution_id="t", execution_id="e", ram_role="", caller="root", hands_over=False,
        instance_ids=[f"i-{number}" for number in range(150)], chosen={"Tags": [{"Key": "a"}]},
        happening={"id": "h"},
    )  # fmt: skip
    outside = Outside(SimpleNamespace(call=answer), Settings(), "k", "")  # type: ignore[arg-type]  # a bus
    found = await find_instances(intent, outside)
    assert (found.found, found.error_code, found.happening) == (False, "", {"id": "h"})
    assert [len(json.loads(command.instance_ids)) for command in asked] == [100, 50]
    assert (await find_instances(intent, outside)).error_code == "AccessForbidden"


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
