"""Loops come to an end, whatever their control says and their items answer."""

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
