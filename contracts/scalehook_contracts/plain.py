"""Plain data: what JSON can carry, a journal can keep and an answer can show."""

import json
import math
from collections.abc import Iterable
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator

DEEPEST = 64  # of what users write
READABLE = 180  # pydantic reads 200 levels, and a value lies inside of other messages
SMALLEST, LARGEST = -(2**63), 2**64 - 1  # what the journal's reader takes for an integer
SMALL = 2**60


class NotPlain(ValueError):
    """The value cannot be kept; the message says why, in words for a user."""


def parse_json(text: str | bytes) -> Any:
    """A user's JSON text as plain data; NotPlain when it is none."""
    try:
        value = json.loads(text, parse_constant=_refuse, parse_int=_integer)
    except RecursionError as problem:
        raise NotPlain("nested too deep") from problem
    except NotPlain:
        raise
    except ValueError as problem:
        raise NotPlain("no JSON") from problem
    check_plain(value)
    return value


def check_plain(value: Any, deepest: int = DEEPEST) -> None:
    """NotPlain for what is nested too deep, text that is no UTF-8, numbers that are not finite or need
    more than 64 bits, and anything that JSON does not know.
    """
    level = [value]
    for _ in range(deepest):
        below: list[Any] = []
        for item in level:
            kind = type(item)  # most values are small numbers and plain texts
            if kind is int and -SMALL < item < SMALL:
                continue
            if kind is not str or not item.isascii():
                below += _parts(item)
        if not below:
            return
        level = below
    raise NotPlain("nested too deep")


def _parts(value: Any) -> Iterable[Any]:
    match value:
        case None | bool():
            return []
        case str():
            _check_text(value)
        case int():
            if not SMALLEST <= value <= LARGEST:
                raise NotPlain("a number needs more than 64 bits")
        case float():
            if not math.isfinite(value):
                raise NotPlain("a number is not finite")
        case list():
            return value
        case dict():
            _check_keys(value)
            return value.values()
        case _:
            raise NotPlain(f"{type(value).__name__} is not known to JSON")
    return []


def _check_keys(value: dict[Any, Any]) -> None:
    try:
        names = "".join(value)
    except TypeError as problem:
        raise NotPlain("a name is no text") from problem
    _check_text(names)


def texts_in(text: str) -> list[str]:
    """The texts of a JSON array; none of what is no such array."""
    try:
        found = parse_json(text)
    except NotPlain:
        return []
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise NotPlain("text that is no UTF-8") from problem


def _integer(digits: str) -> int:
    if len(digits) > 20:  # what Python itself refuses is longer
        raise NotPlain("a number needs more than 64 bits")
    return int(digits)


def _refuse(name: str) -> NoReturn:
    raise NotPlain(f"{name} is no JSON")


def _readable(value: Any) -> Any:
    check_plain(value, READABLE)
    return value


# What a message carries without knowing its form: whatever it is, it can be written and read again.
READ_AGAIN = AfterValidator(_readable)
Plain = Annotated[Any, READ_AGAIN]
PlainObject = Annotated[dict[str, Any], READ_AGAIN]
