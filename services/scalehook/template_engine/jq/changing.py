"""Values with something in them changed; the values themselves stay as they are."""

from collections.abc import Iterable
from typing import Any

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.values import Path, inside, kind, order, part

LONGEST_GAP = 10_000  # a list is filled up with nulls before what is set


def at(value: Any, path: Path) -> Any:
    """What is at the path; null where there is nothing."""
    for key in path:
        value = part(value, *_bounds(key)) if isinstance(key, dict) else inside(value, key)
    return value


def put(value: Any, path: Path, new: Any, allowance: Allowance) -> Any:
    """The value with something else at the path."""
    if not path:
        return new
    key, *rest = path
    below = put(at(value, (key,)), tuple(rest), new, allowance)
    allowance.measure(value)
    match value, key:
        case None | dict(), str():
            return {**(value or {}), key: below}
        case None | list(), dict():
            return _put_part(value or [], key, below)
        case None | list(), int() | float():
            return _put_item(value or [], int(key), below)
    raise JqError(f"Cannot index {kind(value)} with {kind(key)}")


def without(value: Any, paths: Iterable[Path], allowance: Allowance) -> Any:
    """The value with nothing at these paths: the last ones first, so that places do not move."""
    for path in sorted(paths, key=lambda path: order(list(path)), reverse=True):
        value = _without(value, path, allowance)
    return value


def _without(value: Any, path: Path, allowance: Allowance) -> Any:
    if value is None or not path:
        return None
    key, *rest = path
    if rest:
        below = at(value, (key,))
        changed = _without(below, tuple(rest), allowance)
        return value if below is None else put(value, (key,), changed, allowance)
    allowance.measure(value)
    match value, key:
        case dict(), str():
            return {name: item for name, item in value.items() if name != key}
        case list(), dict():
            return _put_part(value, key, [])
        case list(), int():
            place = key + len(value) if key < 0 else key
            return [item for number, item in enumerate(value) if number != place]
    raise JqError(f"Cannot delete field of {kind(value)}")


def _put_item(items: list[Any], place: int, new: Any) -> list[Any]:
    if place < 0:
        place += len(items)
    if place < 0:
        raise JqError("Out of bounds negative array index")
    if place - len(items) > LONGEST_GAP:
        raise JqError("Array index too large")
    filled = items + [None] * (place + 1 - len(items))
    filled[place] = new
    return filled


def _put_part(items: Any, key: dict[str, Any], new: Any) -> list[Any]:
    if not isinstance(items, list) or not isinstance(new, list):
        raise JqError("A slice of an array can only be assigned another array")
    low, high = _bounds(key)
    start, end, _ = slice(low, high).indices(len(items))
    return items[:start] + new + items[max(start, end) :]


def _bounds(key: dict[str, Any]) -> tuple[int | None, int | None]:
    low, high = key.get("start"), key.get("end")
    return None if low is None else int(low), None if high is None else int(high)
