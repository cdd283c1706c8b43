"""The ways in which a message comes to be handled, beside those of a bus (`delivery`): by a timer, as an
effect's outcome, or once more because its answer was deferred.
"""

from dataclasses import dataclass
from datetime import datetime

from scalehook.kit.machine.delivery import Arrival, Delivery
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine, Step
from scalehook.kit.machine.parking import Parked
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

ATTEMPTS = 3


@dataclass(slots=True, eq=False)
class OnceMore:
    """A message that was deferred. The bus has forgotten it: it is tried again here."""

    delivery: Delivery
    received_at: datetime
    attempts: int = 1

    @property
    def envelope(self) -> Envelope:
        """The message."""
        return self.delivery.envelope

    @property
    def awaited(self) -> bool:
        """As the bus says."""
        return self.delivery.awaited

    def void(self, machine: Machine) -> bool:
        """Its caller has gone."""
        return self.delivery.abandoned

    def answer(self, reply: Reply | ApiError) -> None:
        """To the caller."""
        self.delivery.answer(reply)

    def handle(self, machine: Machine, now: datetime) -> Step:
        """With the time at which it first came."""
        return machine.handle(self.delivery.envelope, now, self.received_at)

    def park(self, now: datetime, until: datetime, key: str) -> Parked:
        """Its wait goes on."""
        return Parked(self.delivery, self.received_at, until, key)

    def ack(self) -> None:
        """That was done when it was deferred."""

    def retry(self, reason: str) -> bool:
        """Up to the limit; then the bus makes a dead letter of it."""
        self.attempts += 1
        if self.attempts <= ATTEMPTS:
            return True
        self.delivery.reject(reason)
        return False


@dataclass(slots=True, eq=False)
class Own:
    """A message of the service to itself. It needs no acknowledgement: its cause is in the journal,
    under `key`, since entry `seq`.
    """

    envelope: Envelope
    key: str
    seq: int
    attempts: int = 1

    @property
    def awaited(self) -> bool:
        """Nobody waits for it."""
        return False

    def void(self, machine: Machine) -> bool:
        """Never, unless its cause says so."""
        return False

    def handle(self, machine: Machine, now: datetime) -> Step:
        """Like any message."""
        return machine.handle(self.envelope, now)

    def park(self, now: datetime, until: datetime, key: str) -> Parked:
        """What nobody waits for cannot be answered later."""
        raise TypeError(f"{self.envelope.type} comes from the service itself: it cannot be deferred")

    def answer(self, reply: Reply | ApiError) -> None:
        """Nobody hears it."""

    def ack(self) -> None:
        """Nothing to acknowledge."""

    def retry(self, reason: str) -> bool:
        """Up to the limit."""
        self.attempts += 1
        return self.attempts <= ATTEMPTS


class Fired(Own):
    """The command of a timer that has come due."""

    def void(self, machine: Machine) -> bool:
        """The timer was replaced or cancelled meanwhile."""
        timer = machine.timers.get(self.key)
        return timer is None or timer.seq != self.seq

    def handle(self, machine: Machine, now: datetime) -> Step:
        """The timer goes with it."""
        return machine.handle(self.envelope, now, fired=self.key)


class Settled(Own):
    """The outcome of an effect."""

    def void(self, machine: Machine) -> bool:
        """The effect was called off meanwhile."""
        begun = machine.intents.get(self.key)
        return begun is None or begun.seq != self.seq

    def handle(self, machine: Machine, now: datetime) -> Step:
        """The intent goes with it."""
        return machine.handle(self.envelope, now, settled=self.key)


@dataclass(slots=True, eq=False)
class Kept:
    """A message that is in the journal already, with what came of it; only its answer is missing."""

    arrival: Arrival
    step: Step

    @property
    def envelope(self) -> Envelope:
        """The message."""
        return self.arrival.envelope

    @property
    def awaited(self) -> bool:
        """As before."""
        return self.arrival.awaited

    def void(self, machine: Machine) -> bool:
        """Never: it has happened."""
        return False

    def handle(self, machine: Machine, now: datetime) -> Step:
        """Nothing happens."""
        return Step(self.step.entry, self.step.reply)

    def park(self, now: datetime, until: datetime, key: str) -> Parked:
        """What has its answer is not deferred."""
        raise TypeError(f"{self.envelope.type} has been handled")

    def answer(self, reply: Reply | ApiError) -> None:
        """As before."""
        self.arrival.answer(reply)

    def ack(self) -> None:
        """As before."""
        self.arrival.ack()

    def retry(self, reason: str) -> bool:
        """It needs to be concluded, whoever has it: up to the limit."""
        return self.arrival.retry(reason)
