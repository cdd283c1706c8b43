"""The modes FailurePause and Debug: somebody says how an execution goes on."""

from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.notices import CancelExecution, NotifyExecution
from support.orchestra import Orchestra

CALLS = """
Tasks:
  - {Name: a, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: A},
     Outputs: {n: {ValueSelector: N}}}
  - {Name: b, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: B}}
Outputs: {n: {Value: '{{ a.n }}'}}
"""


@pytest.fixture
def oos() -> Orchestra:
    """An engine with a template of two calls."""
    engine = Orchestra()
    engine.template(CALLS)
    return engine


def notify(oos: Orchestra, execution: str, kind: Any, **more: Any) -> None:
    """Tell an execution something."""
    oos.rehearsal.ask(NotifyExecution(execution_id=execution, notify_type=kind, **more))


def statuses(oos: Orchestra, execution: str) -> tuple[str, list[str]]:
    """Of the execution, and of its tasks."""
    return oos.status(execution)[0], [task.status for task in oos.tasks(execution)]


def failed(oos: Orchestra) -> str:
    """An execution in mode FailurePause whose first task has failed."""
    execution = oos.start(mode="FailurePause")
    oos.answer(code="Busy", message="later")
    return execution


def next_task(oos: Orchestra, execution: str) -> list[str]:
    """What the list shows as the current task."""
    [seen] = oos.rehearsal.ask(ListExecutions(execution_id=execution)).executions
    return [task.task_name for task in seen.current_tasks]


def test_a_failure_pauses(oos: Orchestra) -> None:
    """The task waits with its message; the mode is shown, and executions are found by it."""
    # proves: Automatic
    execution = failed(oos)
    assert statuses(oos, execution) == ("Waiting", ["Waiting"])
    assert oos.tasks(execution)[0].status_message == "Busy message: later"
    [seen] = oos.rehearsal.ask(ListExecutions(mode="FailurePause")).executions
    assert (seen.execution_id, seen.mode) == (execution, "FailurePause")
    assert oos.rehearsal.ask(ListExecutions(mode="Automatic")).executions == []


def test_a_failed_task_runs_once_more(oos: Orchestra) -> None:
    """In a run of its own; that the first failed counts no more, also after a restart."""
    # proves: RetryTask, FailurePause
    execution = failed(oos)
    oos.rehearsal.restart()
    oos.template(CALLS)
    notify(oos, execution, "RetryTask")
    assert statuses(oos, execution) == ("Running", ["Failed", "Running"])
    oos.answer({"N": "1"})
    oos.answer({})
    assert statuses(oos, execution) == ("Success", ["Failed", "Success", "Success"])
    assert oos.ended()[-1].outputs == {"n": "1"}


def test_it_may_fail_again(oos: Orchestra) -> None:
    """Then it waits again."""
    execution = failed(oos)
    notify(oos, execution, "RetryTask")
    oos.answer(code="Busy", message="later")
    assert statuses(oos, execution) == ("Waiting", ["Failed", "Waiting"])


def test_a_failed_task_is_skipped(oos: Orchestra) -> None:
    """The next one runs, and the execution may succeed."""
    # proves: SkipTask
    execution = failed(oos)
    notify(oos, execution, "SkipTask")
    oos.answer({})
    assert statuses(oos, execution) == ("Success", ["Skipped", "Success"])


@pytest.mark.parametrize("kind", ["Reject", "CancelTask"])
def test_a_failed_task_is_given_up(oos: Orchestra, kind: str) -> None:
    """The execution is cancelled, with the task's message."""
    execution = failed(oos)
    notify(oos, execution, kind)
    assert oos.status(execution) == ("Cancelled", "Busy message: later")


def test_what_cannot_be_computed_pauses_too(oos: Orchestra) -> None:
    """A task that fails before it has called anything."""
    oos.template("Tasks: [{Name: t, Action: 'ACS::Sleep', Properties: {Duration: '{{ no.thing }}'}}]")
    assert statuses(oos, oos.start(mode="FailurePause")) == ("Waiting", ["Waiting"])


def test_a_loop_pauses_as_a_whole(oos: Orchestra) -> None:
    """Not each of its items; all of them run once more."""
    oos.template(
        "Tasks: [{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X},"
        " Loop: {Items: [1, 2], Concurrency: 2}}]"
    )
    execution = oos.start(mode="FailurePause")
    oos.answer({})
    oos.answer(code="Busy", message="later")
    assert statuses(oos, execution) == ("Waiting", ["Waiting"])
    notify(oos, execution, "RetryTask")
    assert len(oos.calls()) == 2


@pytest.mark.parametrize("mode", ["Automatic", "FailurePause"])
def test_children_do_not_pause(oos: Orchestra, mode: Any) -> None:
    """Their failure is that of the task that began them, which pauses."""
    oos.template("Tasks: [{Name: t, Action: 'ACS::Template', Properties: {TemplateName: T}}]", "Parent")
    execution = oos.start("Parent", mode=mode)
    oos.answer(code="Busy", message="later")
    [child] = [event.status for event in oos.ended() if event.template_name == "T"]
    assert (child, oos.status(execution)[0]) == (
        "Failed",
        "Failed" if mode == "Automatic" else "Waiting",
    )


@pytest.mark.parametrize("kind", ["Approve", "ExecuteTask", "CompleteExecution"])
def test_what_does_not_mend_a_failure(oos: Orchestra, kind: str) -> None:
    """Refused, and the task still waits."""
    execution = failed(oos)
    with pytest.raises(ApiError, match="a waits for RetryTask"):
        notify(oos, execution, kind)
    assert statuses(oos, execution) == ("Waiting", ["Waiting"])


def test_single_steps(oos: Orchestra) -> None:
    """Before each task, and at the end, the execution waits; the next task is shown."""
    # proves: Debug, ExecuteTask
    execution = oos.start(mode="Debug")
    assert (statuses(oos, execution), next_task(oos, execution)) == (("Waiting", []), ["a"])
    notify(oos, execution, "ExecuteTask")
    assert statuses(oos, execution) == ("Running", ["Running"])
    oos.answer({"N": "1"})
    assert next_task(oos, execution) == ["b"]
    oos.rehearsal.restart()
    oos.template(CALLS)
    notify(oos, execution, "SkipTask")
    assert (statuses(oos, execution), next_task(oos, execution)) == (
        ("Waiting", ["Success", "Skipped"]),
        [],
    )
    notify(oos, execution, "CompleteExecution")
    assert (oos.status(execution), oos.ended()[-1].outputs) == (("Success", ""), {"n": "1"})


def test_another_task_is_chosen(oos: Orchestra) -> None:
    """Also one that has failed: if it succeeds now, the execution does."""
    execution = oos.start(mode="Debug")
    notify(oos, execution, "ExecuteTask", task_name="b")
    oos.answer(code="Busy", message="later")
    assert oos.status(execution)[0] == "Waiting"
    notify(oos, execution, "ExecuteTask", task_name="b")
    oos.answer({})
    notify(oos, execution, "CompleteExecution")
    assert statuses(oos, execution) == ("Success", ["Failed", "Success"])


@pytest.mark.parametrize(
    ("status", "ends"),
    [
        ("", ("Failed", "Busy message: later")),
        ("Success", ("Success", "")),
        ("Failed", ("Failed", "completed as Failed")),
        ("Cancelled", ("Cancelled", "completed as Cancelled")),
    ],
)
def test_completed_as_somebody_says(oos: Orchestra, status: Any, ends: tuple[str, str]) -> None:
    """Whatever came of the tasks; as they say, where nothing is given."""
    # proves: CompleteExecution
    execution = oos.start(mode="Debug")
    notify(oos, execution, "ExecuteTask")
    oos.answer(code="Busy", message="later")
    notify(oos, execution, "CompleteExecution", execution_status=status)
    assert oos.status(execution) == ends


def test_items_one_by_one(oos: Orchestra) -> None:
    """Whatever the concurrency of the loop."""
    oos.template("Tasks: [{Name: t, Action: 'ACS::Pause', Loop: {Items: [1, 2, 3], Concurrency: 3}}]")
    execution = oos.start(mode="Debug")
    notify(oos, execution, "ExecuteTask")
    assert len(oos.tasks(execution, include_child_task_execution=True)) == 2


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"notify_type": "RetryTask"}, "the execution waits for ExecuteTask"),
        ({"notify_type": "ExecuteTask", "task_name": "nosuch"}, "there is no task nosuch"),
        ({"notify_type": "ExecuteTask", "task_execution_id": "x"}, "no such task waits"),
        ({"notify_type": "ExecuteTask", "execution_status": "Success"}, "CompleteExecution alone"),
    ],
)
def test_what_no_step_is(oos: Orchestra, given: dict[str, Any], why: str) -> None:
    """Refused, and the execution waits as before."""
    execution = oos.start(mode="Debug")
    with pytest.raises(ApiError, match=why):
        oos.rehearsal.ask(NotifyExecution(execution_id=execution, **given))
    assert next_task(oos, execution) == ["a"]


@pytest.mark.parametrize("notified", [True, False])
def test_a_debugged_execution_is_cancelled(oos: Orchestra, notified: bool) -> None:
    """Either way."""
    execution = oos.start(mode="Debug")
    if notified:
        notify(oos, execution, "CancelTask")
    else:
        oos.rehearsal.ask(CancelExecution(execution_id=execution))
    assert (oos.status(execution)[0], next_task(oos, execution)) == ("Cancelled", [])


def test_the_next_task_has_other_properties(oos: Orchestra) -> None:
    """Those that are given take the place of the template's; only for who has started the execution."""
    execution = oos.start(mode="Debug")
    given = {"parameters": '{"API": "Y"}'}
    with pytest.raises(ApiError, match="for whoever has started"):
        command = NotifyExecution(execution_id=execution, notify_type="ExecuteTask", **given)
        oos.rehearsal.ask(command, caller="acs:ram::1:user/alice")
    with pytest.raises(ApiError, match="for ExecuteTask"):
        notify(oos, execution, "SkipTask", parameters="{}")
    notify(oos, execution, "ExecuteTask", **given)
    assert oos.calls()[0].api == "Y"
    with pytest.raises(ApiError, match="mode Debug"):
        oos.template("Tasks: [{Name: p, Action: 'ACS::Pause'}]", "P")
        notify(oos, oos.start("P"), "ExecuteTask", parameters="{}")


def test_one_item_of_a_loop_runs_alone(oos: Orchestra) -> None:
    """The others do not; with other properties, perhaps."""
    oos.template(
        "Tasks: [{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X,"
        " Parameters: {a: '{{ ACS::TaskLoopItem }}'}}, Loop: {Items: [1, 2]}}]"
    )
    execution = oos.start(mode="Debug")
    notify(oos, execution, "ExecuteTask", loop_item="2", parameters='{"Service": "ECS"}')
    [call] = oos.calls()
    assert (call.service, call.parameters) == ("ECS", {"a": 2})
    oos.answer({})
    assert oos.tasks(execution)[0].status == "Success"
