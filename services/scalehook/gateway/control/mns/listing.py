"""Lists of Message Service, of which an answer has one page."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def all_of(page_behind: Callable[[str], Awaitable[tuple[list[T], str | None]]]) -> list[T]:
    """Everything, page by page: what is behind a marker, and the marker of the next page; None where
    there is none.
    """
    found: list[T] = []
    marker: str | None = ""
    while marker is not None:
        page, marker = await page_behind(marker)
        found += page
    return found
