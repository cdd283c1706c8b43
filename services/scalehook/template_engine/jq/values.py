"""What jq says of values: their kinds, their order, how they are printed, what is inside of them."""

import json
import math
from typing import Any

from scalehook.template_engine.jq.errors import IteratesNull, JqError

LARGEST = 2**63 - 1
Path = tuple[Any, ...]


def kind(value: Any) -> str:
    """`null`, `boolean`, `number`, `string`, `array`, `object`."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def number(value: int | float) -> int | float:
    """As jq counts: whole numbers are whole, and nothing is larger than a double can say."""
    if isinstance(value, int):
        return value if abs(value) <= LARGEST else number(float(value))
    if math.isnan(value):
        raise JqError("not a number")
    if math.isinf(value):
        return math.copysign(1.7976931348623157e308, value)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def as_json(value: Any) -> str:
    """The value as jq prints it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_text(value: Any) -> str:
    """A text as it is, anything else as JSON."""
    return value if isinstance(value, str) else as_json(value)


def shown(value: Any) -> str:
    """For messages: the beginning."""
    text = as_json(value)
    return f"{kind(value)} ({text if len(text) <= 40 else text[:37] + '...'})"


def cannot_iterate(value: Any) -> JqError:
    """The error of what asks for the values of something that has none."""
    error = IteratesNull if value is None else JqError
    return error(f"Cannot iterate over {shown(value)}")


def is_true(value: Any) -> bool:
    """Everything but null and false."""
    return value is not None and value is not False


def order(value: Any) -> Any:
    """A key to sort and compare by: null, false, true, numbers, texts, lists, objects."""
    match value:
        case None:
            return (0,)
        case bool():
            return (2 if value else 1,)
        case int() | float():
            return (3, value)
        case str():
            return (4, value)
        case list():
            return (5, [order(item) for item in value])
    names = sorted(value)
    return (6, names, [order(value[name]) for name in names])


def inside(value: Any, key: Any) -> Any:
    """`value[key]`; null where there is nothing."""
    match value, key:
        case None, None | str() | (int() | float()):
            return None
        case dict(), str():
            return value.get(key)
        case list(), bool():
            pass
        case list(), int() | float():
            place = math.floor(key)
            return value[place] if -len(value) <= place < len(value) else None
        case list(), list():
            return places(value, key)
    named = f'"{key}"' if isinstance(key, str) else kind(key)
    raise JqError(f"Cannot index {kind(value)} with {named}")


def part(value: Any, low: Any, high: Any) -> Any:
    """`value[low:high]` of a list or a text."""
    if value is None:
        return None
    if not isinstance(value, list | str):
        raise JqError(f"Cannot index {kind(value)} with object")
    for bound in (low, high):
        if bound is not None and kind(bound) != "number":
            raise JqError("Start and end indices of an array slice must be numbers")
    start = None if low is None else math.floor(low)
    return value[start : None if high is None else math.ceil(high)]


def places(value: list[Any], wanted: list[Any]) -> list[int] | None:
    """Where one list begins inside of another."""
    if not wanted:
        return None
    keys, sought = order(value)[1], order(wanted)[1]
    return [at for at in range(len(keys) - len(sought) + 1) if keys[at : at + len(sought)] == sought]
