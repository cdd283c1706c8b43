"""The relay of a bus or a journal that has to be waited for."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, ClassVar

from scalehook.kit.bus.bus import Bus, Posting
from scalehook.kit.host.relay import envelopes_of
from scalehook.kit.journal.journal import Journal, JournalUnavailable
from scalehook.kit.logs import Log
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope

log = Log(__name__)


@dataclass
class WaitingRelay:
    """Posts batch after batch, and marks what has arrived."""

    prompt: ClassVar[bool] = False
    service: str
    bus: Bus
    journal: Journal
    stir: Callable[[], None]
    traces: bool = False
    _waiting: "deque[tuple[int, list[Envelope], Callable[[], None]]]" = field(default_factory=deque)
    _posted: "deque[tuple[int, Posting]]" = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._arrived = asyncio.Event()
        self._unsettled = asyncio.Event()

    def envelopes(self, entry: Entry) -> list[Envelope]:
        """The entry's messages that somebody wants."""
        return envelopes_of(entry, self.service, self.bus, self.traces)

    def take(self, seq: int, envelopes: list[Envelope], then: Callable[[], None]) -> None:
        """Publish them with the next batch."""
        self._waiting.append((seq, envelopes, then))
        self._arrived.set()

    def idle(self) -> bool:
        """Whether everything has been published."""
        return not self._waiting and not any(posting.pending() for _, posting in self._posted)

    def settled(self) -> bool:
        """Whether everything has arrived."""
        return not self._waiting and not self._posted

    async def pass_over(self, seq: int) -> None:
        """Move the mark to `seq`, the last entry, when nothing before it is still to be published."""
        if self.settled():
            await self.journal.mark(seq)

    def close(self) -> None:
        """Its loops have ended."""

    def loops(self) -> list[Coroutine[Any, Any, None]]:
        """One posts, one marks."""
        return [self._publish(), self._settle()]

    async def _publish(self) -> None:
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            batch = list(self._waiting)  # they stay there until they are posted
            posting = await self.bus.post([one for _, envelopes, _ in batch for one in envelopes])
            for _ in batch:
                self._waiting.popleft()
            if self._waiting:
                self._arrived.set()
            self._posted.append((batch[-1][0], posting))
            self._unsettled.set()
            for _, _, then in batch:
                then()
            self.stir()

    async def _settle(self) -> None:
        while True:
            await self._unsettled.wait()
            self._unsettled.clear()
            while self._posted:
                seq, posting = self._posted[0]
                await posting.settled()
                try:
                    await self.journal.mark(seq)
                except JournalUnavailable as problem:  # the next mark covers it
                    log.warning("no mark", service=self.service, problem=str(problem))
                self._posted.popleft()
                self.stir()  # it may have been all that was pending
