"""Entries of several journals in the order in which they came to be: while the clock stands, all of them
bear the same time.
"""

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from scalehook.kit.machine.envelope import Envelope

# what a message is called that an entry has sent, and one that an effect of its own has
SENT, CALLED = re.compile(r"(\w+)-(\d+)-\d+"), re.compile(r"(\w+)/.+/(\d+)/.*", re.DOTALL)


Id = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """Of the entry `seq` of a service, which the message `message_id` has led to: the events."""

    service: str
    seq: int
    at: datetime
    message_id: str
    events: list[Envelope] = field(default_factory=list)


def in_order(entries: Iterable[Told]) -> Iterator[Told]:
    """By time. Of one moment causes come before effects, and those of one service in its order."""
    dated = sorted(entries, key=lambda each: (each.at, each.seq))
    for _, tied in itertools.groupby(dated, key=lambda each: each.at):
        yield from _by_cause(list(tied))


def _by_cause(tied: list[Told]) -> Iterator[Told]:
    left = {_id(each) for each in tied}
    waiting: dict[str, deque[Told]] = {}
    for each in tied:
        waiting.setdefault(each.service, deque()).append(each)
    while waiting:
        ready = [line for line in waiting.values() if _cause(line[0]) not in left]
        for line in ready or list(waiting.values())[:1]:  # one at least, whatever ids say
            first = line.popleft()
            left.discard(_id(first))
            yield first
        waiting = {service: line for service, line in waiting.items() if line}


def _id(entry: Told) -> Id:
    return entry.service, entry.seq


def _cause(entry: Told) -> Id | None:
    found = SENT.fullmatch(entry.message_id) or CALLED.fullmatch(entry.message_id)
    return None if found is None else (found[1], int(found[2]))
