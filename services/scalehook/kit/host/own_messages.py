"""Messages that a host sends itself: timers that fired, outcomes of effects, ended waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scalehook.kit.dead_letters import letter_of
from scalehook.kit.host.parking import Parked
from scalehook.kit.machine.entry import Begun, Timer
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook_contracts.base import Command, Message, Reply
from scalehook_contracts.errors import ApiError

if TYPE_CHECKING:
    from scalehook.kit.host.host import Host

ATTEMPTS = 3


@dataclass(slots=True, eq=False)
class LocalDelivery:
    """One such message. It needs no acknowledgement: its cause stands in the journal."""

    host: "Host"
    envelope: Envelope
    fired: str | None = None
    settled: str | None = None
    seq: int = 0  # of the entry that scheduled the timer or began the effect
    parked: Parked | None = None
    attempts: int = 1

    @classmethod
    def first(cls, host: "Host", command: Command[Any]) -> "LocalDelivery":
        """The command that a service with an empty journal begins with."""
        return cls(host, _envelope(host, command, "first", ""))

    @classmethod
    def timer(cls, host: "Host", key: str, timer: Timer) -> "LocalDelivery":
        """A timer that has come due."""
        envelope = _envelope(host, timer.command, f"timer-{key}-{timer.seq}", timer.flow)
        return cls(host, envelope, fired=key, seq=timer.seq)

    @classmethod
    def outcome(cls, host: "Host", key: str, begun: Begun, message: Message) -> "LocalDelivery":
        """What an effect ended with."""
        envelope = _envelope(host, message, f"outcome-{key}-{begun.seq}", begun.flow)
        return cls(host, envelope, settled=key, seq=begun.seq)

    @classmethod
    def again(cls, host: "Host", parked: Parked) -> "LocalDelivery":
        """A message that was deferred, once more."""
        return cls(host, parked.delivery.envelope, parked=parked)

    @property
    def received_at(self) -> datetime | None:
        """When a deferred message first came."""
        return self.parked.received_at if self.parked else None

    @property
    def abandoned(self) -> bool:
        """Whether the caller of a deferred message has gone."""
        return self.parked is not None and self.parked.delivery.abandoned

    def outdated(self) -> bool:
        """A timer replaced, or an effect called off, while this lay in the queue."""
        machine = self.host.machine
        if self.fired is not None:
            timer = machine.timers.get(self.fired)
            return timer is None or timer.seq != self.seq
        if self.settled is not None:
            begun = machine.intents.get(self.settled)
            return begun is None or begun.seq != self.seq
        return False

    def answer(self, reply: Reply | ApiError) -> None:
        """To the caller of a deferred message."""
        if self.parked is not None:
            self.parked.delivery.answer(reply)

    def ack(self) -> None:
        """Nothing to acknowledge."""

    def reject(self, reason: str) -> None:
        """Again, or to the dead letters."""
        if self.attempts < ATTEMPTS:
            self.attempts += 1
            self.host.accept(self)
        elif self.parked is not None:
            self.parked.delivery.reject(reason)
        else:
            self.bury(reason)

    def bury(self, reason: str) -> None:
        """Give it up; its timer or intent stays open until it is sent again."""
        now = self.host.clock.now()
        self.host.bus.bury(letter_of(self.envelope, self.host.service.name, reason, now))


def _envelope(host: "Host", message: Message, number: str, flow: str) -> Envelope:
    message_id = f"{host.service.name}-{number}"
    return Envelope(message, message_id, host.clock.now(), flow or message_id, host.service.name, ROOT)
