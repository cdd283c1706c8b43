"""One page of what the control plane lists, by its number."""

from collections.abc import Iterator
from typing import Any, Protocol, TypeVar

from sortedcontainers import SortedList

from scalehook_contracts.message_service.control_plane.base import Paged

LAST = "\U0010ffff"  # no name goes on with it

T = TypeVar("T")


class Found(Protocol[T]):
    """What is asked for, in order: a list, or a part of one."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> list[T]: ...


class Section:
    """The names that begin with a prefix; they are counted without a look at each."""

    def __init__(self, names: SortedList, prefix: str) -> None:
        self._names = names
        self._start: int = names.bisect_left(prefix)
        self._end: int = names.bisect_left(prefix + LAST)

    def __len__(self) -> int:
        return self._end - self._start

    def __iter__(self) -> Iterator[str]:
        names: Iterator[str] = self._names.islice(self._start, self._end)
        return names

    def __getitem__(self, part: slice, /) -> list[str]:
        start, stop, _ = part.indices(len(self))
        return list(self._names.islice(self._start + start, self._start + stop))


def page_of(found: Found[T], asked: Paged) -> tuple[list[T], dict[str, Any]]:
    """What is on the page, and what the page says of itself."""
    first = (asked.page_num - 1) * asked.page_size
    on_page = found[first : first + asked.page_size]
    return on_page, {
        "page_num": asked.page_num,
        "page_size": asked.page_size,
        "pages": -(-len(found) // asked.page_size),
        "size": len(on_page),
        "total": len(found),
    }
