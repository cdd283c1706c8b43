"""The operators of patterns: each makes a test of values from its operand, or raises PatternError."""

import operator
from collections.abc import Callable
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Any

Test = Callable[[Any], bool]
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class PatternError(ValueError):
    """The text is no pattern; the message says why."""


def plain_key(value: Any) -> tuple[str, Any] | None:
    """A plain value, so that only equal ones of the same kind are the same; None for others."""
    match value:
        case None:
            return ("null", None)
        case bool():
            return ("truth", value)
        case str():
            return ("text", value)
        case int() | float():
            return ("number", value)
    return None


def prefix(operand: Any) -> Test:
    """Texts that begin so."""
    start = _text("prefix", operand)
    return lambda value: isinstance(value, str) and value.startswith(start)


def suffix(operand: Any) -> Test:
    """Texts that end so."""
    end = _text("suffix", operand)
    return lambda value: isinstance(value, str) and value.endswith(end)


def contains(operand: Any) -> Test:
    """Texts with this in them."""
    part = _text("contains", operand)
    return lambda value: isinstance(value, str) and part in value


def anything_but(operand: Any) -> Test:
    """Values other than a text or number, than several, or than texts that begin in some way."""
    if isinstance(operand, dict):
        if operand.keys() != {"prefix"}:
            raise PatternError("anything-but: of the operators only prefix")
        refused = prefix(operand["prefix"])
        return lambda value: not refused(value)
    keys = {plain_key(each) for each in (operand if isinstance(operand, list) else [operand])}
    if not keys or not all(key and key[0] in ("text", "number") for key in keys):
        raise PatternError("anything-but: a text, a number, or an array of them")
    return lambda value: plain_key(value) not in keys


def numeric(operand: Any) -> Test:
    """Numbers for which one or two comparisons hold: `[">", 0, "<=", 5]`."""
    if not isinstance(operand, list) or len(operand) not in (2, 4):
        raise PatternError("numeric: one or two comparisons in an array")
    pairs = [(_comparison(name), limit) for name, limit in zip(operand[::2], operand[1::2], strict=True)]
    if not all(_is_number(limit) for _, limit in pairs):
        raise PatternError("numeric: compared with what is no number")
    return lambda value: _is_number(value) and all(holds(value, limit) for holds, limit in pairs)


def cidr(operand: Any) -> Test:
    """IPv4 addresses in a network."""
    try:
        network = IPv4Network(_text("cidr", operand), strict=False)
    except ValueError as problem:
        raise PatternError("cidr: no network of IPv4") from problem
    return lambda value: isinstance(value, str) and _is_in(value, network)


OPERATORS: dict[str, Callable[[Any], Test]] = {
    "prefix": prefix,
    "suffix": suffix,
    "contains": contains,
    "anything-but": anything_but,
    "numeric": numeric,
    "cidr": cidr,
}


def _text(name: str, operand: Any) -> str:
    if not isinstance(operand, str):
        raise PatternError(f"{name}: no text")
    return operand


def _comparison(name: Any) -> Callable[[Any, Any], bool]:
    if not isinstance(name, str) or name not in COMPARISONS:
        raise PatternError(f"numeric: the comparison {name!r} is not known")
    return COMPARISONS[name]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_in(text: str, network: IPv4Network) -> bool:
    try:
        return IPv4Address(text) in network
    except AddressValueError:
        return False
