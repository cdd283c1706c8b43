"""One batch after the other: handled message by message, kept in one commit, then concluded."""

import time
from collections import deque
from dataclasses import dataclass, field

from scalehook.kit.clock.clock import Clock
from scalehook.kit.host.conclusion import Conclusion
from scalehook.kit.host.event_log import log_events
from scalehook.kit.host.ledger import Ledger
from scalehook.kit.host.own_messages import OwnMessages
from scalehook.kit.host.postponed import Postponed
from scalehook.kit.host.timing import time_events
from scalehook.kit.host.watch import Watch
from scalehook.kit.journal.journal import JournalDamaged, JournalFailed, JournalUnavailable, StaleWriter
from scalehook.kit.logs import Log
from scalehook.kit.machine.arrivals import Kept, Own
from scalehook.kit.machine.delivery import Arrival
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
    watch: Watch = field(default_factory=Watch)  # for an event that somebody waits for
    _in_hand: "deque[tuple[Arrival, Step | None]]" = field(default_factory=deque)
    _alone: int = 0  # so many messages are to be handled one at a time
    _bad: Arrival | None = None  # whose handler has failed
    _problem: Exception | None = None  # of that handler, or of what is in hand

    def take_now(self) -> bool:
        """The next batch, at once. False: it is for `take`, or what went wrong with it is."""
        if self._problem or self._alone or self.postponed.arrivals:
            return False
        try:
            if changed := self._handle_batch(TOGETHER):
                started = time.perf_counter()
                self.ledger.append_now(changed)
                self.measures.commit.observe(time.perf_counter() - started)
            self._conclude(changed)
        except Exception as problem:
            self._note(problem)
        return self._problem is None

    async def take(self) -> None:
        """The next batch, or what went wrong with the last one."""
        try:
            if self._problem is None:
                changed = self._handle_batch(1 if self._alone else TOGETHER)
                self._alone = max(0, self._alone - 1)
                await self._commit(changed)
            if self._problem is not None:
                await self._recover(self._problem)
        except (JournalDamaged, JournalFailed):
            raise
        except Exception as problem:
            await self._go_wrong(problem)

    def in_trouble(self) -> bool:
        """Whether something has gone wrong that only `take` can see to."""
        return self._problem is not None

    def put_back(self) -> None:
        """A turn was interrupted: its messages are handled anew."""
        if self._bad is not None:
            self.inbox.put_back([self._bad])
        self.inbox.put_back([arrival for arrival, _ in self._in_hand])
        self._in_hand.clear()
        self._bad = self._problem = None

    # -- handling -------------------------------------------------------------------------------

    def _handle_batch(self, limit: int) -> list[Step]:
        """Up to so many messages; the first one whose handler fails ends it. What is to be kept."""
        now, in_hand, oldest = self.clock.now(), self._in_hand, None
        changed: list[Step] = []
        in_order = self.postponed.arrivals  # what nobody waits for comes behind those
        while len(in_hand) < limit and (arrival := self.inbox.take()) is not None:
            if in_order and not arrival.awaited:
                self.postponed.add(arrival)
                continue
            oldest = oldest or arrival.envelope.timestamp
            self.count += 1
            in_hand.append((arrival, None))
            try:
                step = arrival.handle(self.machine, now)
            except HandlerFailed as failure:
                in_hand.pop()
                self._bad, self._problem = arrival, failure
                break
            in_hand[-1] = (arrival, step)
            if step.raw:
                changed.append(step)
            if step.deferral is not None and not step.raw:
                in_hand.pop()
                self.inbox.defer(arrival, now, *step.deferral)
                self.conclusion.reschedule(step.deferral[1])
            elif step.woken:
                self.inbox.wake(step.woken)
        if oldest is not None:
            self.measures.lag.observe(max(0.0, (now - oldest).total_seconds()))
        return changed

    # -- keeping --------------------------------------------------------------------------------

    async def _commit(self, changed: list[Step]) -> None:
        try:
            if changed:
                started = time.perf_counter()
                await self.ledger.append(changed)
                self.measures.commit.observe(time.perf_counter() - started)
        except Exception as problem:
            self._note(problem)
        else:
            self._conclude(changed)

    def _note(self, problem: Exception) -> None:
        """Nothing in hand is kept: the message whose handler failed comes behind it once more."""
        if self._bad is not None:
            self.inbox.put_back([self._bad])
        self._bad, self._problem = None, problem

    def _conclude(self, changed: list[Step]) -> None:
        in_hand, count = self._in_hand, len(self._in_hand)
        while in_hand:
            arrival, step = in_hand[0]
            if step is not None:
                self.conclusion.conclude(arrival, step)
            in_hand.popleft()
        if changed:
            log_events(self.machine.service.name, kept := [step.entry for step in changed])
            if timings := self.machine.service.timings:
                time_events(timings, kept, self.measures)
            if self.watch.event:
                self.watch.see(changed)
        if count:
            self.measures.batch.observe(count)
            self.measures.handled.inc(count)

    # -- what goes wrong ------------------------------------------------------------------------

    async def _recover(self, problem: Exception) -> None:
        bad, self._bad, self._problem = self._bad, None, None
        match problem:
            case HandlerFailed() if bad is not None:
                await self._fail(bad, problem)
            case StaleWriter():
                log.warning("another writer was here: loading again", problem=str(problem), **self._name)
                self.inbox.put_back(await self._begin_anew())
            case JournalUnavailable():
                log.error("nothing can be kept now", problem=str(problem), **self._name)
                self._refuse()
                await self.bring_back()
            case _:
                raise problem

    def _refuse(self) -> None:
        """Callers get an error and may ask again, queries are answered from what was kept; what nobody
        would send again waits until there is room.
        """
        done = [(arrival, step) for arrival, step in self._in_hand if step is not None]
        self._in_hand.clear()
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
        arrivals = await self._begin_anew()
        if len(arrivals) == 1:
            self._tell(arrivals[0], problem)
            self._reject(arrivals[0], repr(problem))
            return
        log.error("a batch failed: one at a time", exc_info=problem, **self._name)
        self.inbox.put_back(arrivals)
        self._alone = len(arrivals)

    async def _begin_anew(self) -> list[Arrival]:
        """What was in hand, once the state is the journal's. What is in the journal after all (the
        answer to its commit may be lost) is not to happen again: it only lacks its own answer.
        """
        in_hand = list(self._in_hand)
        self._in_hand.clear()
        await self.bring_back()
        handled = self.machine.handled
        return [
            Kept(arrival, step)
            if step and step.changed and not step.deferral and step.entry.message_id in handled
            else arrival
            for arrival, step in in_hand
        ]

    def _reject(self, arrival: Arrival, reason: str) -> None:
        if arrival.retry(reason):
            self.inbox.put_back([arrival])
        elif isinstance(arrival, Own):
            self.own.bury(arrival.envelope, reason)

    async def bring_back(self) -> None:
        """Make the state what the journal says, and go on with what it says is unfinished."""
        await self.ledger.reload()
        self.inbox.reload()
        self.conclusion.resume(self.ledger.take_unpublished())

    def _tell(self, arrival: Arrival, problem: BaseException | None) -> None:
        self.measures.failed.inc()
        envelope = arrival.envelope
        about = {"type": envelope.type, "correlation_id": envelope.correlation_id, **self._name}
        log.error("handler failed", exc_info=problem, **about)

    @property
    def _name(self) -> dict[str, str]:
        return {"service": self.machine.service.name}
