"""One batch after the other: handled message by message, kept in one commit, then concluded."""

import time
from dataclasses import dataclass, field

from scalehook.kit.clock.clock import Clock
from scalehook.kit.host.conclusion import Conclusion
from scalehook.kit.host.event_log import log_events
from scalehook.kit.host.ledger import Ledger
from scalehook.kit.host.own_messages import OwnMessages
from scalehook.kit.host.postponed import Postponed
from scalehook.kit.journal.journal import (
    EntryRefused,
    JournalDamaged,
    JournalFailed,
    JournalUnavailable,
    StaleWriter,
)
from scalehook.kit.logs import Log
from scalehook.kit.machine.arrivals import Arrival, Own
from scalehook.kit.machine.inbox import Inbox
from scalehook.kit.machine.machine import HandlerFailed, Machine, Step
from scalehook.kit.telemetry import Measures
from scalehook_contracts.errors.common import ServiceUnavailable

log = Log(__name__)
TOGETHER = 200  # so many messages share a commit


@dataclass
class Turns:
    """Takes batches from the inbox. No message ends it: whatever goes wrong with a batch, the state is
    brought back, and its messages are handled anew, one at a time, until the bad one is known.
    """

    machine: Machine
    inbox: Inbox
    ledger: Ledger
    own: OwnMessages
    clock: Clock
    measures: Measures
    conclusion: Conclusion
    postponed: Postponed
    count: int = 0  # messages handled so far: tells whether anything has happened
    _in_hand: list[tuple[Arrival, Step | None]] = field(default_factory=list)
    _alone: int = 0  # so many messages are to be handled one at a time

    async def take(self) -> None:
        """The next batch."""
        limit = 1 if self._alone else TOGETHER
        self._alone = max(0, self._alone - 1)
        try:
            await self._handle_batch(limit)
        except (JournalDamaged, JournalFailed):
            raise
        except Exception as problem:
            await self._go_wrong(problem)

    def put_back(self) -> None:
        """A turn was interrupted: its messages are handled anew."""
        self.inbox.put_back([arrival for arrival, _ in self._in_hand])
        self._in_hand.clear()

    async def _handle_batch(self, limit: int) -> None:
        lag = 0.0
        while len(self._in_hand) < limit and (arrival := self.inbox.take()) is not None:
            if len(self.postponed) and not arrival.awaited:
                self.postponed.add(arrival)
                continue
            self.count += 1
            lag = max(lag, self.clock.seconds() - arrival.envelope.timestamp.timestamp())
            self._in_hand.append((arrival, None))
            try:
                self._handle(arrival)
            except HandlerFailed as failure:
                self._in_hand.pop()
                await self._commit()
                await self._fail(arrival, failure)
        await self._commit()
        self.measures.lag.observe(max(0.0, lag))

    def _handle(self, arrival: Arrival) -> None:
        step = arrival.handle(self.machine, self.clock.now())
        if step.deferral is not None:
            self.inbox.defer(arrival, *step.deferral)
            self._in_hand.pop()
            self.conclusion.reschedule()
            return
        self._in_hand[-1] = (arrival, step)
        self.inbox.wake(step.woken)

    async def _commit(self) -> None:
        done = [(arrival, step) for arrival, step in self._in_hand if step is not None]
        changed = [step for _, step in done if step.changed]
        if changed and not await self._append(changed, done):
            return
        while self._in_hand:
            arrival, step = self._in_hand[0]
            if step is not None:
                self.conclusion.conclude(arrival, step)
            self._in_hand.pop(0)
        log_events(self.machine.service.name, [step.entry for step in changed])
        if done:
            self.measures.batch.observe(len(done))
            self.measures.handled.inc(len(done))

    async def _append(self, changed: list[Step], done: list[tuple[Arrival, Step]]) -> bool:
        started = time.perf_counter()
        try:
            await self.ledger.append(changed)
        except StaleWriter as stale:
            log.warning("another writer was here: loading again", problem=str(stale), **self._name)
            self.put_back()
            await self.bring_back()  # the entry that was here may be our own, its answer lost
            return False
        except JournalUnavailable as problem:
            log.error("nothing can be kept now", problem=str(problem), **self._name)
            self._in_hand.clear()
            self._refuse(done)
            await self.bring_back()
            return False
        except (EntryRefused, JournalDamaged):
            raise
        except Exception as problem:  # none of the messages is to blame
            raise JournalFailed(f"the journal refuses: {problem}") from problem
        self.measures.commit.observe(time.perf_counter() - started)
        return True

    def _refuse(self, done: list[tuple[Arrival, Step]]) -> None:
        """Callers get an error and may ask again, queries are answered from what was kept; what nobody
        would send again waits until there is room.
        """
        self.inbox.put_back([arrival for arrival, step in done if not step.changed])
        for arrival, step in done:
            if step.changed and arrival.awaited:
                arrival.answer(ServiceUnavailable())
                arrival.ack()
            elif step.changed:
                self.postponed.add(arrival)

    async def _fail(self, arrival: Arrival, failure: HandlerFailed) -> None:
        cause = failure.__cause__
        self._tell(arrival, cause)
        if failure.dirty:
            await self.bring_back()
        self._reject(arrival, repr(cause) if cause else "no handler")

    async def _go_wrong(self, problem: Exception) -> None:
        """Nobody knows of which message: each is handled by itself, then the bad one is known."""
        arrivals = [arrival for arrival, _ in self._in_hand]
        self._in_hand.clear()
        await self.bring_back()
        if len(arrivals) == 1:
            self._tell(arrivals[0], problem)
            self._reject(arrivals[0], repr(problem))
            return
        log.error("a batch failed: one at a time", exc_info=problem, **self._name)
        self.inbox.put_back(arrivals)
        self._alone = len(arrivals)

    def _reject(self, arrival: Arrival, reason: str) -> None:
        if arrival.retry(reason):
            self.inbox.put_back([arrival])
        elif isinstance(arrival, Own):
            self.own.bury(arrival.envelope, reason)

    async def bring_back(self) -> None:
        """Make the state what the journal says, and go on with what it says is unfinished."""
        await self.ledger.reload()
        self.inbox.reload()
        self.conclusion.resume(self.ledger.unpublished)

    def _tell(self, arrival: Arrival, problem: BaseException | None) -> None:
        self.measures.failed.inc()
        log.error(
            "handler failed",
            type=arrival.envelope.type,
            correlation_id=arrival.envelope.correlation_id,
            exc_info=problem,
            **self._name,
        )

    @property
    def _name(self) -> dict[str, str]:
        return {"service": self.machine.service.name}
