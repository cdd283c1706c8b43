"""Evaluates programs. Every filter gives what it finds one by one, with its path in the input where
it has one: what updates and `del` act on.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.jq import choosing, making
from scalehook.template_engine.jq.bindings import Names, bound
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.functions import FILTERS, FORMATS, FUNCTIONS
from scalehook.template_engine.jq.running import Found
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
from scalehook.template_engine.jq.updates import update
from scalehook.template_engine.jq.values import Path, inside, part, shown

COMPARING = {"contains", "index", "indices", "inside", "rindex"}  # each part with each of the other's
COMPARISON = 8  # units
STEP = 8  # units


def evaluate(program: Node, value: Any, allowance: Allowance) -> list[Any]:
    """Everything that the program finds in the value."""
    return list(Evaluation(allowance).values(program, value))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation; where a name is bound, another one with that name begins."""

    allowance: Allowance
    names: Names = field(default_factory=dict)

    def run(self, node: Node, value: Any, path: Path | None = None) -> Iterator[Found]:
        """Everything that the filter finds; with paths when it is given one to begin with."""
        self.allowance.spend(STEP)
        return HOW[type(node)](self, node, value, path)

    def values(self, node: Node, value: Any) -> Iterator[Any]:
        """The same without paths."""
        return (found for found, _ in self.run(node, value))

    def made(self, value: Any) -> Any:
        """A value that was not there before is paid for."""
        self.allowance.measure(value)
        return value


def _below(path: Path | None, key: Any) -> Path | None:
    return None if path is None else (*path, key)


def _identity(self: Evaluation, node: Identity, value: Any, path: Path | None) -> Iterator[Found]:
    yield value, path


def _literal(self: Evaluation, node: Literal, value: Any, path: Path | None) -> Iterator[Found]:
    yield node.value, None


def _variable(self: Evaluation, node: Variable, value: Any, path: Path | None) -> Iterator[Found]:
    if node.name not in self.names:
        raise JqError(f"{node.name} is not defined")
    yield self.names[node.name], None


def _index(self: Evaluation, node: Index, value: Any, path: Path | None) -> Iterator[Found]:
    for target, place in self.run(node.target, value, path):
        for key in self.values(node.key, value):
            try:
                found = inside(target, key)
            except JqError:
                if not node.optional:
                    raise
            else:
                yield found, _below(place, key)


def _slice(self: Evaluation, node: Slice, value: Any, path: Path | None) -> Iterator[Found]:
    for target, place in self.run(node.target, value, path):
        for high in self.values(node.high, value):
            for low in self.values(node.low, value):
                try:
                    found = self.made(part(target, low, high))
                except JqError:
                    if not node.optional:
                        raise
                else:
                    yield found, _below(place, {"start": low, "end": high})


def _iterate(self: Evaluation, node: Iterate, value: Any, path: Path | None) -> Iterator[Found]:
    for target, place in self.run(node.target, value, path):
        if isinstance(target, list):
            yield from ((item, _below(place, key)) for key, item in enumerate(target))
        elif isinstance(target, dict):
            yield from ((item, _below(place, key)) for key, item in target.items())
        elif not node.optional:
            raise JqError(f"Cannot iterate over {shown(target)}")


def _comma(self: Evaluation, node: Comma, value: Any, path: Path | None) -> Iterator[Found]:
    for item in node.items:
        yield from self.run(item, value, path)


def _pipe(self: Evaluation, node: Pipe, value: Any, path: Path | None) -> Iterator[Found]:
    def flow(stages: tuple[Node, ...], value: Any, path: Path | None) -> Iterator[Found]:
        if len(stages) == 1:
            yield from self.run(stages[0], value, path)
            return
        for found, place in self.run(stages[0], value, path):
            yield from flow(stages[1:], found, place)

    return flow(node.stages, value, path)


def _bind(self: Evaluation, node: Bind, value: Any, path: Path | None) -> Iterator[Found]:
    for source in self.values(node.source, value):
        for names in bound(node.pattern, source, self.names, _keys(self, value)):
            yield from Evaluation(self.allowance, names).run(node.body, value, path)


def _reduce(self: Evaluation, node: Reduce, value: Any, path: Path | None) -> Iterator[Found]:
    for result in self.values(node.start, value):
        for source in self.values(node.source, value):
            for names in bound(node.pattern, source, self.names, _keys(self, value)):
                found = list(Evaluation(self.allowance, names).values(node.update, result))
                result = found[-1] if found else None
        yield result, None


def _keys(self: Evaluation, value: Any) -> Callable[[Node, Names], Iterator[Any]]:
    return lambda key, names: Evaluation(self.allowance, names).values(key, value)


def _update(self: Evaluation, node: Update, value: Any, path: Path | None) -> Iterator[Found]:
    yield from ((changed, None) for changed in update(self, node, value))


def _call(self: Evaluation, node: Call, value: Any, path: Path | None) -> Iterator[Found]:
    signature = node.name, len(node.arguments)
    if signature in FILTERS:
        return FILTERS[signature](self, node.arguments, value, path)
    if signature in FUNCTIONS:
        return _computed(self, node, value)
    return iter([(self.made(FORMATS[node.name](value)), None)])


def _computed(self: Evaluation, node: Call, value: Any) -> Iterator[Found]:
    """A function of values: for every combination of its arguments."""

    def combined(arguments: tuple[Node, ...]) -> Iterator[tuple[Any, ...]]:
        if not arguments:
            yield ()
            return
        for last in self.values(arguments[-1], value):
            for first in combined(arguments[:-1]):
                yield (*first, last)

    function = FUNCTIONS[node.name, len(node.arguments)]
    for given in combined(node.arguments):
        sizes = [self.allowance.measure(part) for part in (value, *given)]  # which may be read as wholes
        if node.name in COMPARING:
            self.allowance.spend(COMPARISON * math.prod(sizes))
        yield self.made(function(value, *given)), None


HOW: dict[type[Any], Callable[[Evaluation, Any, Any, Path | None], Iterator[Found]]] = {
    Alternative: choosing.alternative,
    Array: making.array,
    Binary: making.binary,
    Bind: _bind,
    Call: _call,
    Comma: _comma,
    Identity: _identity,
    If: choosing.if_,
    Index: _index,
    Iterate: _iterate,
    Literal: _literal,
    Logic: choosing.logic,
    Negate: making.negate,
    Object: making.object_,
    Pipe: _pipe,
    Reduce: _reduce,
    Slice: _slice,
    Text: making.text,
    Try: choosing.try_,
    Update: _update,
    Variable: _variable,
}
