"""Pages by token."""

from collections.abc import Sequence
from typing import TypeVar

from scalehook_contracts.errors.common import InvalidParameter

T = TypeVar("T")


def next_page(items: Sequence[T], token: str, size: int) -> tuple[Sequence[T], str]:
    """The items from the token on, and the token of the page after; empty on the last."""
    if token and not (token.isascii() and token.isdecimal() and len(token) < 10):
        raise InvalidParameter(name="NextToken")
    start = int(token or 0)
    end = start + size
    return items[start:end], str(end) if end < len(items) else ""
