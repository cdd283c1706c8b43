"""The relay of a bus and a journal that need not be waited for: both are in this process."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, ClassVar

from scalehook.kit.bus.bus import PromptBus
from scalehook.kit.host.relay import envelopes_of
from scalehook.kit.journal.journal import JournalUnavailable, PromptJournal
from scalehook.kit.logs import Log
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope

log = Log(__name__)
MARK_SECONDS = 1.0  # until what nobody wants counts as published, too: the next start need not tell it


@dataclass
class PromptRelay:
    """Posts at once. The mark follows, once a turn of the loop, when the readers have committed. Behind
    entries that nobody wants it follows later, once for all of them.
    """

    prompt: ClassVar[bool] = True
    service: str
    bus: PromptBus
    journal: PromptJournal
    traces: bool = False
    _posted: "deque[list[int]]" = field(default_factory=deque)  # entry, readers that are not done
    _marking: bool = False
    _unwanted: int = 0  # the latest entry of which nobody wants anything
    _later: asyncio.TimerHandle | None = None

    def envelopes(self, entry: Entry) -> list[Envelope]:
        """The entry's messages, if somebody wants one of them."""
        if entry.sent or self.bus.wanted(entry.recorded):
            found = envelopes_of(entry, self.service, self.bus, self.traces)
        else:
            found = []
        if not found:
            self._unwanted = entry.seq
            if self._later is None:
                self._later = asyncio.get_running_loop().call_later(MARK_SECONDS, self._mark_later)
        return found

    def take(self, seq: int, envelopes: list[Envelope], then: Callable[[], None]) -> None:
        """They are in their readers' queues when this returns."""
        posted = [seq, 0]
        self._posted.append(posted)

        def done() -> None:
            posted[1] -= 1
            self._mark_soon()

        readers = self.bus.post_now(envelopes, done)  # some may be done already
        posted[1] += readers
        then()
        self._mark_soon()

    def idle(self) -> bool:
        """Always: what is posted is its readers'."""
        return True

    def settled(self) -> bool:
        """Whether all readers have committed what they were sent."""
        return not self._posted

    async def pass_over(self, seq: int) -> None:
        """Move the mark to `seq` when everything before it is done with."""
        self._mark()
        if self.settled():
            self.journal.mark_now(seq)

    def close(self) -> None:
        """Mark what is done with, and nothing more: the journal may be closed."""
        self._mark()
        self._marking = True
        if self._later is not None:
            self._later.cancel()

    def loops(self) -> list[Coroutine[Any, Any, None]]:
        """None."""
        return []

    def _mark_soon(self) -> None:
        if not self._marking and self._posted and self._posted[0][1] == 0:
            self._marking = True
            asyncio.get_running_loop().call_soon(self._mark)

    def _mark_later(self) -> None:
        self._later = None
        self._mark()

    def _mark(self) -> None:
        self._marking, seq = False, 0
        while self._posted and self._posted[0][1] == 0:
            seq = self._posted.popleft()[0]
        if self.settled():
            seq = max(seq, self._unwanted)
        try:
            self.journal.mark_now(seq)
        except JournalUnavailable as problem:  # the next mark covers it
            log.warning("no mark", service=self.service, problem=str(problem))
