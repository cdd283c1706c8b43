"""Loops: which item may run next, and what a loop comes to."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Any

from pydantic.alias_generators import to_pascal

from scalehook.template_engine.batches import Batch, InvalidLoop, batches_of, number
from scalehook.template_engine.document import LoopNode, LoopOutputNode
from scalehook.template_engine.expressions import Scope, resolve
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.plain import NotPlain, check_plain
from scalehook_contracts.template_engine.base import TaskStatus

MOST_ITEMS = 1000
MODES = ("Concurrency", "Batch")
CONTROL = (
    "mode", "concurrency", "max_errors", "batch", "batch_number", "concurrency_in_batches",
    "batch_pause_option",
)  # fmt: skip
__all__ = ["InvalidLoop", "Loop", "items_of", "plan"]


@dataclass(frozen=True)
class Loop:
    """A loop's items, in batches or in one, and how many may fail."""

    items: list[Any]
    batches: list[Batch]
    max_errors: int
    in_batches: bool = False

    def next_index(self, parent: TaskRun) -> int | None:
        """The item to begin now; None while enough run, before a pause has ended, after too many errors,
        or at the end.
        """
        batch = self._next_batch(parent)
        if batch is None or parent.running >= batch.concurrency:
            return None
        begun = len(parent.children)
        is_next = begun == batch.begin
        return None if is_next and (parent.running or parent.pauses < batch.pauses) else begun

    def pauses(self, parent: TaskRun) -> bool:
        """Whether somebody must say that the next batch begins; none of the last one runs any more."""
        batch = self._next_batch(parent)
        return batch is not None and not parent.running and parent.pauses < batch.pauses

    def batch_number(self, index: int) -> int:
        """The batch of an item, from 1 on; 0 where the loop has no batches."""
        ends = [batch.end for batch in self.batches]
        return bisect_right(ends, index) + 1 if self.in_batches else 0

    def _next_batch(self, parent: TaskRun) -> Batch | None:
        """The batch of the item that is next; None where none is to begin any more."""
        begun = len(parent.children)
        if parent.failed > self.max_errors or begun >= len(self.items):
            return None
        return self.batches[bisect_right([batch.end for batch in self.batches], begun)]

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


def plan(
    node: LoopNode, scope: Scope, items: list[Any], *, pause: str = "", one_by_one: bool = False
) -> Loop:
    """The loop with its control resolved; the same on every call. `pause` stands instead of the
    template's BatchPauseOption.
    """
    control = _control(node, scope)
    mode = control.get("Mode") or _mode(control)
    if mode not in MODES:
        raise InvalidLoop(f"RateControl's Mode must be one of {', '.join(MODES)}")
    option = pause or control.get("BatchPauseOption") or "Automatic"
    if mode == "Batch":
        batches = batches_of(control, len(items), str(option))
    else:
        batches = [Batch(0, len(items), _concurrency(control.get("Concurrency"), len(items)), 0)]
    if one_by_one:
        batches = [replace(batch, concurrency=1) for batch in batches]
    most = max(0, number(control.get("MaxErrors"), 0, len(items)))
    return Loop(items, batches, most, mode == "Batch")


def _mode(control: dict[str, Any]) -> str:
    """Where none is said: batches that are dealt out and have pauses are some."""
    dealt = isinstance(control.get("Concurrency"), list) and control.get("BatchPauseOption")
    return "Batch" if dealt else "Concurrency"


def _control(node: LoopNode, scope: Scope) -> dict[str, Any]:
    control = resolve(node.rate_control, scope)
    if not control:
        keys = {to_pascal(name): getattr(node, name) for name in CONTROL}
        control = {key: resolve(value, scope) for key, value in keys.items() if value is not None}
    if not isinstance(control, dict):
        raise InvalidLoop("RateControl must be an object")
    return control


def _concurrency(value: Any, total: int) -> int:
    if isinstance(value, list):  # batches, as Fn::CalculateBatch deals them out: the largest
        return max((len(batch) if isinstance(batch, list) else 1 for batch in value), default=1)
    return max(1, number(value, 1, total))
