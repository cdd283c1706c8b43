"""One page of a list in order of names."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from scalehook.message_service.limits import LIMITS
from scalehook_contracts.message_service.base import ListOperation


def page(names: Iterable[str], query: ListOperation[Any]) -> tuple[list[str], str | None]:
    """The names of one page, and the marker of the next. A marker is the last name of its page, so
    that it stays good when that one is deleted meanwhile.
    """
    LIMITS.ret_number.check(query.ret_number)
    length = LIMITS.ret_number.high if query.ret_number is None else query.ret_number
    matching = sorted(name for name in names if name.startswith(query.prefix or ""))
    start = bisect_right(matching, query.marker) if query.marker else 0
    found = matching[start : start + length]
    more = start + length < len(matching)
    return found, found[-1] if more else None
