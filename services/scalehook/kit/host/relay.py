"""Publishes what the journal says was sent, in order, and moves the journal's mark."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from scalehook.kit.bus.bus import Bus, Posting
from scalehook.kit.journal.journal import Journal, JournalUnavailable
from scalehook.kit.logs import Log
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope

log = Log(__name__)


@dataclass
class Relay:
    """The outgoing side of one service."""

    service: str
    bus: Bus
    journal: Journal
    stir: Callable[[], None]
    _waiting: "deque[tuple[int, list[Envelope], Callable[[], None]]]" = field(default_factory=deque)
    _posted: "deque[tuple[int, Posting]]" = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._arrived = asyncio.Event()
        self._unsettled = asyncio.Event()

    def take(self, seq: int, envelopes: list[Envelope], then: Callable[[], None]) -> None:
        """Publish the messages of entry `seq`; `then` is called once their readers have them."""
        self._waiting.append((seq, envelopes, then))
        self._arrived.set()

    def idle(self) -> bool:
        """Whether everything has been published."""
        return not self._waiting

    async def pass_over(self, seq: int) -> None:
        """Move the mark to `seq`, the last entry, when nothing before it is still to be published."""
        if self.idle() and not self._posted:
            await self.journal.mark(seq)

    async def publish(self) -> None:
        """Post batch after batch, until cancelled."""
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

    async def settle(self) -> None:
        """Move the mark behind what has arrived, until cancelled."""
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

    def envelopes(self, entry: Entry) -> list[Envelope]:
        """The entry's messages, without those that nobody wants; their ids are the same whenever they
        are published again.
        """
        return [
            Envelope(
                message=message,
                message_id=f"{self.service}-{entry.seq}-{number}",
                timestamp=entry.at,
                correlation_id=entry.correlation_id,
                app_id=self.service,
                caller=entry.caller,
                causation_id=entry.message_id,
            )
            for number, message in enumerate(entry.outgoing)
            if self.bus.carries(message)
        ]
