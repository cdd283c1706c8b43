"""`+ - * / %` and comparisons."""

import math
from collections.abc import Callable
from typing import Any

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.jq.errors import JqError
from scalehook.template_engine.jq.values import kind, number, order, shown

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda one, other: bool(one == other),
    "!=": lambda one, other: bool(one != other),
    "<": lambda one, other: bool(one < other),
    "<=": lambda one, other: bool(one <= other),
    ">": lambda one, other: bool(one > other),
    ">=": lambda one, other: bool(one >= other),
}


def operate(operator: str, one: Any, other: Any, allowance: Allowance) -> Any:
    """`one operator other`; paid for by what goes in, and by what a text times a number makes."""
    allowance.measure(one)
    allowance.measure(other)
    if operator in COMPARISONS:
        return COMPARISONS[operator](order(one), order(other))
    if operator == "*":
        return _times(one, other, allowance)
    return OPERATIONS[operator](one, other)


def add(one: Any, other: Any) -> Any:
    """Null adds nothing; objects take the other's names over."""
    if one is None or other is None:
        return other if one is None else one
    match kind(one), kind(other):
        case "number", "number":
            return number(one + other)
        case ("string", "string") | ("array", "array"):
            return one + other
        case "object", "object":
            return one | other
    raise _cannot(one, other, "added")


def _minus(one: Any, other: Any) -> Any:
    match kind(one), kind(other):
        case "number", "number":
            return number(one - other)
        case "array", "array":
            taken = {repr(order(item)) for item in other}
            return [item for item in one if repr(order(item)) not in taken]
    raise _cannot(one, other, "subtracted")


def _times(one: Any, other: Any, allowance: Allowance) -> Any:
    match kind(one), kind(other):
        case "number", "number":
            return number(one * other)
        case "object", "object":
            return _merged(one, other)
        case "string", "number":
            return _repeated(one, other, allowance)
        case "number", "string":
            return _repeated(other, one, allowance)
    raise _cannot(one, other, "multiplied")


def _repeated(text: str, times: float, allowance: Allowance) -> str | None:
    if times < 0:
        return None
    count = math.ceil(min(times, 1)) * max(1, math.floor(min(times, 2**40)))
    allowance.spend(len(text) * count // 64)
    return text * count


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    both = {
        name: _merged(one[name], value)
        for name, value in other.items()
        if isinstance(value, dict) and isinstance(one.get(name), dict)
    }
    return one | other | both


def _over(one: Any, other: Any) -> Any:
    match kind(one), kind(other):
        case "number", "number":
            if other == 0:
                raise _cannot(one, other, "divided", " because the divisor is zero")
            return number(one / other)
        case "string", "string":
            return split(one, other)
    raise _cannot(one, other, "divided")


def split(text: str, separator: str) -> list[str]:
    """The parts between; every letter where nothing stands between them."""
    if not text:
        return []
    return text.split(separator) if separator else list(text)


def _modulo(one: Any, other: Any) -> Any:
    if (kind(one), kind(other)) != ("number", "number"):
        raise _cannot(one, other, "divided")
    divisor = abs(int(other))
    if divisor == 0:
        raise _cannot(one, other, "divided", " because the divisor is zero")
    rest = abs(int(one)) % divisor
    return -rest if one < 0 else rest


OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": _minus, "/": _over, "%": _modulo}


def _cannot(one: Any, other: Any, verb: str, why: str = "") -> JqError:
    return JqError(f"{shown(one)} and {shown(other)} cannot be {verb}{why}")
