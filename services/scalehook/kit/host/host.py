"""Runs one service: batch of messages → handlers → one commit → answers → acks → relay."""

import asyncio
from dataclasses import dataclass, field
from random import Random

from scalehook.kit.bus.bus import Bus, PromptBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.pausing import pause
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host.conclusion import Conclusion, Witness
from scalehook.kit.host.effects import Effects
from scalehook.kit.host.ledger import Ledger
from scalehook.kit.host.loops import Loops
from scalehook.kit.host.own_messages import OwnMessages
from scalehook.kit.host.pace import Pace
from scalehook.kit.host.participant import HostParticipant
from scalehook.kit.host.postponed import Postponed
from scalehook.kit.host.relaying import relay_of
from scalehook.kit.host.turns import Turns
from scalehook.kit.journal.journal import Journal
from scalehook.kit.machine.delivery import Delivery
from scalehook.kit.machine.inbox import Inbox
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.kit.telemetry import Metrics
from scalehook_contracts.base import Event, Intent, Message
from scalehook_contracts.errors.common import ServiceUnavailable


@dataclass
class Host(HostParticipant):
    """One running service; it takes part in time."""

    service: Service[Settings]
    bus: Bus
    journal: Journal
    clock: Clock
    timekeeper: Timekeeper
    metrics: Metrics
    settings: Settings | None = None  # None: as the environment says
    random: Random = field(default_factory=Random)
    witness: Witness | None = None  # is told what is kept

    def __post_init__(self) -> None:
        name, stir = self.service.name, self.timekeeper.stir
        settings = self.settings or self.service.settings()
        self._stopped = asyncio.Event()
        self.machine = Machine(self.service, settings, self.random)
        self.inbox = Inbox(self.machine)
        self.relay = relay_of(name, self.bus, self.journal, stir, settings.traces)
        self.loops = Loops(name, stir)
        self.ledger = Ledger(self.machine, self.journal, self.relay)
        own = OwnMessages(name, self.inbox, self.bus, self.clock, lambda: self.pace.take_up())
        self.effects = Effects(
            self.service, self.bus, settings, own.effect_ended, own.effect_failed, stir
        )
        self.conclusion = Conclusion(
            self.machine, self.inbox, self.effects, self.relay, self.timekeeper.reschedule, self.witness
        )
        self.postponed = Postponed(own.put_back)
        self.turns = Turns(
            self.machine, self.inbox, self.ledger, own, self.clock, self.metrics.of(name),
            self.conclusion, self.postponed,
        )  # fmt: skip
        self.pace = Pace(self.inbox, self.turns, self.ledger, self.loops, stir, prompt=self.relay.prompt)

    @property
    def ended(self) -> asyncio.Event:
        """Set when it has failed, and handles nothing more."""
        return self.loops.ended

    async def load(self) -> None:
        """Bring the state back and listen; nothing is handled before `start`."""
        await self.read()
        await self.bus.consume(self.service.name, self.events(), self.accept)
        if self.machine.heeds and isinstance(self.bus, PromptBus):
            self.bus.let_pass(self.service.name, self.lets_pass)

    async def read(self) -> None:
        """The same for one whose messages somebody else hands to `accept`."""
        await self.ledger.reload()
        self.inbox.reload()
        self.timekeeper.participants.append(self)

    def events(self) -> list[type[Message]]:
        """Those that it hears."""
        return [message for message in self.machine.handlers if issubclass(message, Event)]

    def start(self) -> None:
        """Begin to handle, publish what a crash left unpublished, take up open intents."""
        self.loops.start(self.pace.run(), *self.relay.loops())
        self.conclusion.resume(self.ledger.take_unpublished())
        if self.machine.seq == 0 and self.service.first is not None:
            self.inbox.begin(self.service.first(), self.clock.now())
        self.pace.take_up()

    async def restart(self) -> None:
        """After a failure: what has come meanwhile, and what was in hand, is not lost."""
        await self.loops.end()
        self.turns.put_back()
        self.pace.begin_anew()
        await self.ledger.reload()
        self.inbox.reload()
        self.start()

    async def kill(self, away: float) -> None:
        """As if its process was killed: nothing is finished and no snapshot taken. It comes back from
        its journal, after so many real seconds; not if it was stopped meanwhile.
        """
        await self.loops.end()
        await self.effects.close()
        await pause(away, self._stopped)
        if not self._stopped.is_set():
            await self.restart()

    async def stop(self, *, for_good: bool = False) -> None:
        """End loops and effects; what is unfinished is taken up by the next host, if there is one."""
        self._stopped.set()
        await self.loops.end()
        await self.effects.close()
        # in the middle of a turn the machine is ahead of the journal: that is not kept
        keep = not for_good and self.failed is None and not self.pace.in_turn
        await self.ledger.snapshots.end(keep=keep)
        self.relay.close()

    def give_up(self) -> None:
        """It does not come back: nobody waits for it any more."""
        for arrival in self.inbox.empty():
            arrival.answer(ServiceUnavailable())

    # -- what the bus calls -----------------------------------------------------------------------

    def accept(self, delivery: Delivery) -> None:
        """A message has come; an effect's intent, if its dead letter is sent again."""
        message = delivery.envelope.message
        if type(message) in self.service.effects and isinstance(message, Intent):
            self.effects.take_up(message, self.machine.intents)
            delivery.ack()
            return
        if self.lets_pass(message):
            delivery.ack()  # without a turn
            return
        self.inbox.put(delivery)
        self.pace.take_up()

    def lets_pass(self, message: Message) -> bool:
        """Whether an event leads to nothing, and nothing is under way that could make it count."""
        heeded = self.machine.heeds.get(type(message))
        if heeded is None or self.inbox.waiting or self.postponed.arrivals or not self.pace.at_rest:
            return False
        return not heeded(message, self.machine.state)
