"""What has happened in a stack so far: what each service has kept, in the order in which it did."""

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scalehook.kit.machine.entry import Entry
from scalehook_contracts.base import Event

Kept = Sequence[tuple[str, Entry]]  # by services
KEPT = 50_000  # entries; a test that makes more loses the oldest


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, when it happened by virtual time, and the entry that it is part of."""

    event: Event
    at: datetime
    service: str
    entry: Entry


class Past:
    """The witness of a stack. Written in the stack's loop; may be read from anywhere."""

    def __init__(self) -> None:
        self._entries: deque[tuple[str, Entry]] = deque(maxlen=KEPT)
        self._waiting: list[asyncio.Event] = []

    def __call__(self, service: str, entry: Entry) -> None:
        """A service has kept this."""
        self._entries.append((service, entry))
        for waiting in self._waiting:
            waiting.set()

    def entries(self) -> list[tuple[str, Entry]]:
        """All of it, oldest first."""
        return list(self._entries.copy())  # the copy is one step: the stack goes on meanwhile

    def events(self) -> Iterator[Happened]:
        """The events alone."""
        for service, entry in self.entries():
            for event in entry.recorded:
                yield Happened(event, entry.at, service, entry)

    def forget(self) -> None:
        """The stack begins anew."""
        self._entries.clear()

    def begin_with(self, kept: Kept) -> None:
        """The stack is back at a time when this had happened."""
        self._entries.extendleft(reversed(kept))

    async def more(self, seconds: float) -> bool:
        """Wait, in the stack's loop, until something else has happened; False when nothing has."""
        news = asyncio.Event()
        self._waiting.append(news)
        try:
            async with asyncio.timeout(seconds):
                await news.wait()
        except TimeoutError:
            return False
        finally:
            self._waiting.remove(news)
        return True
