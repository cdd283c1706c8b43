"""`$name`, and what binds names: `as` with its patterns, `reduce`."""

from collections.abc import Iterator
from typing import Any

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.running import Found, Running
from scalehook.template_engine.jq.syntax import Bind, ListPattern, Node, Pattern, Reduce, Variable
from scalehook.template_engine.jq.values import Path, inside, kind


def variable(run: Running, node: Variable, value: Any, path: Path | None) -> Iterator[Found]:
    """What the name stands for."""
    if node.name not in run.names:
        raise JqError(f"{node.name} is not defined")
    yield run.names[node.name], None


def bind(run: Running, node: Bind, value: Any, path: Path | None) -> Iterator[Found]:
    """What the body finds where the names are bound."""
    for source in run.values(node.source, value):
        for inner in _bound(run, node.pattern, source, value):
            yield from inner.found(node.body, value, path)


def reduce(run: Running, node: Reduce, value: Any, path: Path | None) -> Iterator[Found]:
    """What has become of the start when all of the source has been taken in."""
    for result in run.values(node.start, value):
        for source in run.values(node.source, value):
            for inner in _bound(run, node.pattern, source, value):
                found = list(inner.values(node.update, result))
                result = found[-1] if found else None
        yield result, None


def _bound(run: Running, pattern: Pattern, part: Any, value: Any) -> Iterator[Running]:
    """Evaluations with the pattern's names, bound to what is in `part`; more than one where a key in it
    is found more than once in `value`.
    """
    if isinstance(pattern, str):
        yield run.naming({**run.names, pattern: part})
    elif isinstance(pattern, ListPattern):
        if part is not None and not isinstance(part, list):
            raise JqError(f"Cannot index {kind(part)} with number")
        items = [(item, inside(part, place)) for place, item in enumerate(pattern.items)]
        yield from _items_bound(run, items, value)
    else:
        yield from _entries_bound(run, list(pattern.entries), part, value)


def _items_bound(run: Running, items: list[tuple[Pattern, Any]], value: Any) -> Iterator[Running]:
    if not items:
        yield run
        return
    (pattern, part), *others = items
    for inner in _bound(run, pattern, part, value):
        yield from _items_bound(inner, others, value)


def _entries_bound(
    run: Running, entries: list[tuple[Node, Pattern]], part: Any, value: Any
) -> Iterator[Running]:
    if not entries:
        yield run
        return
    (key, pattern), *others = entries
    for name in run.values(key, value):
        for inner in _bound(run, pattern, inside(part, name), value):
            yield from _entries_bound(inner, others, part, value)
