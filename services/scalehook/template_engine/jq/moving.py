"""Filters that move through values: what they find lies in the input, and has a path."""

from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import (
    Comma,
    Identity,
    Index,
    Iterate,
    Literal,
    Node,
    Pipe,
    Slice,
)
from scalehook.template_engine.jq.values import Path, cannot_iterate, inside, part


def identity(run: Running, node: Identity, value: Any, path: Path | None) -> Iterator[Found]:
    """The input."""
    yield value, path


def literal(run: Running, node: Literal, value: Any, path: Path | None) -> Iterator[Found]:
    """What is written."""
    yield node.value, None


def index(run: Running, node: Index, value: Any, path: Path | None) -> Iterator[Found]:
    """A field or an item, for every target and every key."""
    for target, place in run.found(node.target, value, path):
        for key in run.values(node.key, value):
            try:
                found = inside(target, key)
            except JqError:
                if not node.optional:
                    raise
            else:
                yield found, _below(place, key)


def slice_(run: Running, node: Slice, value: Any, path: Path | None) -> Iterator[Found]:
    """A part of a list or a text, for every target and every pair of ends."""
    for target, place in run.found(node.target, value, path):
        for high in run.values(node.high, value):
            for low in run.values(node.low, value):
                try:
                    found = run.made(part(target, low, high))
                except JqError:
                    if not node.optional:
                        raise
                else:
                    yield found, _below(place, {"start": low, "end": high})


def iterate(run: Running, node: Iterate, value: Any, path: Path | None) -> Iterator[Found]:
    """Every item."""
    for target, place in run.found(node.target, value, path):
        if isinstance(target, list):
            yield from ((item, _below(place, key)) for key, item in enumerate(target))
        elif isinstance(target, dict):
            yield from ((item, _below(place, key)) for key, item in target.items())
        elif not node.optional:
            raise cannot_iterate(target)


def comma(run: Running, node: Comma, value: Any, path: Path | None) -> Iterator[Found]:
    """What each finds in the same input."""
    for item in node.items:
        yield from run.found(item, value, path)


def pipe(run: Running, node: Pipe, value: Any, path: Path | None) -> Iterator[Found]:
    """What each finds in what the one before has found."""

    def flow(stages: tuple[Node, ...], value: Any, path: Path | None) -> Iterator[Found]:
        if len(stages) == 1:
            yield from run.found(stages[0], value, path)
            return
        for found, place in run.found(stages[0], value, path):
            yield from flow(stages[1:], found, place)

    return flow(node.stages, value, path)


def _below(path: Path | None, key: Any) -> Path | None:
    return None if path is None else (*path, key)
