"""Values that are not to be shown (NoEcho): no answer has them, wherever templates put them."""

import json

import pytest

from scalehook_contracts.template_engine.executions import ListExecutions
from support.orchestra import Orchestra

SECRET = "s3cr3t"
TASKS = """
  - Name: l
    Action: ACS::Sleep
    Properties: {Duration: '{{ ACS::TaskLoopItem }}'}
    Loop: {Items: ['{{ word }}', b]}
    OnError: ACS::NEXT
    IsCritical: false
  - Name: c
    Action: ACS::CheckFor
    Properties: {Service: ECS, API: X, PropertySelector: .n, DesiredValues: ['{{ word }}']}
    OnError: ACS::NEXT
    IsCritical: false
"""
CALL = "Name: call, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X, A: '{{ plain }}'}"
CHILD = f"""
Parameters: {{plain: {{}}, other: {{}}}}
Tasks: [{{{CALL}}}]
Outputs: {{o: {{Value: '{{{{ plain }}}}'}}}}
"""


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


def start(oos: Orchestra, tasks: str) -> str:
    """An execution that is given the secret."""
    around = "Parameters: {word: {NoEcho: true}}\nOutputs: {o: {Value: 'x{{ word }}'}}\nTasks: "
    oos.template(around + tasks)
    return oos.start(parameters=json.dumps({"word": SECRET}))


def shown(oos: Orchestra) -> str:
    """All that the listing operations answer."""
    listed = oos.rehearsal.ask(ListExecutions(include_child_execution=True)).executions
    tasks = [oos.tasks(each.execution_id, include_child_task_execution=True) for each in listed]
    return f"{listed} {tasks}"


def test_loops_outputs_and_messages(oos: Orchestra) -> None:
    """A loop's items, what a task has failed with, and what an execution comes to."""
    execution = start(oos, TASKS)
    oos.answer({"n": 1})
    assert oos.status(execution) == ("Success", "")
    assert oos.ended()[-1].outputs == {"o": f"x{SECRET}"}
    assert "x******" in shown(oos)
    assert SECRET not in shown(oos)


def test_templates_below(oos: Orchestra) -> None:
    """A parameter that is given a hidden value is hidden, too; others are not."""
    oos.template(CHILD, "C")
    given = "{TemplateName: C, Parameters: {plain: 'a {{ word }}', other: b}}"
    execution = start(oos, f"[{{Name: k, Action: 'ACS::Template', Properties: {given}}}]")
    oos.answer({})
    assert oos.status(execution)[0] == "Success"
    assert SECRET not in shown(oos)
    assert "'other': 'b'" in shown(oos)


def test_values_taken_out_of_hidden_ones(oos: Orchestra) -> None:
    """Each value in a list or an object that is not to be shown."""
    oos.template(
        """
        Parameters: {keys: {Type: Json, NoEcho: true}}
        Tasks: [{Name: s, Action: 'ACS::Pause', Properties: {a: {'Fn::Select': [k, '{{ keys }}']}}}]
        """
    )
    oos.start(parameters=json.dumps({"keys": {"k": [SECRET]}}))
    assert SECRET not in shown(oos)


def test_more_hidden_values_than_are_looked_for(oos: Orchestra) -> None:
    """Nothing is shown of what the task is given: it could be any of them."""
    oos.template(
        """
        Parameters: {words: {Type: List, NoEcho: true}}
        Tasks: [{Name: s, Action: 'ACS::Pause', Properties: {a: '{{ words }}'}}]
        """
    )
    execution = oos.start(parameters=json.dumps({"words": [f"{SECRET}{n}" for n in range(200)]}))
    assert SECRET not in shown(oos)
    [task] = oos.tasks(execution)
    assert (json.loads(task.properties), task.status_message) == ("******", "")
