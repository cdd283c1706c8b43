"""Pages of lists."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def page(items: Sequence[T], number: int, size: int) -> Sequence[T]:
    """Page `number`, counted from 1."""
    return items[(number - 1) * size : number * size]
