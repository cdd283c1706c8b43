"""Loops: which item may run next, and what a loop comes to."""

import math
from dataclasses import dataclass
from typing import Any

from scalehook.template_engine.document import LoopNode, LoopOutputNode
from scalehook.template_engine.expressions import ExpressionFailed, Scope, resolve
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.plain import NotPlain, check_plain
from scalehook_contracts.template_engine.base import TaskStatus

MOST_ITEMS = 1000


class InvalidLoop(ValueError):
    """The loop cannot be run as it is written."""


@dataclass(frozen=True)
class Loop:
    """A loop's items, how many run at a time, and how many may fail."""

    items: list[Any]
    concurrency: int
    max_errors: int

    def next_index(self, parent: TaskRun) -> int | None:
        """The item to begin now; None while enough run, after too many errors, or at the end."""
        if parent.failed > self.max_errors or parent.running >= self.concurrency:
            return None
        begun = len(parent.children)
        return begun if begun < len(self.items) else None

    def result(self, children: list[TaskRun], node: LoopNode) -> tuple[TaskStatus, str, dict[str, Any]]:
        """Status, message and outputs, the latter in the order of the items."""
        try:
            outputs = {
                name: _aggregate(
                    output, [child.outputs.get(output.aggregate_field) for child in children]
                )
                for name, output in node.outputs.items()
            }
        except NotPlain as problem:
            return "Failed", str(problem), {}
        if sum(child.status == "Failed" for child in children) <= self.max_errors:
            return "Success", "", outputs
        message = next(child.status_message for child in children if child.status == "Failed")
        return "Failed", message, outputs


def _aggregate(output: LoopOutputNode, values: list[Any]) -> Any:
    """A list in the order of the items, or the sum of those that are numbers; NotPlain where it is too
    large.
    """
    if output.aggregate_type == "Fn::ListJoin":
        return values
    total = sum(value for value in values if isinstance(value, int | float))
    check_plain(total)
    return total


def items_of(node: LoopNode, scope: Scope) -> list[Any]:
    """What the loop runs over, as it was when the loop began."""
    items = resolve(node.items, scope)
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise InvalidLoop(f"Items must be a list of at most {MOST_ITEMS}")
    return items


def plan(node: LoopNode, scope: Scope, items: list[Any]) -> Loop:
    """The loop with its control resolved; the same on every call."""
    control = resolve(node.rate_control, scope) or {
        "Concurrency": resolve(node.concurrency, scope),
        "MaxErrors": resolve(node.max_errors, scope),
    }
    if not isinstance(control, dict):
        raise InvalidLoop("RateControl must be an object")
    if control.get("Mode", "Concurrency") != "Concurrency":
        raise InvalidLoop("RateControl's Mode Batch is not simulated")
    concurrency = _number(control.get("Concurrency"), 1, len(items))
    return Loop(items, max(1, concurrency), max(0, _number(control.get("MaxErrors"), 0, len(items))))


def _number(value: Any, default: int, total: int) -> int:
    if value is None or value == "":
        return default
    if isinstance(value, list):  # batches, as Fn::CalculateBatch deals them out: the largest
        return max((len(batch) if isinstance(batch, list) else 1 for batch in value), default=default)
    text = str(value)
    try:
        if text.endswith("%"):
            return math.floor(float(text[:-1]) * total / 100)
        return int(float(text))
    except (ValueError, OverflowError) as problem:
        raise ExpressionFailed(f"{value!r} is no number") from problem
