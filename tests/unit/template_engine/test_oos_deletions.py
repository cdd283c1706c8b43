"""What becomes of executions whose template is deleted along with them."""

from typing import Any

import pytest

from scalehook_contracts.template_engine.tasks import RecordApiAnswer, RetryTask
from scalehook_contracts.template_engine.template_changes import CreateTemplate, DeleteTemplate
from support.orchestra import Orchestra

PAUSED = "FormatVersion: OOS-2019-06-01\nTasks: [{Name: t, Action: 'ACS::Pause'}]"
CALLING = PAUSED.replace("'ACS::Pause'", "'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}")
LOOP = """
Tasks:
  - Name: k
    Action: ACS::Template
    Properties: {TemplateName: mine}
    Loop: {Items: [1, 2, 3, 4], RateControl: {Concurrency: 2, MaxErrors: 100%}}
"""


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def create(oos: Orchestra, content: str) -> None:
    """Make the template."""
    oos.rehearsal.ask(CreateTemplate(template_name="mine", content=content))


def test_nobody_begins_executions_of_a_template_that_is_deleted(oos: Orchestra) -> None:
    """Those that a loop has begun are cancelled, and the others are not begun any more."""
    create(oos, PAUSED)
    oos.template(LOOP)
    execution = oos.start()
    oos.rehearsal.ask(DeleteTemplate(template_name="mine", auto_delete_executions=True))
    assert oos.status(execution) == ("Success", "")
    assert list(oos.rehearsal.state.executions) == [execution]


@pytest.mark.parametrize("late", [RetryTask, RecordApiAnswer])
def test_what_comes_for_a_task_that_was_deleted(oos: Orchestra, late: Any) -> None:
    """Is let pass: it was on its way."""
    create(oos, CALLING)
    task = f"{oos.start('mine')}.t0010"
    oos.rehearsal.ask(DeleteTemplate(template_name="mine", auto_delete_executions=True))
    oos.rehearsal.ask(late(task_execution_id=task))
    assert oos.rehearsal.state.executions == {}
