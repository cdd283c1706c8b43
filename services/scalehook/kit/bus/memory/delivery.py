"""One message in the hands of a reader in the same process."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from scalehook.kit.bus.burial import letter_of
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError

DELIVERY_LIMIT = 3


class Carrier(Protocol):
    """What a delivery needs of its bus."""

    def now(self) -> datetime:
        """Virtual now."""

    def deliver(self, delivery: "MemoryDelivery") -> None:
        """Into the reader's hands."""

    def bury(self, letter: DeadLetter) -> None:
        """Keep a message that cannot be handled."""


def nothing() -> None:
    """Nobody waits to hear that the message is done with."""


@dataclass(slots=True, eq=False)
class MemoryDelivery:
    """A message; `done` is called when its reader has committed it or it is a dead letter."""

    envelope: Envelope
    service: str
    bus: Carrier
    done: Callable[[], None] = nothing
    reply_to: "asyncio.Future[Reply | ApiError] | None" = None
    attempts: int = 1

    @property
    def awaited(self) -> bool:
        """Whether it is a call."""
        return self.reply_to is not None

    @property
    def abandoned(self) -> bool:
        """Whether the caller has gone away."""
        return self.reply_to is not None and self.reply_to.done()

    def answer(self, reply: Reply | ApiError) -> None:
        """Hand the caller its reply, if it still waits."""
        if self.reply_to is not None and not self.reply_to.done():
            self.reply_to.set_result(reply)

    def ack(self) -> None:
        """Done with."""
        done, self.done = self.done, nothing
        done()

    def reject(self, reason: str) -> None:
        """Again, or to the dead letters."""
        if self.attempts < DELIVERY_LIMIT:
            self.attempts += 1
            self.bus.deliver(self)
            return
        self.bus.bury(self.letter(reason))
        self.answer(InternalError())
        self.ack()

    def letter(self, reason: str) -> DeadLetter:
        """The message with the reason for which it is given up."""
        return letter_of(self.envelope, self.service, reason, self.bus.now())
