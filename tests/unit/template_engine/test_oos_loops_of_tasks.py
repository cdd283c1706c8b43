"""ACS::Loop: several tasks for each item."""

import json
from typing import Any

import pytest

from scalehook.template_engine.validation import lacking, problems
from scalehook_contracts.template_engine.action_listing import GenerateExecutionPolicy
from support.orchestra import Orchestra

HEAD = "FormatVersion: OOS-2019-06-01\n"
LOOP = """
Parameters: {p: {Default: 7}, items: {Type: List, Default: %s}}
Conditions: {small: {'Fn::Equals': ['{{ ACS::TaskLoopItem }}', 1]}}
Tasks:
- Name: before
  Action: ACS::ExecuteAPI
  Properties: {Service: ESS, API: First}
  Outputs: {o: {ValueSelector: .o}}
- Name: each
  Action: ACS::Loop
  Properties:
    LoopItems: '{{ items }}'
    LoopRateControl: {Mode: Concurrency, Concurrency: 2, MaxErrors: %s}
    LoopTasks:
    - Name: one
      Action: ACS::ExecuteAPI
      Properties:
        Service: ESS
        API: One
        Parameters:
          item: '{{ ACS::TaskLoopItem }}'
          p: '{{ p }}'
          o: '{{ before.o }}'
          both: '{{p}}-{{ before.o }}'
      Outputs: {n: {Type: Number, ValueSelector: .n}}
    - Name: two
      When: small
      Action: ACS::ExecuteAPI
      Properties: {Service: ESS, API: Two, Parameters: {n: '{{ one.n }}'}}
  Outputs: {all: {Type: Number, ValueSelector: '{{ one.n }}'}}
Outputs: {all: {Value: '{{ each.all }}'}}
"""


def started(items: str = "[1, x, {a: b}]", most_errors: int = 0) -> tuple[Orchestra, str]:
    """An execution whose first task is done."""
    oos = Orchestra()
    oos.template(LOOP % (items, most_errors))
    execution = oos.start()
    oos.answer({"o": "before"})
    return oos, execution


@pytest.mark.parametrize("kind", ["Type: List, ", "Type: Number, ", ""])
@pytest.mark.parametrize("value", [10, [1, 2], None])
def test_the_type_of_an_output(kind: str, value: Any) -> None:
    """Is that of the whole: one value for each item, as it is."""
    oos = Orchestra()
    task = "{Name: one, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}"
    inner = f"{task}, Outputs: {{n: {{Type: Json, ValueSelector: .n}}}}}}"
    output = f"{{all: {{{kind}ValueSelector: '{{{{ one.n }}}}'}}}}"
    loop = f"{{LoopItems: [a, b], LoopTasks: [{inner}]}}"
    oos.template(
        f"""
        Tasks: [{{Name: each, Action: 'ACS::Loop', Properties: {loop}, Outputs: {output}}}]
        Outputs: {{all: {{Value: '{{{{ each.all }}}}'}}}}
        """
    )
    oos.start()
    oos.answer({"n": value})
    oos.answer({"n": value})
    assert oos.ended()[-1].outputs == {"all": [value, value]}


def test_tasks_run_for_each_item() -> None:
    """In order for one item, several items at a time; their outputs are lists in the items' order."""
    oos, execution = started()
    given = {"p": 7, "o": "before", "both": "7-before"}
    first, second = oos.calls()
    assert [first.parameters, second.parameters] == [{"item": 1, **given}, {"item": "x", **given}]
    oos.answer({"n": 10})
    assert [call.api for call in oos.calls()] == ["One", "Two"]  # of the first item
    assert oos.calls()[-1].parameters == {"n": 10}
    oos.answer({"n": 20})
    assert oos.calls()[-1].parameters["item"] == {"a": "b"}
    oos.answer({})
    oos.answer({"n": 30})
    assert oos.status(execution) == ("Success", "")
    assert oos.ended()[-1].outputs == {"all": [10, 20, 30]}
    [loop] = [task for task in oos.tasks(execution) if task.task_name == "each"]
    runs = oos.tasks(execution, parent_task_execution_id=loop.task_execution_id)
    assert [run.task_action for run in runs] == ["ACS::Loop"] * 3
    assert all(run.child_execution_id for run in runs)


@pytest.mark.parametrize(("most_errors", "status"), [(0, "Failed"), (1, "Success")])
def test_items_that_fail(most_errors: int, status: str) -> None:
    """As many as MaxErrors says may."""
    oos, execution = started("[2, null]", most_errors)
    assert [call.parameters["item"] for call in oos.calls()] == [2, None]
    oos.answer(code="Busy", message="no")
    oos.answer({"n": 1})
    assert oos.status(execution)[0] == status


def test_no_items() -> None:
    """Nothing runs."""
    oos, execution = started("[]")
    assert oos.status(execution) == ("Success", "")
    assert oos.ended()[-1].outputs == {"all": []}


def test_a_loop_in_a_loop() -> None:
    """Knows its own item; that of the outer loop is what its items are."""
    oos = Orchestra()
    oos.template(
        """
        Tasks:
        - Name: outer
          Action: ACS::Loop
          Properties:
            LoopItems: [[1, 2], [3]]
            LoopTasks:
            - Name: inner
              Action: ACS::ExecuteAPI
              Properties: {Service: ESS, API: X, Parameters: {i: '{{ ACS::TaskLoopItem }}'}}
              Loop: {Items: '{{ ACS::TaskLoopItem }}'}
            - Name: deep
              Action: ACS::Loop
              Properties:
                LoopItems: '{{ ACS::TaskLoopItem }}'
                LoopTasks:
                - Name: deepest
                  Action: ACS::ExecuteAPI
                  Properties: {Service: ESS, API: Y, Parameters: {i: '{{ ACS::TaskLoopItem }}'}}
                  Outputs: {o: {ValueSelector: .o}}
              Outputs: {o: {ValueSelector: '{{ deepest.o }}'}}
          Outputs: {o: {Type: List, ValueSelector: '{{ deep.o }}'}}
        Outputs: {o: {Value: '{{ outer.o }}'}}
        """
    )
    execution = oos.start()
    asked = []
    while oos.calls():
        asked.append((oos.calls()[0].api, oos.calls()[0].parameters["i"]))
        oos.answer({"o": f"o{asked[-1][1]}"})
    assert asked == [("X", 1), ("X", 2), ("Y", 1), ("Y", 2), ("X", 3), ("Y", 3)]
    assert oos.status(execution) == ("Success", "")
    assert oos.ended()[-1].outputs == {"o": [["o1", "o2"], ["o3"]]}


def loop(tasks: str, more: str = "") -> str:
    """A template with such a loop."""
    return (
        f"{HEAD}Tasks:\n- Name: each\n  Action: ACS::Loop\n"
        f"  Properties: {{LoopItems: [1], LoopTasks: {tasks}}}\n{more}"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (loop("[{Name: a, Action: b, OnError: x}]"), "there is no task x"),
        (loop("[{Name: a, Action: b, OnError: a}]"), "links lead in a circle"),
        (loop("[{Name: a, Action: b}, {Name: a, Action: b}]"), "there is a task a already"),
        (loop("[{Name: a}]"), "Field required"),
        (loop("[]"), "List should have at least 1 item"),
        (loop("[{Name: a, Action: b, When: '{{ x.y }}'}]"), "{{ x.y }} stands for nothing"),
        (
            loop("[{Name: a, Action: b}]", "  Outputs: {o: {ValueSelector: '{{ c.o }}'}}\n"),
            "{{ c.o }} stands for nothing",
        ),
    ],
)
def test_what_is_wrong_in_a_loop(text: str, problem: str) -> None:
    """Is told when the template is made."""
    [found] = problems(text)
    assert problem in found
    assert found.startswith("5:")


def test_what_a_loop_needs() -> None:
    """Its tasks' calls are told of, and what of them is not simulated."""
    text = loop("[{Name: a, Action: 'ACS::ExecuteAPI', Properties: {Service: ECS, API: NoSuchApi}}]")
    assert ["NoSuchApi of ECS is not simulated" in each for each in lacking(text)] == [True]
    asked = GenerateExecutionPolicy(template_content=text)
    policy: dict[str, Any] = json.loads(Orchestra().rehearsal.ask(asked).policy)
    assert policy["Statement"][0]["Action"] == ["ecs:NoSuchApi"]


@pytest.mark.parametrize(
    "properties",
    ["{}", "{LoopItems: [1]}", "{LoopTasks: [{Name: a, Action: b}]}", "{LoopItems: [1], LoopTasks: a}"],
)
def test_a_loop_without_a_body(properties: str) -> None:
    """Its task fails, and says what is missing."""
    oos = Orchestra()
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::Loop', Properties: {properties}}}]")
    assert "LoopItems and LoopTasks must be given" in oos.status(oos.start())[1]
