"""One page of a list in order of names."""

from itertools import islice, takewhile
from typing import Any

from sortedcontainers import SortedList

from scalehook.message_service.limits import LIMITS
from scalehook_contracts.message_service.base import ListOperation


def page(names: SortedList, query: ListOperation[Any]) -> tuple[list[str], str | None]:
    """The names of one page, and the marker of the next. A marker is the last name of its page, so
    that it stays good when that one is deleted meanwhile.
    """
    LIMITS.ret_number.check(query.ret_number)
    length = LIMITS.ret_number.high if query.ret_number is None else query.ret_number
    prefix, marker = query.prefix or "", query.marker or ""
    later = names.irange(max(marker, prefix), inclusive=(not marker or marker < prefix, True))
    matching = takewhile(lambda name: name.startswith(prefix), later)
    found = list(islice(matching, length + 1))
    return found[:length], found[length - 1] if len(found) > length else None
