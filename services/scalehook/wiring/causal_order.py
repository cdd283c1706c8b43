"""Entries of several journals in the order in which they came to be: while the clock stands, all of them
bear the same time.
"""

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scalehook.kit.machine.envelope import Envelope

# what a message is called that an entry has sent, and one that an effect of its own has
SENT, CALLED = re.compile(r"(\w+)-(\d+)-\d+"), re.compile(r"(\w+)/.+/(\d+)/.*", re.DOTALL)

Id = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """Of the entry `seq` of a service, which the message `message_id` has led to: the events, and the
    keys of the effects that it began.
    """

    service: str
    seq: int
    at: datetime
    message_id: str
    events: list[Envelope] = field(default_factory=list)
    begun: tuple[str, ...] = ()


def in_order(entries: Iterable[Told]) -> Iterator[Told]:
    """By time. Of one moment causes come before effects, and those of one service in its order."""
    dated = sorted(entries, key=lambda each: (each.at, each.seq))
    for _, tied in itertools.groupby(dated, key=lambda each: each.at):
        yield from _by_cause(list(tied))


def _by_cause(tied: list[Told]) -> Iterator[Told]:
    left = {_id(each) for each in tied}
    about = {_subject(key): _id(each) for each in reversed(tied) for key in each.begun}
    waiting: dict[str, deque[Told]] = {}
    for each in tied:
        waiting.setdefault(each.service, deque()).append(each)
    while waiting:
        ready = [line for line in waiting.values() if _cause(line[0], about) not in left]
        for line in ready or list(waiting.values())[:1]:  # one at least, whatever ids say
            first = line.popleft()
            left.discard(_id(first))
            yield first
        waiting = {service: line for service, line in waiting.items() if line}


def _id(entry: Told) -> Id:
    return entry.service, entry.seq


def _cause(entry: Told, about: Mapping[str, Id]) -> Id | None:
    found = SENT.fullmatch(entry.message_id) or CALLED.fullmatch(entry.message_id)
    if found is not None:
        return found[1], int(found[2])
    cause = about.get(_subject(entry.message_id)) if "/" in entry.message_id else None
    return cause if cause != _id(entry) else None


def _subject(key: str) -> str:
    """What an effect is about: it may name its messages for that, to have them the same each time."""
    return key.split("/")[1] if "/" in key else key
