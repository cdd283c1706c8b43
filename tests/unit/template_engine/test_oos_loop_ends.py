"""Loops come to an end, whatever their control says and their items answer."""

import json
from typing import Any

import pytest

from support.orchestra import Orchestra

OUTPUTS = "Outputs: {n: {Type: Number, ValueSelector: .n}}"
SUM = "Outputs: {s: {AggregateType: 'Fn::Sum', AggregateField: n}}"


def ended(control: str, answer: dict[str, Any]) -> tuple[str, str]:
    """Status and message of an execution that loops over two items."""
    oos = Orchestra()
    call = "Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}"
    oos.template(f"Tasks: [{{{call}, {OUTPUTS}, Loop: {{Items: [1, 2], {control}, {SUM}}}}}]")
    execution = oos.start()
    while oos.calls():
        oos.answer(answer)
    return oos.status(execution)


@pytest.mark.parametrize("control", ["MaxErrors: -1", "MaxErrors: '-100%'", "Concurrency: -3"])
def test_limits_below_nothing(control: str) -> None:
    """Are as those of nothing: no error, one at a time."""
    assert ended(control, {"n": 1}) == ("Success", "")


@pytest.mark.parametrize(
    ("value", "message"),
    [(2**63, "a number needs more than 64 bits"), (1e308, "a number is not finite")],
)
def test_a_sum_that_no_answer_can_show(value: float, message: str) -> None:
    """Fails the loop."""
    assert ended("Concurrency: 2", {"n": value}) == ("Failed", message)


def items_of(oos: Orchestra, execution: str) -> list[tuple[str | None, str]]:
    """The item and the status of each run below the loop."""
    runs = oos.tasks(execution, include_child_task_execution=True)
    return [(run.loop_item, run.status) for run in runs if run.parent_task_execution_id]


def test_items_are_told_as_json() -> None:
    """Not in the notation of the language that this is written in; texts as they are."""
    oos = Orchestra()
    items = "[{a: [true, null]}, [x], false, 1, text]"
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::Pause', Loop: {{Items: {items}, Concurrency: 5}}}}]")
    told = [item for item, _ in items_of(oos, oos.start())]
    assert told == ['{"a": [true, null]}', '["x"]', "false", "1", "text"]


def test_a_condition_on_the_item() -> None:
    """Is asked for each of them: those that it leaves out are skipped, and no error."""
    # proves: When, ACS::TaskLoopItem
    oos = Orchestra()
    when = "{'Fn::Equals': ['{{ ACS::TaskLoopItem }}', b]}"
    call = "Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}"
    join = "{o: {AggregateType: 'Fn::ListJoin', AggregateField: n}}"
    loop = f"{{Items: [a, b, c], Outputs: {join}}}"
    oos.template(f"Tasks: [{{Name: t, When: {when}, {call}, {OUTPUTS}, Loop: {loop}}}]")
    execution = oos.start()
    oos.answer({"n": 7})
    assert items_of(oos, execution) == [("a", "Skipped"), ("b", "Success"), ("c", "Skipped")]
    assert oos.status(execution) == ("Success", "")
    assert json.loads(oos.tasks(execution)[0].outputs) == {"o": [None, 7, None]}


def test_a_condition_on_the_item_that_stands_for_nothing() -> None:
    """Fails the item."""
    oos = Orchestra()
    when = "{'Fn::Select': ['{{ ACS::TaskLoopItem }}', {a: true}]}"
    oos.template(f"Tasks: [{{Name: t, When: {when}, Action: 'ACS::Pause', Loop: {{Items: [b]}}}}]")
    execution = oos.start()
    assert items_of(oos, execution) == [("b", "Failed")]
    assert oos.status(execution) == ("Failed", "Fn::Select: there is no b")
