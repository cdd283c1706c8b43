"""Tasks that wait for people, and executions that are cancelled."""

from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import ListExecutions
from scalehook_contracts.template_engine.notices import CancelExecution, NotifyExecution
from scalehook_contracts.template_engine.tasks import CallWebHook, RecordApiAnswer
from support.orchestra import Orchestra

PAUSE = "{Name: pause, Action: 'ACS::Pause'}"
CALL = "{Name: call, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}}"
ALICE, BOB = "acs:ram::1:user/alice", "acs:ram::1:user/bob"


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def notify(oos: Orchestra, execution: str, kind: Any, caller: str = "root", **more: Any) -> None:
    """Tell an execution something."""
    command = NotifyExecution(execution_id=execution, notify_type=kind, **more)
    oos.rehearsal.ask(command, caller=caller)


def listed(oos: Orchestra, **filters: Any) -> list[str]:
    """The ids of executions."""
    return [each.execution_id for each in oos.rehearsal.ask(ListExecutions(**filters)).executions]


def statuses(oos: Orchestra, execution: str) -> tuple[str, list[str]]:
    """Of the execution, and of its tasks."""
    return oos.status(execution)[0], [task.status for task in oos.tasks(execution)]


@pytest.mark.parametrize("kind", ["Approve", "ExecuteTask"])
def test_a_pause_ends_when_somebody_says_so(oos: Orchestra, kind: str) -> None:
    """Until then the execution waits, and is found so; the note is shown with the task."""
    # proves: ACS::Pause, Approve, ExecuteTask
    oos.template(f"Tasks: [{PAUSE}, {CALL}]")
    execution = oos.start()
    assert statuses(oos, execution) == ("Waiting", ["Waiting"])
    assert listed(oos, status="Waiting") == listed(oos, sort_field="EndDate") == [execution]
    assert oos.tasks(execution, status="Waiting")[0].task_name == "pause"
    notify(oos, execution, kind, notify_note="go on")
    assert statuses(oos, execution) == ("Running", ["Success", "Running"])
    assert oos.tasks(execution)[0].extra_data == {"NotifyNote": "go on"}
    assert listed(oos, status="Running") == [execution]
    oos.answer({})
    assert statuses(oos, execution) == ("Success", ["Success", "Success"])


@pytest.mark.parametrize("kind", ["Reject", "CancelTask"])
def test_a_pause_that_is_rejected_cancels_the_execution(oos: Orchestra, kind: str) -> None:
    """Nothing comes after it."""
    # proves: Reject, CancelTask
    oos.template(f"Tasks: [{PAUSE}, {CALL}]")
    execution = oos.start()
    notify(oos, execution, kind)
    assert statuses(oos, execution) == ("Cancelled", ["Cancelled"])
    assert oos.ended()[-1].status == "Cancelled"


def test_enough_people_must_approve(oos: Orchestra) -> None:
    """Each counts once, and only those whom the template names."""
    # proves: ACS::Approve
    properties = "{Approvers: [alice, bob], MinRequiredApprovals: 2}"
    oos.template(f"Tasks: [{{Name: ask, Action: 'ACS::Approve', Properties: {properties}}}]")
    execution = oos.start()
    for _ in range(2):
        notify(oos, execution, "Approve", ALICE)
    for other in ("user/carol", "role/bob", "assumed-role/any/bob", "assumed-role/bob/x"):
        with pytest.raises(ApiError, match="approvers"):
            notify(oos, execution, "Approve", f"acs:ram::1:{other}")
    assert oos.status(execution)[0] == "Waiting"
    notify(oos, execution, "Approve", BOB)
    assert oos.status(execution)[0] == "Success"


@pytest.mark.parametrize("taken", [True, False])
def test_approvers_are_told_by_a_web_hook(oos: Orchestra, taken: bool) -> None:
    """The wait begins when it was taken; where it was not, the task fails."""
    hook = "NotifyType: WebHook, WebHook: {URI: 'http://h/', Headers: {A: b}, Content: {c: 1}}"
    oos.template(f"Tasks: [{{Name: ask, Action: 'ACS::Approve', Properties: {{{hook}}}}}]")
    execution = oos.start()
    [(key, intent)] = oos.rehearsal.begun
    task = f"{execution}.t0010"
    headers = {"Content-Type": "application/json", "A": "b"}
    assert intent == CallWebHook(
        task_execution_id=task, uri="http://h/", headers=headers, body='{"c": 1}'
    )
    outcome = RecordApiAnswer(task_execution_id=task, error_code="" if taken else "WebHookFailed")
    oos.rehearsal.settle(key, outcome)
    assert oos.status(execution)[0] == ("Waiting" if taken else "Failed")


def test_a_notification_goes_on_when_it_was_taken(oos: Orchestra) -> None:
    """Nobody is waited for; text is sent as it is."""
    # proves: ACS::Notify
    hook = "WebHook: {URI: 'http://h/', Content: text}"
    oos.template(f"Tasks: [{{Name: tell, Action: 'ACS::Notify', Properties: {{{hook}}}}}]")
    execution = oos.start()
    [(key, intent)] = oos.rehearsal.begun
    assert isinstance(intent, CallWebHook)
    assert intent.body == "text"
    oos.rehearsal.settle(key, RecordApiAnswer(task_execution_id=intent.task_execution_id))
    assert oos.status(execution) == ("Success", "")


def test_a_cancelled_execution_takes_what_it_began_with_it(oos: Orchestra) -> None:
    """The child and its call; a late answer changes nothing, and it cannot be cancelled again."""
    oos.template(f"Tasks: [{CALL}]", name="Child")
    oos.template("Tasks: [{Name: t, Action: 'ACS::Template', Properties: {TemplateName: Child}}]")
    execution = oos.start()
    oos.rehearsal.ask(CancelExecution(execution_id=execution))
    children = listed(oos, parent_execution_id=execution)
    assert [oos.status(each)[0] for each in [execution, *children]] == ["Cancelled", "Cancelled"]
    oos.answer({})
    assert [event.status for event in oos.ended()] == ["Cancelled", "Cancelled"]
    with pytest.raises(ApiError, match="over"):
        oos.rehearsal.ask(CancelExecution(execution_id=execution))


def test_one_of_several_tasks_that_wait(oos: Orchestra) -> None:
    """The one that is named goes on; the execution waits for the other."""
    oos.template("Tasks: [{Name: pause, Action: 'ACS::Pause', Loop: {Items: [1, 2], Concurrency: 2}}]")
    execution = oos.start()
    notify(oos, execution, "Approve", task_execution_ids=f'["{execution}.t0020"]')
    assert statuses(oos, execution)[0] == "Waiting"
    notify(oos, execution, "Approve", task_execution_id=f"{execution}.t0030", task_name="pause")
    assert statuses(oos, execution) == ("Success", ["Success"])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"execution_id": "exec-none"}, "EntityNotExists.Execution"),
        ({"task_execution_id": "none"}, "InvalidParameter"),
        ({"task_name": "none"}, "InvalidParameter"),
        ({"task_execution_ids": "x"}, "InvalidParameter"),
        ({"task_execution_ids": "[1]"}, "InvalidParameter"),
    ],
)
def test_notices_that_are_refused(oos: Orchestra, fields: dict[str, str], code: str) -> None:
    """Nothing has changed."""
    oos.template(f"Tasks: [{PAUSE}]")
    execution = oos.start()
    command = NotifyExecution(**{"execution_id": execution, "notify_type": "Approve"} | fields)  # type: ignore[arg-type]  # each field has its own type
    with pytest.raises(ApiError) as caught:
        oos.rehearsal.ask(command)
    assert caught.value.code == code
    assert oos.status(execution)[0] == "Waiting"


@pytest.mark.parametrize(
    "task",
    [
        "Action: 'ACS::Approve', Properties: {MinRequiredApprovals: 0}",
        "Action: 'ACS::Approve', Properties: {NotifyType: Mail}",
        "Action: 'ACS::Notify'",
        "Action: 'ACS::Notify', Properties: {WebHook: {URI: 5}}",
        "Action: 'ACS::Notify', Properties: {WebHook: {URI: 'http://h/', Headers: [1]}}",
    ],
)
def test_properties_that_do_not_fit(oos: Orchestra, task: str) -> None:
    """The execution fails, with a message."""
    oos.template(f"Tasks: [{{Name: t, {task}}}]")
    status, message = oos.status(oos.start())
    assert (status, bool(message)) == ("Failed", True)
