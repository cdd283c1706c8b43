"""What a call of OOS costs does not depend on how many executions there are, or were."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from pydantic import TypeAdapter

from scalehook.template_engine.service import SERVICE
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.state.events.tasks import TaskWaits
from scalehook.template_engine.state.events.triggers import TriggerWaits
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Message
from scalehook_contracts.errors import ApiError
from scalehook_contracts.event_bus.events import EventReceived
from scalehook_contracts.fleet.instances import (
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
    InstanceStopped,
)
from scalehook_contracts.scaling_controller.notification_configurations import EventNotificationDue
from scalehook_contracts.template_engine.action_listing import GenerateExecutionPolicy, ListActions
from scalehook_contracts.template_engine.borrowing import RecordBorrowedParameters
from scalehook_contracts.template_engine.execution_changes import DeleteExecutions, UpdateExecution
from scalehook_contracts.template_engine.executions import (
    ExecutionEnded,
    ExecutionStarted,
    ListExecutions,
    StartExecution,
)
from scalehook_contracts.template_engine.notices import CancelExecution, NotifyExecution
from scalehook_contracts.template_engine.owners import FindOosTags
from scalehook_contracts.template_engine.parameters import (
    CreateParameter,
    DeleteParameter,
    GetParameter,
    GetParameters,
    GetParametersByPath,
    ListParameters,
    ListParameterVersions,
    UpdateParameter,
)
from scalehook_contracts.template_engine.records import GetExecutionTemplate, ListExecutionLogs
from scalehook_contracts.template_engine.regions import DescribeRegions
from scalehook_contracts.template_engine.resource_status import ListResourceExecutionStatus
from scalehook_contracts.template_engine.risks import ListExecutionRiskyTasks
from scalehook_contracts.template_engine.secret_parameters import (
    CreateSecretParameter,
    DeleteSecretParameter,
    GetSecretParameter,
    GetSecretParameters,
    GetSecretParametersByPath,
    ListSecretParameters,
    ListSecretParameterVersions,
    UpdateSecretParameter,
)
from scalehook_contracts.template_engine.tags import (
    ListTagKeys,
    ListTagResources,
    ListTagValues,
    TagResources,
    UntagResources,
)
from scalehook_contracts.template_engine.tasks import (
    ListTaskExecutions,
    RecordApiAnswer,
    RetryTask,
    TaskExecutionEnded,
    TaskExecutionStarted,
    TimeOutTask,
)
from scalehook_contracts.template_engine.template_changes import (
    CreateTemplate,
    DeleteTemplate,
    DeleteTemplates,
    UpdateTemplate,
)
from scalehook_contracts.template_engine.template_checks import ValidateTemplateContent
from scalehook_contracts.template_engine.template_listing import ListTemplates, ListTemplateVersions
from scalehook_contracts.template_engine.templates import (
    GetTemplate,
    RegisterPublicTemplates,
    RegisterTemplate,
    TemplateRegistered,
)
from scalehook_contracts.template_engine.triggers import (
    FireTimer,
    LookAtMetric,
    RecordFoundInstances,
    RecordMetric,
    TriggerExecution,
    TriggerKind,
)
from support.effort import lines
from support.growth import FEW, MANY, TIMES, lines_of_second
from support.orchestra import Orchestra
from support.weight import objects, written

AT = 1_767_225_600.0  # when a rehearsal begins
CALL = {"Service": "ECS", "API": "DescribeInstances", "Parameters": {"RegionId": "r"}}
PUBLIC = "ACS-ESS-LifeCycleRunCommand"
PAUSE = "FormatVersion: OOS-2019-06-01\nTasks: [{Name: pause, Action: 'ACS::Pause'}]"
TRIGGERS: dict[str, dict[str, Any]] = {
    "Timer": {"Type": "rate", "Expression": "1 day", "EndDate": "2099-01-01"},
    "Event": {"Product": "ECS", "Name": ["none"]},
    "Alarm": {
        "Namespace": "n",
        "MetricName": "m",
        "ComparisonOperator": "LessThanThreshold",
        "Threshold": 1,
        "Resources": [{"a": "b"}],
    },
}
TAGGED: dict[str, Any] = {
    "resource_type": "parameter",
    "resource_ids": '["p-0"]',
    "region_id": "cn-hangzhou",
}
TEMPLATE = """\
FormatVersion: OOS-2019-06-01
Parameters:
  items: {Type: List, Default: []}
Tasks:
  - Name: call
    Action: ACS::ExecuteAPI
    Properties: &call {Service: ECS, API: DescribeInstances, Parameters: {RegionId: r}}
  - Name: each
    Action: ACS::ExecuteAPI
    Properties: *call
    Loop: {Items: '{{ items }}', RateControl: {Concurrency: 1}}
"""


def register(rehearsal: Rehearsal, name: str = "T") -> None:
    rehearsal.machine.apply(
        TemplateRegistered(
            template_name=name,
            template_version="v1",
            public=False,
            parameters=[],
            content=TEMPLATE,
            registered_at=AT,
        )
    )


@cache
def crowd(size: int) -> Rehearsal:
    """So many executions with a task each: every fifth is open, another fifth are
    children of `e-0`.
    """
    rehearsal = Rehearsal(SERVICE)
    register(rehearsal)
    apply = rehearsal.machine.apply
    for number in range(size):
        execution_id, task_id = f"e-{number}", f"e-{number}.t0010"
        apply(
            ExecutionStarted(
                execution_id=execution_id,
                template_name="T",
                template_version="v1",
                parameters={"items": []},
                ram_role="" if number else "R",
                caller="root",
                executed_by="root",
                client_token=f"token-{number}",
                parent_execution_id="e-0" if number % 5 == 1 else "",
                started_at=AT,
            )
        )
        apply(
            TaskExecutionStarted(
                task_execution_id=task_id,
                execution_id=execution_id,
                task_name="call",
                task_action="ACS::ExecuteAPI",
                properties=CALL,
                started_at=AT,
            )
        )
        if number % 5:
            apply(
                TaskExecutionEnded(
                    task_execution_id=task_id,
                    execution_id=execution_id,
                    status="Success",
                    status_message="",
                    outputs={},
                    ended_at=AT,
                )
            )
            apply(
                ExecutionEnded(
                    execution_id=execution_id,
                    template_name="T",
                    status="Success",
                    status_message="",
                    parameters={},
                    ended_at=AT,
                )
            )
    for number in range(2):
        register(rehearsal, f"old-{number}")
        register(rehearsal, f"older-{number}")
        begin_pause(rehearsal, f"waits-{number}")
        begin_pause(rehearsal, f"open-{number}")
        begin_pause(rehearsal, f"gone-{number}")
        for kind in ("Timer", "Alarm", "Event"):
            begin_trigger(rehearsal, kind, f"{kind}-{number}")
    for number in range(4):
        rehearsal.ask(CreateParameter(name=f"p-{number}", type="String", value="v"))
        rehearsal.ask(CreateSecretParameter(name=f"p-{number}", value="v"))
    return rehearsal


def begin_pause(rehearsal: Rehearsal, execution_id: str) -> None:
    """An execution that waits for people."""
    begin_task(rehearsal, execution_id, PAUSE, "ACS::Pause", {})
    rehearsal.machine.apply(TaskWaits(task_execution_id=f"{execution_id}.t0010"))


def begin_trigger(rehearsal: Rehearsal, kind: TriggerKind, execution_id: str) -> None:
    """An execution that waits in its trigger."""
    action, properties = f"ACS::{kind}Trigger", TRIGGERS[kind]
    task = {"Name": "t", "Action": action, "Properties": properties}
    content = json.dumps({"FormatVersion": "OOS-2019-06-01", "Tasks": [task]})
    begin_task(rehearsal, execution_id, content, action, properties)
    rehearsal.machine.apply(TriggerWaits(task_execution_id=f"{execution_id}.t0010", kind=kind))


def begin_task(
    rehearsal: Rehearsal, execution_id: str, content: str, action: str, properties: dict[str, Any]
) -> None:
    """An execution of this text whose first task runs."""
    apply = rehearsal.machine.apply
    apply(
        ExecutionStarted(
            execution_id=execution_id,
            template_name="",
            template_version="v1",
            template_content=content,
            parameters={},
            ram_role="",
            caller="root",
            executed_by="root",
            started_at=AT,
        )
    )
    apply(
        TaskExecutionStarted(
            task_execution_id=f"{execution_id}.t0010",
            execution_id=execution_id,
            task_name="pause" if content == PAUSE else "t",
            task_action=action,
            properties=properties,
            started_at=AT,
        )
    )


def executions(**more: object) -> Callable[[int], Message]:
    return lambda n: ListExecutions.model_validate({"max_results": 10, **more})


def tasks(**more: object) -> Callable[[int], Message]:
    return lambda n: ListTaskExecutions.model_validate({"max_results": 20, **more})


def event(n: int) -> EventReceived:
    said = {"event_id": str(n), "event_source": "shop", "event_type": "sold"}
    return EventReceived(event_bus_name="default", at=AT, event={"data": {}}, **said)


def notice(n: int) -> EventNotificationDue:
    return EventNotificationDue(
        notification_id=str(n),
        notification_type="AUTOSCALING:SCALE_OUT_START",
        notification_arn="acs:ess:cn-hangzhou:1:cloudmonitor",
        message_encoding="PlainText",
        scaling_group_id="asg",
        at=AT,
        content={},
    )


CALLS: dict[str, Callable[[int], Message]] = {
    "public templates are registered": lambda n: RegisterPublicTemplates(),
    "a template is registered": lambda n: RegisterTemplate(template_name=f"new-{n}", content=TEMPLATE),
    "a template is made": lambda n: CreateTemplate(template_name=f"made-{n}", content=TEMPLATE),
    "a template is changed": lambda n: UpdateTemplate(template_name="T", content=TEMPLATE),
    "a template is deleted": lambda n: DeleteTemplate(template_name=f"old-{n}"),
    "templates are deleted": lambda n: DeleteTemplates(template_names=f'["older-{n}"]'),
    "templates are listed": lambda n: ListTemplates(template_name="T"),
    "versions are listed": lambda n: ListTemplateVersions(template_name=PUBLIC),
    "a text is checked": lambda n: ValidateTemplateContent(content=TEMPLATE),
    "a template is read": lambda n: GetTemplate(template_name="T"),
    "an execution starts": lambda n: StartExecution(template_name="T", client_token=f"new-{n}"),
    "an execution starts again": lambda n: StartExecution(template_name="T", client_token="token-1"),
    "a child starts": lambda n: StartExecution(template_name="T", parent_execution_id="e-0"),
    "an API answers": lambda n: RecordApiAnswer(task_execution_id=f"e-{5 * n + 10}.t0010"),
    "an API is asked again": lambda n: RetryTask(task_execution_id="e-20.t0010"),
    "people are heard": lambda n: NotifyExecution(execution_id=f"waits-{n}", notify_type="Approve"),
    "a log is read": lambda n: ListExecutionLogs(execution_id="e-7"),
    "an execution's template is read": lambda n: GetExecutionTemplate(execution_id="e-7"),
    "actions are listed": lambda n: ListActions(),
    "a policy is made": lambda n: GenerateExecutionPolicy(template_name="T"),
    "an execution is described": lambda n: UpdateExecution(execution_id="e-7", description=str(n)),
    "executions are deleted": lambda n: DeleteExecutions(execution_ids=f'["gone-{n}"]', force=True),
    "a trigger is fired": lambda n: TriggerExecution(
        execution_id="Event-0", type="Event", region_id="cn-hangzhou"
    ),
    "a timer fires": lambda n: FireTimer(task_execution_id=f"Timer-{n}.t0010", due_at=AT),
    "a metric is looked at": lambda n: LookAtMetric(task_execution_id="Alarm-0.t0010", due_at=AT),
    "instances are found": lambda n: RecordFoundInstances(
        task_execution_id="Event-0.t0010", happening={"content": {}}, found=True
    ),
    "a metric is read": lambda n: RecordMetric(task_execution_id="Alarm-0.t0010", due_at=AT),
    "a task has had its time": lambda n: TimeOutTask(task_execution_id=f"waits-{n}.t0010"),
    "parameters are borrowed": lambda n: RecordBorrowedParameters(
        execution_id="open-0", values={"oos:p-0": "v"}, refusals={}, task_name="pause"
    ),
    "an event comes to a bus": event,
    "Auto Scaling tells of something": notice,
    "instances start": lambda n: InstanceStartBegun(instance_ids=["i"], started_at=AT, settles_at=AT),
    "an instance runs": lambda n: InstanceRunning(instance_id="i"),
    "instances stop": lambda n: InstanceStopBegun(instance_ids=["i"], settles_at=AT),
    "an instance is stopped": lambda n: InstanceStopped(instance_id="i"),
    "an instance is gone": lambda n: InstanceReleased(instance_id="i"),
    "risky tasks": lambda n: ListExecutionRiskyTasks(template_name="T"),
    "instances of an execution": lambda n: ListResourceExecutionStatus(execution_id="e-7"),
    "regions": lambda n: DescribeRegions(),
    "tags are set": lambda n: TagResources(**TAGGED, tags='{"a": "b"}'),
    "tags are taken off": lambda n: UntagResources(**TAGGED, all=True),
    "tags are listed": lambda n: ListTagResources(**TAGGED),
    "tags for a condition": lambda n: FindOosTags(resources=["acs:oos:r:1:template/own"]),
    "keys of tags": lambda n: ListTagKeys(),
    "values of tags": lambda n: ListTagValues(key="a"),
    "a parameter is stored": lambda n: CreateParameter(name=f"new-{n}", type="String", value="v"),
    "a parameter is changed": lambda n: UpdateParameter(name="p-0", value=str(n + 1)),
    "a parameter is deleted": lambda n: DeleteParameter(name=f"p-{n + 2}"),
    "a parameter is read": lambda n: GetParameter(name="p-0"),
    "parameters are read": lambda n: GetParameters(names='["p-0"]'),
    "parameters of a path": lambda n: GetParametersByPath(path="/p"),
    "parameters are listed": lambda n: ListParameters(),
    "versions of a parameter": lambda n: ListParameterVersions(name="p-0"),
    "a secret is stored": lambda n: CreateSecretParameter(name=f"new-{n}", value="v"),
    "a secret is changed": lambda n: UpdateSecretParameter(name="p-0", value=str(n + 1)),
    "a secret is deleted": lambda n: DeleteSecretParameter(name=f"p-{n + 2}"),
    "a secret is read": lambda n: GetSecretParameter(name="p-0"),
    "secrets are read": lambda n: GetSecretParameters(names='["p-0"]'),
    "secrets of a path": lambda n: GetSecretParametersByPath(path="/p"),
    "secrets are listed": lambda n: ListSecretParameters(),
    "versions of a secret": lambda n: ListSecretParameterVersions(name="p-0"),
    "an execution is cancelled": lambda n: CancelExecution(execution_id=f"open-{n}"),
    "the newest executions": executions(),
    "the oldest executions": executions(sort_order="Ascending"),
    "the executions that ended last": executions(sort_field="EndDate"),
    "the executions that ended first": executions(sort_field="EndDate", sort_order="Ascending"),
    "executions by status": executions(sort_field="Status"),
    "all executions": executions(include_child_execution=True),
    "one execution": executions(execution_id="e-7"),
    "open executions": executions(status="Running"),
    "ended executions": executions(status="Success"),
    "no executions": executions(status="Failed"),
    "executions as a role": executions(ram_role="R"),
    "executions of a template": executions(template_name="T"),
    "executions of no template": executions(template_name="X"),
    "children": executions(parent_execution_id="e-0"),
    "the newest tasks": tasks(),
    "the oldest tasks": tasks(sort_order="Ascending"),
    "tasks by status": tasks(sort_field="Status"),
    "the tasks of an execution": tasks(execution_id="e-7"),
    "one task": tasks(task_execution_id="e-7.t0010"),
    "the items of a loop": tasks(parent_task_execution_id="e-7.t0010"),
    "open tasks": tasks(status="Running"),
    "tasks of a name": tasks(task_name="call", task_action="acs::executeapi"),
    "no tasks": tasks(task_name="none"),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_costs_the_same_in_a_crowd(name: str) -> None:
    """A hundred times as much of everything, at most half as much again."""
    few, many = (lines_of_second(crowd(size), CALLS[name]) for size in (FEW, MANY))
    assert many <= TIMES * few


def test_every_handler_is_measured() -> None:
    """None is left out."""
    assert {type(call(0)) for call in CALLS.values()} == set(crowd(FEW).machine.handlers)


def test_the_items_of_a_loop_cost_the_same() -> None:
    """The last of many as much as one of the first."""
    stage = Orchestra()
    register(stage.rehearsal)
    stage.start(parameters=str({"items": [1] * 600}).replace("'", '"'))
    costs = {}
    for number in range(600):
        if number in (10, 590):
            costs[number] = lines(stage.answer)
        else:
            stage.answer()
    assert costs[590] <= 1.5 * costs[10]


def test_a_state_that_is_loaded_finds_the_same() -> None:
    """In the same order, whatever an older version has written beside."""
    rehearsal, adapter = crowd.__wrapped__(FEW), TypeAdapter(State)
    written_before = adapter.dump_python(rehearsal.state, mode="json")
    loaded = adapter.validate_python(written_before | {"places": {"e-0.t0010": "e-0"}})
    assert loaded == rehearsal.state
    assert [e.id for e in loaded.archive.ended] == [e.id for e in rehearsal.state.archive.ended]
    queries = [call(0) for call in CALLS.values()]
    queries = [query for query in queries if isinstance(query, ListExecutions | ListTaskExecutions)]
    answers = [rehearsal.ask(query) for query in queries]
    other = Rehearsal(SERVICE)
    other.machine.state = loaded
    assert [other.ask(query) for query in queries] == answers


def run(times: int) -> Orchestra:
    """One after the other, a minute each; each with a loop."""
    stage = Orchestra()
    stage.rehearsal = Rehearsal(SERVICE, Settings(history_most=10))
    register(stage.rehearsal)
    for number in range(times):
        stage.start(parameters='{"items": [1, 2]}', client_token=f"t-{10_000 + number}")
        for _ in range(3):
            stage.answer()
        stage.rehearsal.advance(60)
    return stage


def test_what_is_over_takes_no_room() -> None:
    """Ten times as many executions leave as many objects, and as large a snapshot."""
    short, long = run(30).rehearsal, run(300).rehearsal
    assert objects(long.state) == objects(short.state)
    assert written(long.state) == written(short.state)
    assert [len(short.machine.timers), len(short.machine.intents)] == [0, 0]
    assert len(long.ask(ListExecutions()).executions) == 10


def test_history_is_not_shown_and_then_forgotten() -> None:
    """After 30 days an execution is not found, and the next end of one forgets it; so is its token."""
    stage = run(1)
    rehearsal, [old] = stage.rehearsal, stage.rehearsal.state.executions
    rehearsal.advance(30 * 86_400 + 1)
    for query in (executions(), executions(execution_id=old), executions(sort_field="EndDate")):
        assert rehearsal.ask(query(0)).executions == []
    for query in (tasks(), tasks(task_execution_id=f"{old}.t0010")):
        assert rehearsal.ask(query(0)).task_executions == []
    for call in (
        ListTaskExecutions(execution_id=old),
        StartExecution(template_name="T", parent_execution_id=old),
    ):
        with pytest.raises(ApiError) as caught:
            rehearsal.ask(call)
        assert caught.value.code == "EntityNotExists.Execution"
    new = stage.start(client_token="t-10000")
    assert [seen.execution_id for seen in rehearsal.ask(ListExecutions()).executions] == [new]
    assert set(rehearsal.state.executions) == {old, new}
    stage.answer()
    assert set(rehearsal.state.executions) == {new}
    assert stage.start(client_token="t-10000") == new
