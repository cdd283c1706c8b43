"""Runs one service: batch of messages → handlers → one commit → answers → acks → relay."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

import structlog

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.bus.bus import Bus, Delivery
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host import snapshot
from scalehook.kit.host.deadlines import Deadlines
from scalehook.kit.host.effects import Effects
from scalehook.kit.host.event_log import log_events
from scalehook.kit.host.loading import restore
from scalehook.kit.host.own_messages import LocalDelivery
from scalehook.kit.host.parking import Parked, Parking
from scalehook.kit.host.relay import Relay
from scalehook.kit.journal.journal import Journal, StaleWriter
from scalehook.kit.machine import entry as entries
from scalehook.kit.machine.entry import Begun, Entry
from scalehook.kit.machine.machine import HandlerFailed, Machine, Step
from scalehook.kit.machine.service import Service
from scalehook.kit.telemetry import Metrics
from scalehook_contracts.base import Command, Event, Intent

log = structlog.get_logger(__name__)


@dataclass
class Host:
    """One running service."""

    service: Service
    bus: Bus
    journal: Journal
    clock: Clock
    timekeeper: Timekeeper
    metrics: Metrics
    settings: Any = None
    random: Random = field(default_factory=Random)
    batch_limit: int = 200
    snapshot_every: int = 50_000

    def __post_init__(self) -> None:
        self.settings = self.settings or self.service.settings()
        self.machine = Machine(self.service, self.settings, self.random)
        self.types = message_types(self.service)
        self.relay = Relay(self.service.name, self.bus, self.journal, self.timekeeper.stir)
        self.effects = Effects(
            self.service,
            self.bus,
            self.settings,
            self._outcome,
            self._effect_failed,
            self.timekeeper.stir,
        )
        self._measures = self.metrics.of(self.service.name)
        self._inbox: deque[Delivery] = deque()
        self._arrived = asyncio.Event()
        self._parking = Parking()
        self._tasks: list[asyncio.Task[None]] = []
        self._in_turn = False
        self._snapshot_seq = 0
        self.failed: BaseException | None = None
        self.ended = asyncio.Event()  # it has failed, and handles nothing more
        self._stopping = False
        self.turns = 0  # messages handled since the start: tells whether anything has happened

    # -- life -----------------------------------------------------------------------------------

    async def load(self) -> None:
        """Bring the state back and listen; nothing is handled before `start`."""
        await self._reload()
        events = [m for m in self.machine.handlers if issubclass(m, Event)]
        await self.bus.consume(self.service.name, events, self.accept)
        self.timekeeper.participants.append(self)

    def start(self) -> None:
        """Begin to handle, publish what a crash left unpublished, take up open intents."""
        for coroutine in (self._run(), self.relay.publish(), self.relay.settle()):
            task = asyncio.get_running_loop().create_task(coroutine, name=self.service.name)
            task.add_done_callback(self._task_ended)
            self._tasks.append(task)
        self._resume()
        if self.machine.seq == 0 and self.service.first is not None:
            self.accept(LocalDelivery.first(self, self.service.first()))

    async def stop(self) -> None:
        """End loops and effects; what is unfinished is taken up at the next start."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.effects.close()
        # in the middle of a turn the machine is ahead of the journal: that is not kept
        if self.failed is None and not self._in_turn and self.machine.seq > self._snapshot_seq:
            await self._snapshot()

    # -- what the bus, the timekeeper and the effects call ---------------------------------------

    def accept(self, delivery: Delivery) -> None:
        """A message has come."""
        self._inbox.append(delivery)
        self._arrived.set()

    def next_deadline(self) -> datetime | None:
        """The first timer or end of a wait."""
        ends = [at for at in (self._deadlines.next(), self._parking.next_deadline()) if at]
        return min(ends, default=None)

    def fire(self, now: datetime) -> None:
        """Timers and ended waits become messages."""
        for key, timer in self._deadlines.due(now):
            self.accept(LocalDelivery.timer(self, key, timer))
        for parked in self._parking.expire(now):
            self.accept(LocalDelivery.again(self, parked))

    def idle(self) -> bool:
        """Nothing to handle, nothing to publish, no effect in the stack's own time."""
        return not (self._inbox or self._in_turn or self.effects.inside()) and self.relay.idle()

    def busy_outside(self) -> list[str]:
        """Effects that run in real time."""
        return self.effects.outside()

    def resume_effect(self, intent: Intent) -> None:
        """Run an effect again that was given up, if its intent is still open."""
        for key, begun in self.machine.intents.items():
            if begun.intent == intent:
                self.effects.start(key, begun)

    def _outcome(self, key: str, begun: Begun, command: Command[Any]) -> None:
        self.accept(LocalDelivery.outcome(self, key, begun, command))

    def _effect_failed(self, key: str, begun: Begun, reason: str) -> None:
        LocalDelivery.outcome(self, key, begun, begun.intent).bury(f"effect failed: {reason}")

    # -- the turn -------------------------------------------------------------------------------

    async def _run(self) -> None:
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            while self._inbox:
                self._in_turn = True
                await self._turn()
                if self.machine.seq - self._snapshot_seq >= self.snapshot_every:
                    await self._snapshot()
                self._in_turn = False
                self.timekeeper.stir()
                await asyncio.sleep(0)  # let the loop breathe between batches

    async def _turn(self) -> None:
        steps: list[tuple[Delivery, Step]] = []
        lag = 0.0
        while self._inbox and len(steps) < self.batch_limit:
            delivery = self._inbox.popleft()
            self.turns += 1
            lag = max(lag, self.clock.seconds() - delivery.envelope.timestamp.timestamp())
            try:
                self._handle(delivery, steps)
            except HandlerFailed as failure:
                await self._commit(steps)
                steps = []
                await self._handler_failed(delivery, failure)
        await self._commit(steps)
        self._measures.lag.observe(max(0.0, lag))

    def _handle(self, delivery: Delivery, steps: list[tuple[Delivery, Step]]) -> None:
        if delivery.abandoned or (isinstance(delivery, LocalDelivery) and delivery.outdated()):
            delivery.ack()
            return
        if isinstance(delivery.envelope.message, Intent):  # of a dead letter that is sent again
            self.resume_effect(delivery.envelope.message)
            delivery.ack()
            return
        now = received_at = self.clock.now()
        keys: dict[str, str | None] = {}
        if isinstance(delivery, LocalDelivery):
            keys = {"fired": delivery.fired, "settled": delivery.settled}
            received_at = delivery.received_at or now
        step = self.machine.handle(delivery.envelope, now, received_at, **keys)
        if step.deferral is not None:
            key, until = step.deferral
            self._parking.park(Parked(delivery, received_at, until, key))
            delivery.ack()
            self.timekeeper.reschedule()
            return
        steps.append((delivery, step))
        for key, count in step.woken:
            woken = [LocalDelivery.again(self, parked) for parked in self._parking.wake(key, count)]
            self._inbox.extendleft(reversed(woken))

    async def _commit(self, steps: list[tuple[Delivery, Step]]) -> None:
        changed = [step.entry for _, step in steps if step.entry.changed and not step.repeated]
        if changed and not await self._append(changed):
            self._inbox.extendleft(delivery for delivery, _ in reversed(steps))
            return
        for delivery, step in steps:
            self._conclude(delivery, step)
        log_events(self.service.name, changed)
        if steps:
            self._measures.batch.observe(len(steps))
            self._measures.handled.inc(len(steps))

    async def _append(self, changed: list[Entry]) -> bool:
        started = time.perf_counter()
        try:
            await self.journal.append(changed[0].seq - 1, [entries.dump(entry) for entry in changed])
        except StaleWriter as stale:
            log.warning(
                "another writer was here: loading again", service=self.service.name, why=str(stale)
            )
            await self._reload()
            self._resume()  # the entry that was here may be our own, its answer lost on the way
            return False
        self._measures.commit.observe(time.perf_counter() - started)
        return True

    def _conclude(self, delivery: Delivery, step: Step) -> None:
        entry = step.entry
        delivery.ack()
        if step.repeated or not entry.changed:
            if step.reply is not None:
                delivery.answer(step.reply)
            return
        if entry.scheduled:
            self._deadlines.watch(key for key, t in entry.scheduled.items() if self._stands(key, entry))
            self.timekeeper.reschedule()
        for key in entry.ended:
            self.effects.stop(key)
        for key, intent in entry.begun.items():
            begun = self.machine.intents.get(key)
            if begun is not None and begun.intent is intent:
                self.effects.start(key, begun)
        reply = step.reply
        self._publish(entry, lambda: delivery.answer(reply) if reply is not None else None)

    def _publish(self, entry: Entry, then: Callable[[], None]) -> None:
        envelopes = self.relay.envelopes(entry)
        if envelopes:
            self.relay.take(entry.seq, envelopes, then)
        else:
            then()

    def _stands(self, key: str, entry: Entry) -> bool:
        timer = self.machine.timers.get(key)
        return timer is not None and timer.seq == entry.seq

    async def _handler_failed(self, delivery: Delivery, failure: HandlerFailed) -> None:
        reason = repr(failure.__cause__) if failure.__cause__ else "no handler"
        log.error(
            "handler failed",
            service=self.service.name,
            type=delivery.envelope.type,
            correlation_id=delivery.envelope.correlation_id,
            exc_info=failure.__cause__,
        )
        self._measures.failed.inc()
        if failure.dirty:
            await self._reload()
        delivery.reject(reason)

    # -- the journal ----------------------------------------------------------------------------

    async def _reload(self) -> None:
        restored = await restore(self.machine, self.journal, self.types)
        self._snapshot_seq = restored.snapshot_seq
        self._unpublished = restored.unpublished
        self._deadlines = Deadlines(self.machine.timers)
        self._deadlines.watch(self.machine.timers)

    def _resume(self) -> None:
        """Take up what the journal says is unfinished: messages to publish, effects to run."""
        for entry in self._unpublished:
            self._publish(entry, lambda: None)
        self.effects.resume(self.machine.intents)
        self.timekeeper.reschedule()

    async def _snapshot(self) -> None:
        await self.relay.pass_over(self.machine.seq)
        await self.journal.snapshot(self.machine.seq, snapshot.dump(self.machine))
        self._snapshot_seq = self.machine.seq

    def _task_ended(self, task: "asyncio.Task[None]") -> None:
        if self._stopping:
            return
        cancelled = task.cancelled()  # by whatever it waited for
        self.failed = RuntimeError("its task was cancelled") if cancelled else task.exception()
        log.critical("service failed", service=self.service.name, exc_info=self.failed)
        self.ended.set()
        self.timekeeper.stir()
