"""Names of metrics and their dimensions, made fit as documented; and numbers that are texts."""

import re

LONGEST = 64  # bytes
NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_]")
NOT_IN_DIMENSION = re.compile(r"[^A-Za-z0-9._/\\-]")


def number(given: str) -> int:
    """A decimal number that is given as text; ValueError for any other spelling."""
    if not (given.isascii() and given.isdecimal()):
        raise ValueError(f"{given!r} is no decimal number")
    return int(given)


def metric_name(given: str) -> str:
    """A letter first, then letters, digits and `_`."""
    first = given[:1] if given[:1].isascii() and given[:1].isalpha() else "A"
    return (first + NOT_IN_NAME.sub("_", given[1:]))[:LONGEST]


def dimension(given: str) -> str:
    """Letters, digits, `.`, `-`, `_`, `/` and a backslash; of a key and of a value."""
    return NOT_IN_DIMENSION.sub("_", given)[:LONGEST]
