"""Evaluates programs. Every filter gives what it finds one by one, with its path in the input where
it has one: what updates and `del` act on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.jq import calling, choosing, making, moving, naming, updating
from scalehook.template_engine.jq.running import Found, Names, Running
from scalehook.template_engine.jq.syntax import (
    Alternative,
    Array,
    Binary,
    Bind,
    Call,
    Comma,
    Identity,
    If,
    Index,
    Iterate,
    Literal,
    Logic,
    Negate,
    Node,
    Object,
    Pipe,
    Reduce,
    Slice,
    Text,
    Try,
    Update,
    Variable,
)
from scalehook.template_engine.jq.values import Path

STEP = 8  # units


def evaluate(program: Node, value: Any, allowance: Allowance) -> list[Any]:
    """Everything that the program finds in the value."""
    return list(Evaluation(allowance).values(program, value))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation; where a name is bound, another one with that name begins."""

    allowance: Allowance
    names: Names = field(default_factory=dict)

    def naming(self, names: Names) -> "Evaluation":
        """The same where these names are bound."""
        return Evaluation(self.allowance, names)

    def found(self, node: Node, value: Any, path: Path | None = None) -> Iterator[Found]:
        """Everything that the filter finds; with paths when it is given one to begin with."""
        self.allowance.spend(STEP)
        return HOW[type(node)](self, node, value, path)

    def values(self, node: Node, value: Any) -> Iterator[Any]:
        """The same without paths."""
        return (found for found, _ in self.found(node, value))

    def made(self, value: Any) -> Any:
        """A value that was not there before is paid for."""
        self.allowance.measure(value)
        return value


HOW: dict[type[Any], Callable[[Running, Any, Any, Path | None], Iterator[Found]]] = {
    Alternative: choosing.alternative,
    Array: making.array,
    Binary: making.binary,
    Bind: naming.bind,
    Call: calling.call,
    Comma: moving.comma,
    Identity: moving.identity,
    If: choosing.if_,
    Index: moving.index,
    Iterate: moving.iterate,
    Literal: moving.literal,
    Logic: choosing.logic,
    Negate: making.negate,
    Object: making.object_,
    Pipe: moving.pipe,
    Reduce: naming.reduce,
    Slice: moving.slice_,
    Text: making.text,
    Try: choosing.try_,
    Update: updating.update,
    Variable: naming.variable,
}
