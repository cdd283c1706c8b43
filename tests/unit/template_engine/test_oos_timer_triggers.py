"""Executions that wait for moments, and start others then."""

import json
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.action_listing import ListActions
from scalehook_contracts.template_engine.execution_changes import DeleteExecutions, UpdateExecution
from scalehook_contracts.template_engine.executions import (
    ListedExecution,
    ListExecutions,
    StartExecution,
)
from scalehook_contracts.template_engine.notices import CancelExecution, NotifyExecution
from scalehook_contracts.template_engine.template_listing import ListTemplates
from scalehook_contracts.template_engine.triggers import TriggerExecution
from support.orchestra import Orchestra

CALL = "{Name: call, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}}"
HOURLY = "Type: rate, Expression: 1 hour, EndDate: '2026-01-01T03:30:00Z'"
NOTHING = "{Name: s, Action: 'ACS::Choice', Properties: {DefaultTask: 'ACS::END'}}"
HOUR = 3600


@pytest.fixture
def oos() -> Orchestra:
    """An engine, at midnight of the first of January."""
    return Orchestra()


def waiting(oos: Orchestra, properties: str = HOURLY, tasks: str = CALL, **more: Any) -> str:
    """An execution whose first task is a timer with these properties."""
    timer = f"{{Name: timer, Action: 'ACS::TimerTrigger', Properties: {{{properties}}}}}"
    oos.template(f"Tasks: [{timer}, {tasks}]")
    return oos.start(**more)


def shown(oos: Orchestra, execution: str) -> ListedExecution:
    """The execution as ListExecutions has it."""
    found = oos.rehearsal.ask(ListExecutions(execution_id=execution)).executions[0]
    assert isinstance(found, ListedExecution)
    return found


def children(oos: Orchestra, execution: str) -> list[ListedExecution]:
    """What it has started, oldest first."""
    command = ListExecutions(parent_execution_id=execution, sort_order="Ascending")
    return list(oos.rehearsal.ask(command).executions)


def test_a_child_at_each_moment(oos: Orchestra) -> None:
    """The execution waits; while a child runs, it does; and it tells of its last one and of the next."""
    # proves: ACS::TimerTrigger
    execution = waiting(oos)
    assert (shown(oos, execution).status, children(oos, execution)) == ("Waiting", [])
    assert shown(oos, execution).next_schedule_time == "2026-01-01T01:00:00Z"
    oos.rehearsal.advance(HOUR)
    [child] = children(oos, execution)
    assert (child.status, child.start_date) == ("Running", "2026-01-01T01:00:00Z")
    assert (shown(oos, execution).status, shown(oos, execution).is_parent) == ("Running", True)
    assert [task.task_name for task in oos.tasks(child.execution_id)] == ["timer", "call"]
    oos.answer({})
    parent = shown(oos, execution)
    assert (parent.status, parent.last_trigger_status) == ("Waiting", "Success")
    assert parent.last_trigger_time == parent.last_successful_trigger_time == "2026-01-01T01:00:00Z"
    assert parent.next_schedule_time == "2026-01-01T02:00:00Z"
    oos.rehearsal.advance(HOUR)
    oos.answer(code="Busy", message="later")
    parent = shown(oos, execution)
    assert (parent.last_trigger_status, parent.last_trigger_status_message) == (
        "Failed",
        "Busy message: later",
    )
    assert parent.last_successful_trigger_time == "2026-01-01T01:00:00Z"
    oos.restart()
    assert shown(oos, execution) == parent


def test_it_ends_with_its_last_date(oos: Orchestra) -> None:
    """As Success, with no outputs; a child that still runs is waited for."""
    execution = waiting(oos)
    oos.rehearsal.advance(3.6 * HOUR)
    assert (len(children(oos, execution)), shown(oos, execution).status) == (3, "Running")
    for _ in range(3):
        oos.answer({})
    assert shown(oos, execution).status == "Success"
    assert shown(oos, execution).next_schedule_time == ""
    oos.rehearsal.advance(24 * HOUR)
    assert len(children(oos, execution)) == 3


@pytest.mark.parametrize(
    ("properties", "moments"),
    [
        ("Type: cron, Expression: '0 30 8 * * ?', EndDate: 2026-01-03", ["01T08:30", "02T08:30"]),
        (
            "Type: cron, Expression: '0 30 8 * * ? 2026', TimeZone: Asia/Shanghai, EndDate: 2026-01-03",
            ["01T00:30", "02T00:30"],
        ),
        ("Type: cron, Expression: '0 0 12 ? * SAT', EndDate: 2026-01-05", ["03T12:00"]),
        ("Type: cron, Expression: '0 0 12 30 2 ?', EndDate: 2026-01-05", []),
        ("Type: rate, Expression: 12h, EndDate: 2026-01-02", ["01T12:00", "02T00:00"]),
        (
            "Type: rate, Expression: rate(1 day), StartDate: '2026-01-02T06:00:00Z',"
            " EndDate: 2026-01-05",
            ["03T06:00", "04T06:00"],
        ),
        (
            "Type: cron, Expression: '0 0 * * * ?', StartDate: '2026-01-02T06:00:00Z',"
            " EndDate: '2026-01-02T07:00:00Z'",
            ["02T06:00", "02T07:00"],
        ),
        ("Type: at, Expression: '2026-01-02T03:04:00Z'", ["02T03:04"]),
        ("Type: at, Expression: '2026-01-02T03:04:00', TimeZone: Asia/Shanghai", ["01T19:04"]),
    ],
)
def test_moments(oos: Orchestra, properties: str, moments: list[str]) -> None:
    """By cron with seconds, in a zone; at a rate; once. Between the first and the last date."""
    # proves: cron, at, rate, StartDate, EndDate, TimeZone
    execution = waiting(
        oos, properties, "{Name: s, Action: 'ACS::Choice', Properties: {DefaultTask: 'ACS::END'}}"
    )
    oos.rehearsal.advance(7 * 24 * HOUR)
    assert [each.start_date for each in children(oos, execution)] == [
        f"2026-01-{at}:00Z" for at in moments
    ]
    assert shown(oos, execution).status == "Success"


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ("Type: weekly, Expression: x, EndDate: 2026-02-01", "Type must be one of"),
        ("Type: [rate], Expression: x, EndDate: 2026-02-01", "Type must be one of"),
        ("Type: cron, Expression: '0 0 * * * ?'", "EndDate must be given"),
        ("Type: cron, Expression: '* * * * *', EndDate: 2026-02-01", "six or seven fields"),
        ("Type: cron, Expression: '0 0 99 * * ?', EndDate: 2026-02-01", "no cron expression"),
        ("Type: cron, Expression: 'H 0 1 * * ?', EndDate: 2026-02-01", "six or seven fields"),
        ("Type: rate, Expression: 0 minutes, EndDate: 2026-02-01", "a number and a unit"),
        ("Type: rate, Expression: 5 lightyears, EndDate: 2026-02-01", "a number and a unit"),
        ("Type: at, Expression: tomorrow", "no time"),
        ("Type: rate, Expression: 1 day, EndDate: never", "EndDate is no time"),
        ("Type: rate, Expression: 1 day, TimeZone: ../../etc/passwd, EndDate: 2026-02-01", "not known"),
        ("Type: rate, Expression: 1 day, TimeZone: [1], EndDate: 2026-02-01", "not known"),
        ("Type: rate, Expression: 99, EndDate: 2026-02-01", "must be a text"),
    ],
)
def test_what_says_no_time_fails(oos: Orchestra, properties: str, why: str) -> None:
    """With the reason."""
    assert why in oos.status(waiting(oos, properties))[1]


def test_moments_that_are_over_end_it_at_once(oos: Orchestra) -> None:
    """Nothing is to be waited for."""
    execution = waiting(oos, "Type: rate, Expression: 1 day, EndDate: 2025-01-01")
    assert shown(oos, execution).status == "Success"


def test_cancelled_with_what_it_has_started(oos: Orchestra) -> None:
    """No other child begins."""
    execution = waiting(oos)
    oos.rehearsal.advance(HOUR)
    oos.rehearsal.ask(CancelExecution(execution_id=execution))
    assert [each.status for each in children(oos, execution)] == ["Cancelled"]
    assert shown(oos, execution).status == "Cancelled"
    oos.rehearsal.advance(5 * HOUR)
    assert len(children(oos, execution)) == 1


def test_a_child_is_cancelled_alone(oos: Orchestra) -> None:
    """Its parent waits on."""
    execution = waiting(oos)
    oos.rehearsal.advance(HOUR)
    oos.rehearsal.ask(CancelExecution(execution_id=children(oos, execution)[0].execution_id))
    assert (shown(oos, execution).status, shown(oos, execution).last_trigger_status) == (
        "Waiting",
        "Cancelled",
    )
    with pytest.raises(ApiError, match="waits for Reject, CancelTask"):
        oos.rehearsal.ask(NotifyExecution(execution_id=execution, notify_type="Approve"))
    oos.rehearsal.ask(NotifyExecution(execution_id=execution, notify_type="CancelTask"))
    assert shown(oos, execution).status == "Cancelled"


def test_fired_by_hand(oos: Orchestra) -> None:
    """As if its moment had come, once for each token; its outputs are selected from what is said."""
    outputs = "Outputs: {why: {ValueSelector: .why}}"
    timer = f"{{Name: t, Action: 'ACS::TimerTrigger', Properties: {{{HOURLY}}}, {outputs}}}"
    oos.template(f"Tasks: [{timer}]\nOutputs: {{why: {{Value: '{{{{ t.why }}}}'}}}}")
    execution = oos.start()

    def fire(**more: Any) -> None:
        said = {"execution_id": execution, "type": "Timer", "region_id": "cn-hangzhou"}
        oos.rehearsal.ask(TriggerExecution(**said | more))

    fire(content='{"why": "test"}', client_token="once")
    fire(content='{"why": "test"}', client_token="once")
    assert [each.outputs for each in children(oos, execution)] == ['{"why": "test"}']
    assert shown(oos, execution).last_trigger_outputs == '{"why": "test"}'
    for wrong, why in [
        ({"type": "Event"}, "no trigger of Event|a trigger of Event"),
        ({"content": "[]"}, "Content"),
        ({"execution_id": "exec-none"}, "does not exist"),
        ({"execution_id": children(oos, execution)[0].execution_id}, "does not wait"),
    ]:
        with pytest.raises(ApiError, match=why):
            fire(**wrong)


def test_a_template_with_a_trigger_says_so(oos: Orchestra) -> None:
    """In lists of templates and executions; the action is listed, too."""
    execution = waiting(oos)
    assert shown(oos, execution).category == "TimerTrigger"
    [template] = oos.rehearsal.ask(ListTemplates(has_trigger=True)).templates
    assert (template.has_trigger, template.category) == (True, "TimerTrigger")
    actions = oos.rehearsal.ask(ListActions(oos_action_name="Trigger")).actions
    names = [action.oos_action_name for action in actions]
    assert names == ["ACS::AlarmTrigger", "ACS::EventTrigger", "ACS::TimerTrigger"]


@pytest.mark.parametrize(
    ("tasks", "why"),
    [
        (f"{CALL}, {{Name: t, Action: 'ACS::TimerTrigger'}}", "2:.*must be the first task"),
        ("{Name: a, Action: 'ACS::TimerTrigger'}, {Name: b, Action: 'ACS::EventTrigger'}", "first task"),
        ("{Name: a, Action: 'ACS::TimerTrigger', Loop: {Items: [1]}}", "no loop"),
    ],
)
def test_a_trigger_is_the_first_task(oos: Orchestra, tasks: str, why: str) -> None:
    """There is one, and it has no loop."""
    with pytest.raises(ApiError, match=why):
        content = f"FormatVersion: OOS-2019-06-01\nTasks: [{tasks}]"
        oos.rehearsal.ask(StartExecution(template_content=content))


def test_no_trigger_in_what_another_template_executes(oos: Orchestra) -> None:
    """The task that executes it fails."""
    waiting(oos)
    oos.template("Tasks: [{Name: t, Action: 'ACS::Template', Properties: {TemplateName: T}}]", "P")
    assert "must be the first task" in oos.status(oos.start("P"))[1]


def test_changed_while_it_waits(oos: Orchestra) -> None:
    """Other parameters, and so other moments, from now on; described otherwise at any time."""
    parameters = "Parameters: {rate: {Default: 1 day}, other: {Default: x}}"
    properties = "{Type: rate, Expression: '{{ rate }}', EndDate: 2026-01-05}"
    timer = f"{{Name: t, Action: 'ACS::TimerTrigger', Properties: {properties}}}"
    oos.template(f"{parameters}\nTasks: [{timer}, {CALL}]")
    execution = oos.start()
    change = UpdateExecution(
        execution_id=execution,
        parameters='{"Rate": "1 hour"}',
        description="new",
        tags='{"a": "b"}',
        resource_group_id="rg-1",
    )
    oos.rehearsal.ask(change, caller="acs:ram::1:user/alice")
    seen = shown(oos, execution)
    assert (seen.parameters, seen.description) == ({"rate": "1 hour", "other": "x"}, "new")
    assert (seen.tags, seen.resource_group_id) == ({"a": "b"}, "rg-1")
    assert seen.next_schedule_time == "2026-01-01T01:00:00Z"
    oos.rehearsal.advance(HOUR)
    assert oos.calls()[0].caller == "acs:ram::1:user/alice"
    for parameters, why in [('{"rate": "x"}', "a number and a unit"), ('{"nope": 1}', "no parameter")]:
        with pytest.raises(ApiError, match=why):
            oos.rehearsal.ask(UpdateExecution(execution_id=execution, parameters=parameters))
    child = children(oos, execution)[0].execution_id
    with pytest.raises(ApiError, match="waits in a trigger"):
        oos.rehearsal.ask(UpdateExecution(execution_id=child, parameters="{}"))
    oos.rehearsal.ask(UpdateExecution(execution_id=child, description="mine"))
    assert shown(oos, child).description == "mine"
    with pytest.raises(ApiError, match="does not exist"):
        oos.rehearsal.ask(UpdateExecution(execution_id="exec-none"))


def test_deleted(oos: Orchestra) -> None:
    """All or none; one that is not over only by force, and its timer goes with it."""
    execution = waiting(oos)
    ids = f'["{execution}"]'
    many = json.dumps([f"exec-{number}" for number in range(101)])
    for wrong, why in [
        (ids, "Force"),
        ('["exec-none"]', "does not exist"),
        ("[]", "ExecutionIds"),
        (many, "ExecutionIds"),
    ]:
        with pytest.raises(ApiError, match=why):
            oos.rehearsal.ask(DeleteExecutions(execution_ids=wrong))
    with pytest.raises(ApiError, match="ExecutionIds"):
        oos.rehearsal.ask(
            DeleteExecutions(execution_ids=str([f"e{i}" for i in range(101)]).replace("'", '"'))
        )
    oos.rehearsal.ask(DeleteExecutions(execution_ids=ids, force=True))
    oos.rehearsal.advance(5 * HOUR)
    assert oos.rehearsal.ask(ListExecutions(include_child_execution=True)).executions == []
