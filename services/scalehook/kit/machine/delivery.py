"""One message in a service's hands, whichever bus brought it."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.parking import Parked
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

if TYPE_CHECKING:
    from scalehook.kit.machine.machine import Machine, Step


class Arrival(Protocol):
    """One message that waits to be handled, however it came (`arrivals`)."""

    @property
    def envelope(self) -> Envelope:
        """The message. An intent is one of an effect that was given up: it is to be taken up again."""

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for the answer, and can ask again; everything else must not be lost."""

    def void(self, machine: "Machine") -> bool:
        """Whether there is nothing to be done about it any more."""

    def handle(self, machine: "Machine", now: datetime) -> "Step":
        """Let the machine handle it."""

    def park(self, now: datetime, until: datetime, key: str) -> Parked:
        """It is to be answered later."""

    def answer(self, reply: Reply | ApiError) -> None:
        """Give the reply to whoever waits for it; nothing happens when nobody does."""

    def ack(self) -> None:
        """It is done with: it is in the journal, or needs no journal."""

    def retry(self, reason: str) -> bool:
        """Handling has failed: whether it is to be handled again by whoever has it now. Otherwise it is
        the bus's, or given up.
        """


class Delivery(Arrival, Protocol):
    """One that a bus has brought. Exactly one of `ack` and `reject` ends it."""

    @property
    def abandoned(self) -> bool:
        """Whether the caller has gone away and wants no answer any more."""

    def reject(self, reason: str) -> None:
        """Handling failed: delivered again up to the limit, then dead-lettered."""


class FromBus:
    """What a service does with a delivery of any bus."""

    __slots__ = ()

    def void(self: Delivery, machine: "Machine") -> bool:
        """Its caller has gone; or it is an event that leads to nothing any more, or not yet."""
        return self.abandoned or machine.ignores(self.envelope.message)

    def handle(self: Delivery, machine: "Machine", now: datetime) -> "Step":
        """Like any message."""
        return machine.handle(self.envelope, now)

    def park(self: Delivery, now: datetime, until: datetime, key: str) -> Parked:
        """Under this key."""
        return Parked(self, now, until, key)

    def retry(self: Delivery, reason: str) -> bool:
        """The bus counts the attempts."""
        self.reject(reason)
        return False
