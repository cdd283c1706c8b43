"""OnCancel: the task that runs when an execution is cancelled."""

import pytest

from scalehook.template_engine.validation import problems
from scalehook_contracts.template_engine.notices import CancelExecution, NotifyExecution
from scalehook_contracts.template_engine.template_changes import CreateTemplate, DeleteTemplate
from support.orchestra import Orchestra

TASKS = """
Tasks:
  - {{Name: work, Action: '{action}', Properties: {{Service: ESS, API: Work}}, OnCancel: {target}}}
  - {{Name: more, Action: 'ACS::ExecuteAPI', OnSuccess: 'ACS::END',
     Properties: {{Service: ESS, API: More}}}}
  - {{Name: undo, Action: 'ACS::ExecuteAPI', Properties: {{Service: ESS, API: Undo}}}}
"""


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def begun(oos: Orchestra, target: str, action: str = "ACS::ExecuteAPI") -> str:
    """An execution whose first task runs."""
    oos.template(TASKS.format(target=target, action=action))
    return oos.start()


def cancel(oos: Orchestra, execution: str) -> None:
    """Cancel it."""
    oos.rehearsal.ask(CancelExecution(execution_id=execution))


def statuses(oos: Orchestra, execution: str) -> tuple[str, dict[str, str]]:
    """Of the execution, and of its tasks by name."""
    tasks = {task.task_name: task.status for task in oos.tasks(execution)}
    return oos.status(execution)[0], tasks


@pytest.mark.parametrize(("target", "name"), [("undo", "undo"), ("ACS::NEXT", "more")])
@pytest.mark.parametrize("fails", [True, False])
def test_the_named_task_runs(oos: Orchestra, target: str, name: str, fails: bool) -> None:
    """Then the execution is Cancelled, whatever comes of that task."""
    # proves: OnCancel
    execution = begun(oos, target)
    cancel(oos, execution)
    assert statuses(oos, execution) == ("Running", {"work": "Cancelled", name: "Running"})
    oos.answered += 1  # the call that was called off
    oos.answer(code="Busy" if fails else "", message="x")
    assert oos.status(execution) == ("Cancelled", "the execution was cancelled")
    assert statuses(oos, execution)[1][name] == ("Failed" if fails else "Success")


def test_the_default_is_the_end(oos: Orchestra) -> None:
    """Nothing runs any more."""
    execution = begun(oos, "ACS::END")
    cancel(oos, execution)
    assert statuses(oos, execution) == ("Cancelled", {"work": "Cancelled"})


def test_cancelled_twice(oos: Orchestra) -> None:
    """The second time it ends at once."""
    execution = begun(oos, "undo")
    cancel(oos, execution)
    cancel(oos, execution)
    assert statuses(oos, execution) == ("Cancelled", {"work": "Cancelled", "undo": "Cancelled"})


def test_a_rejected_pause_is_cancelled_so(oos: Orchestra) -> None:
    """OnCancel counts, whoever cancels."""
    execution = begun(oos, "undo", "ACS::Pause")
    oos.rehearsal.ask(NotifyExecution(execution_id=execution, notify_type="Reject"))
    assert statuses(oos, execution) == ("Running", {"work": "Cancelled", "undo": "Running"})
    oos.answer({})
    assert oos.status(execution) == ("Cancelled", "work was cancelled")


def test_a_deleted_template_has_nothing_to_undo(oos: Orchestra) -> None:
    """Its executions end at once, and are gone with it."""
    content = "FormatVersion: OOS-2019-06-01\n" + TASKS.format(target="undo", action="ACS::Pause")
    oos.rehearsal.ask(CreateTemplate(template_name="Own", content=content))
    oos.start("Own")
    oos.rehearsal.ask(DeleteTemplate(template_name="Own", auto_delete_executions=True))
    assert oos.rehearsal.state.executions == {}
    assert oos.ended()[-1].status == "Cancelled"


def test_a_link_to_no_task_is_told() -> None:
    """As other links are."""
    content = "FormatVersion: OOS-2019-06-01" + TASKS.format(target="nosuch", action="ACS::Pause")
    [problem] = problems(content)
    assert problem.endswith("there is no task nosuch")
