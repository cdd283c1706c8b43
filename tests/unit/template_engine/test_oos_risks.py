"""Calls that cannot be undone: somebody agrees to them first."""

from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.notices import NotifyExecution
from scalehook_contracts.template_engine.risks import ListExecutionRiskyTasks
from support.orchestra import Orchestra

DELETE = "Action: 'ACS::ExecuteAPI', Properties: {Service: ECS, API: DeleteInstance%s}"


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def notify(oos: Orchestra, execution: str, kind: Any, **more: Any) -> None:
    """Tell an execution something."""
    oos.rehearsal.ask(NotifyExecution(execution_id=execution, notify_type=kind, **more))


def test_a_risky_call_waits_until_somebody_agrees(oos: Orchestra) -> None:
    """Then it is made, once; also after a restart in between."""
    oos.template(f"Tasks: [{{Name: t, {DELETE % ''}}}]")
    execution = oos.start()
    assert (oos.status(execution)[0], oos.calls()) == ("Waiting", [])
    with pytest.raises(ApiError, match="waits for Approve, Reject, CancelTask"):
        notify(oos, execution, "ExecuteTask")
    oos.restart()
    notify(oos, execution, "Approve")
    assert (oos.status(execution)[0], oos.calls()[0].api) == ("Running", "DeleteInstance")
    oos.answer({})
    assert oos.status(execution)[0] == "Success"


@pytest.mark.parametrize("kind", ["Reject", "CancelTask"])
def test_who_does_not_agree_cancels_the_execution(oos: Orchestra, kind: str) -> None:
    """Nothing is called."""
    oos.template(f"Tasks: [{{Name: t, {DELETE % ''}}}]")
    execution = oos.start()
    notify(oos, execution, kind)
    assert (oos.status(execution)[0], oos.calls()) == ("Cancelled", [])


@pytest.mark.parametrize(
    ("properties", "started"),
    [
        (", Risk: Normal", {}),
        ("", {"safety_check": "Skip"}),
    ],
)
def test_what_is_called_at_once(oos: Orchestra, properties: str, started: Any) -> None:
    """Where the template says that it is normal, or the execution is started without the check."""
    oos.template(f"Tasks: [{{Name: t, {DELETE % properties}}}]")
    oos.start(**started)
    assert len(oos.calls()) == 1


def test_each_item_of_a_loop_is_agreed_to(oos: Orchestra) -> None:
    """By its item, or all that wait at once; an item that does not wait is refused."""
    oos.template(f"Tasks: [{{Name: t, {DELETE % ''}, Loop: {{Items: [a, 2], Concurrency: 2}}}}]")
    execution = oos.start()
    with pytest.raises(ApiError, match="no such task waits"):
        notify(oos, execution, "Approve", loop_item="c")
    notify(oos, execution, "Approve", loop_item="2")
    assert len(oos.calls()) == 1
    notify(oos, execution, "Approve")
    assert len(oos.calls()) == 2


def test_risky_tasks_are_listed(oos: Orchestra) -> None:
    """By API, of all templates that are executed; what the template calls normal is none."""
    oos.template(f"Tasks: [{{Name: below, {DELETE % ''}}}]", "Child")
    child = "{Name: c, Action: 'ACS::Template', Properties: {TemplateName: Child}}"
    normal = f"{{Name: b, {DELETE % ', Risk: Normal'}}}"
    wait = "{Name: w, Action: 'ACS::WaitFor', Properties: {Service: ECS, API: StopInstance}}"
    oos.template(f"Tasks: [{{Name: a, {DELETE % ''}}}, {normal}, {wait}, {child}]")
    [found] = oos.rehearsal.ask(ListExecutionRiskyTasks(template_name="T")).risky_tasks
    assert (found.service, found.api) == ("ecs", "DeleteInstance")
    assert (found.task, found.template) == (["a", "below"], ["T", "Child"])
    with pytest.raises(ApiError, match="does not exist"):
        oos.rehearsal.ask(ListExecutionRiskyTasks(template_name="none"))
