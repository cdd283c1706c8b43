"""Functions on lists."""

import functools
from collections.abc import Callable
from typing import Any

from scalehook.template_engine.jq.arithmetic import add
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.values import (
    as_text,
    cannot_iterate,
    is_true,
    kind,
    order,
    places,
    shown,
)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise JqError(f"{shown(value)}: an array is required")
    return value


def _items(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    if not isinstance(value, list):
        raise cannot_iterate(value)
    return value


def total(items: list[Any]) -> Any:
    """All of them added; texts, lists and objects in one go: each sum would copy the one before."""
    some = [item for item in items if item is not None]
    kinds = {kind(item) for item in some}
    if kinds == {"string"}:
        return "".join(some)
    if kinds == {"array"}:
        return [part for item in some for part in item]
    if kinds == {"object"}:
        return {name: value for item in some for name, value in item.items()}
    if len(kinds) > 1:
        add(some[0], next(item for item in some if kind(item) != kind(some[0])))  # that is an error
    return functools.reduce(add, some, None)


def _flatten(value: Any, depth: Any = 1000) -> list[Any]:
    if kind(depth) != "number" or depth < 0:
        raise JqError("flatten depth must not be negative")
    flat: list[Any] = []
    for item in _items(value):
        flat.extend(_flatten(item, depth - 1) if isinstance(item, list) and depth >= 1 else [item])
    return flat


def _join(value: Any, separator: Any) -> str:
    texts = ["" if item is None else as_text(item) for item in _items(value)]
    if any(isinstance(item, list | dict) for item in _items(value)):
        raise JqError("cannot join arrays and objects")
    if not texts:
        return ""
    if not isinstance(separator, str) or len(separator) > 1024:
        raise JqError("the separator must be a short string")
    return separator.join(texts)


def _reverse(value: Any) -> Any:
    if isinstance(value, str):
        return value[::-1]
    return [] if value is None else _list(value)[::-1]


def _indices(value: Any, wanted: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and isinstance(wanted, str):
        return [at for at in range(len(value)) if value.startswith(wanted, at)] if wanted else None
    if isinstance(wanted, list):
        return places(_list(value), wanted)
    return places(_list(value), [wanted])


def _contains(value: Any, wanted: Any) -> bool:
    if kind(value) != kind(wanted) and not (isinstance(value, bool) and isinstance(wanted, bool)):
        raise JqError(f"{shown(value)} and {shown(wanted)} cannot have their containment checked")
    match value:
        case str():
            return wanted in value
        case list():
            return all(any(_fits(item, one) for item in value) for one in wanted)
        case dict():
            return all(name in value and _fits(value[name], one) for name, one in wanted.items())
    return bool(order(value) == order(wanted))


def _fits(value: Any, wanted: Any) -> bool:
    return kind(value) == kind(wanted) and _contains(value, wanted)


def _transpose(value: Any) -> list[Any]:
    rows = [_list(row) for row in _list(value)]
    width = max(map(len, rows), default=0)
    return [[row[at] if at < len(row) else None for row in rows] for at in range(width)]


def _edge(value: Any, at: int) -> Any:
    items = [] if value is None else _list(value)
    return items[at] if items else None


FUNCTIONS: dict[tuple[str, int], Callable[..., Any]] = {
    ("add", 0): lambda value: total(_items(value)),
    ("all", 0): lambda value: all(map(is_true, _items(value))),
    ("any", 0): lambda value: any(map(is_true, _items(value))),
    ("contains", 1): _contains,
    ("first", 0): lambda value: _edge(value, 0),
    ("flatten", 0): _flatten,
    ("flatten", 1): _flatten,
    ("index", 1): lambda value, wanted: _edge(_indices(value, wanted), 0),
    ("indices", 1): _indices,
    ("inside", 1): lambda value, whole: _contains(whole, value),
    ("join", 1): _join,
    ("last", 0): lambda value: _edge(value, -1),
    ("reverse", 0): _reverse,
    ("rindex", 1): lambda value, wanted: _edge(_indices(value, wanted), -1),
    ("transpose", 0): _transpose,
}
