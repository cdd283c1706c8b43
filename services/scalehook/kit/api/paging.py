"""Pages of lists, by the token that the page before has ended with."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TypeVar

from scalehook_contracts.errors.common import InvalidParameter

T = TypeVar("T")


def next_page(items: Iterable[T], token: str, size: int) -> tuple[Sequence[T], str]:
    """The items from the token on, and the token of the page after; empty on the last. What comes after
    them is not looked at.
    """
    if token and not (token.isascii() and token.isdecimal() and len(token) < 10):
        raise InvalidParameter(name="NextToken")
    start = int(token or 0)
    end = start + size
    found = list(islice(items, start, end + 1))
    return found[:size], str(end) if len(found) > size else ""
