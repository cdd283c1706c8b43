"""Pages of what was found, by the number of a page or by a token."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from scalehook.kit.chronicle import Mark
from scalehook.script_runner.tags import check_tags
from scalehook_contracts.errors.ecs import (
    InvalidParameterMaxResults,
    InvalidParameterNextToken,
    InvalidParamPageNumber,
    InvalidParamPageSize,
)
from scalehook_contracts.script_runner.base import AssistantListing, AssistantTag

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
LARGEST = 50
LAST_PAGE = 2**31 - 1  # documented as a 32-bit integer


class Found(Protocol[T_co]):
    """What can be counted, and read from the newest on."""

    def __len__(self) -> int: ...
    def __reversed__(self) -> Iterator[T_co]: ...


class Listing(Generic[T]):
    """One page of what was found, newest first.

    A token counts what is left behind the page: what is added at the front in the meantime moves no
    page that is still to come.
    """

    def __init__(self, command: AssistantListing[Any], found: Found[T]) -> None:
        self.total = len(found)
        by_token = command.max_results is not None or bool(command.next_token)
        size = _size(command) if by_token else _page_size(command)
        start = self._start(command, size, by_token)
        self.items: Sequence[T] = list(islice(reversed(found), start, start + size))
        left = self.total - start - size
        self.told = {
            "page_number": 1 if by_token else command.page_number,
            "page_size": size,
            "total_count": self.total,
            "next_token": str(left) if left > 0 else "",
        }

    def _start(self, command: AssistantListing[Any], size: int, by_token: bool) -> int:
        if not by_token:
            return (_page_number(command) - 1) * size
        token = command.next_token
        if token and not (token.isascii() and token.isdecimal() and len(token) < 10):
            raise InvalidParameterNextToken()
        return max(0, self.total - int(token)) if token else 0


def marks_of(tags: Sequence[AssistantTag], **parameters: str) -> list[Mark]:
    """What is asked for by the parameters that are given, and by tags."""
    check_tags(tags)
    of_tags: list[Mark] = [
        ("Tag", tag.key, tag.value) if tag.value else ("TagKey", tag.key) for tag in tags
    ]
    return [*((name, value) for name, value in parameters.items() if value), *of_tags]


def _page_number(command: AssistantListing[Any]) -> int:
    if not 1 <= command.page_number <= LAST_PAGE:
        raise InvalidParamPageNumber()
    return command.page_number


def _page_size(command: AssistantListing[Any]) -> int:
    if not 1 <= command.page_size <= LARGEST:
        raise InvalidParamPageSize()
    return command.page_size


def _size(command: AssistantListing[Any]) -> int:
    size = 10 if command.max_results is None else command.max_results
    if not 1 <= size <= LARGEST:
        raise InvalidParameterMaxResults()
    return size
