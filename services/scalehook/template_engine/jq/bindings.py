"""`as` and its patterns: names for parts of values."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.syntax import ListPattern, Node, Pattern
from scalehook.template_engine.jq.values import inside, kind

Names = Mapping[str, Any]
Keys = Callable[[Node, Names], Iterator[Any]]


def bound(pattern: Pattern, value: Any, names: Names, keys: Keys) -> Iterator[Names]:
    """The names with those of the pattern; more than once where a key in it is found more than once."""
    if isinstance(pattern, str):
        yield {**names, pattern: value}
    elif isinstance(pattern, ListPattern):
        if value is not None and not isinstance(value, list):
            raise JqError(f"Cannot index {kind(value)} with number")
        parts = [(item, inside(value, place)) for place, item in enumerate(pattern.items)]
        yield from _all_bound(parts, names, keys)
    else:
        yield from _entries_bound(list(pattern.entries), value, names, keys)


def _all_bound(parts: list[tuple[Pattern, Any]], names: Names, keys: Keys) -> Iterator[Names]:
    if not parts:
        yield names
        return
    (pattern, value), *others = parts
    for more in bound(pattern, value, names, keys):
        yield from _all_bound(others, more, keys)


def _entries_bound(
    entries: list[tuple[Node, Pattern]], value: Any, names: Names, keys: Keys
) -> Iterator[Names]:
    if not entries:
        yield names
        return
    (key, pattern), *others = entries
    for name in keys(key, names):
        for more in bound(pattern, inside(value, name), names, keys):
            yield from _entries_bound(others, value, more, keys)
