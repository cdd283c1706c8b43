"""Keys of tasks that are seldom used: time limits, ends, orders, named conditions."""

import json

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import ListExecutions, StartExecution
from support.orchestra import Orchestra

CALL = "Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}"


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def check(oos: Orchestra, tasks: str) -> None:
    """Start a text with these tasks."""
    content = f"FormatVersion: OOS-2019-06-01\nTasks: [{tasks}]"
    oos.rehearsal.ask(StartExecution(template_content=content))


@pytest.mark.parametrize(("written", "seconds"), [("60", 60), ("PT2M", 120), ("'90'", 90), ("5m", 300)])
def test_a_task_has_a_time_limit(oos: Orchestra, written: str, seconds: int) -> None:
    """In seconds, or as a duration: then it fails, and what it waited for comes too late."""
    # proves: Timeout
    after = f"{{Name: after, {CALL}}}"
    oos.template(f"Tasks: [{{Name: t, {CALL}, Timeout: {written}, OnError: after}}, {after}]")
    execution = oos.start()
    oos.rehearsal.advance(seconds - 1)
    assert len(oos.tasks(execution)) == 1
    oos.rehearsal.advance(1)
    assert [task.status for task in oos.tasks(execution)] == ["Failed", "Running"]
    assert f"timed out after {seconds} seconds" in oos.tasks(execution)[0].status_message
    oos.answer({})
    oos.answer({})
    assert oos.status(execution)[0] == "Failed"


def test_a_task_that_ends_in_time_has_no_limit_any_more(oos: Orchestra) -> None:
    """The next one has a time of its own."""
    oos.template(f"Tasks: [{{Name: a, {CALL}, Timeout: 60}}, {{Name: b, {CALL}}}]")
    execution = oos.start()
    oos.answer({})
    oos.rehearsal.advance(3600)
    assert [task.status for task in oos.tasks(execution)] == ["Success", "Running"]


def test_a_time_limit_ends_what_the_task_has_begun(oos: Orchestra) -> None:
    """A child execution, and all items of a loop."""
    oos.template(f"Tasks: [{{Name: c, {CALL}}}]", "Child")
    child = "Action: 'ACS::Template', Properties: {TemplateName: Child}"
    oos.template(f"Tasks: [{{Name: t, {child}, Loop: {{Items: [1, 2], Concurrency: 2}}, Timeout: 9}}]")
    execution = oos.start()
    oos.rehearsal.advance(9)
    found = oos.rehearsal.ask(ListExecutions(parent_execution_id=execution)).executions
    assert [each.status for each in found] == ["Cancelled", "Cancelled"]
    assert oos.status(execution) == ("Failed", "t has timed out after 9 seconds")


def test_a_task_can_be_the_end(oos: Orchestra) -> None:
    """Its success ends the execution, unless it says where success leads."""
    # proves: IsEnd
    oos.template(f"Tasks: [{{Name: a, {CALL}, IsEnd: true}}, {{Name: b, {CALL}}}]")
    execution = oos.start()
    oos.answer({})
    assert (oos.status(execution)[0], len(oos.tasks(execution))) == ("Success", 1)


@pytest.mark.parametrize(
    ("tasks", "why"),
    [
        (f"{{Name: a, {CALL}, DependsOn: b}}, {{Name: b, {CALL}}}", "b does not come before"),
        (f"{{Name: a, {CALL}, DependsOn: [none]}}", "none does not come before"),
        (f"{{Name: a, {CALL}, Timeout: soon}}", "Timeout"),
        (f"{{Name: a, {CALL}, Timeout: 0}}", "Timeout"),
    ],
)
def test_what_does_not_fit_is_refused(oos: Orchestra, tasks: str, why: str) -> None:
    """With its place."""
    with pytest.raises(ApiError, match=why):
        check(oos, tasks)


def test_a_task_may_depend_on_those_before_it(oos: Orchestra) -> None:
    """They come first anyhow."""
    check(oos, f"{{Name: a, {CALL}}}, {{Name: b, {CALL}, DependsOn: [a]}}")


@pytest.mark.parametrize(("mode", "run"), [("new", "Success"), ("old", "Skipped")])
def test_conditions_have_names(oos: Orchestra, mode: str, run: str) -> None:
    """In When, Fn::If and Fn::Not; what they compare is looked at when they are asked for."""
    choice = "Action: 'ACS::Choice', Properties: {DefaultTask: 'ACS::END'}"
    oos.template(
        f"""
        Parameters: {{mode: {{Default: {mode}}}}}
        Conditions: {{IsNew: {{'Fn::Equals': ['{{{{ mode }}}}', new]}}}}
        Tasks: [{{Name: t, {choice}, When: IsNew}}]
        Outputs:
          said: {{Value: {{'Fn::If': [IsNew, fresh, stale]}}}}
          not: {{Value: {{'Fn::Not': IsNew}}}}
          listed: {{Value: {{'Fn::Not': [IsNew]}}}}
        """
    )
    execution = oos.start()
    [seen] = oos.rehearsal.ask(ListExecutions(execution_id=execution)).executions
    assert oos.tasks(execution)[0].status == run
    new = run == "Success"
    outputs = {"said": "fresh" if new else "stale", "not": not new, "listed": not new}
    assert json.loads(seen.outputs) == outputs
