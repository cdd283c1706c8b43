"""One message in the hands of a reader in the same process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from scalehook.kit.bus.burial import letter_of
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.machine.delivery import FromBus
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.outside import Answered
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


def nobody(_: object) -> None:
    """Nobody wants to hear that the question is over."""


@dataclass(slots=True, eq=False, repr=False)
class MemoryDelivery(FromBus):
    """A message that nobody waits for; `done` is called when its reader has committed it or it is a
    dead letter.
    """

    envelope: Envelope
    service: str
    bus: Carrier
    done: Callable[[], None] = nothing
    attempts: int = 1

    @property
    def awaited(self) -> bool:
        """Nobody waits for the answer."""
        return False

    @property
    def abandoned(self) -> bool:
        """It must not be lost."""
        return False

    def answer(self, reply: Reply | ApiError) -> None:
        """Nobody hears it."""

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


@dataclass(slots=True, eq=False, repr=False)
class Question(MemoryDelivery):
    """A command whose sender waits for the answer, until `end` by the loop's clock."""

    then: Answered | None = None  # None: it is answered, or the asker has gone
    over: "Callable[[Question], None]" = nobody
    end: float = 0

    @property
    def awaited(self) -> bool:
        """Always."""
        return True

    @property
    def abandoned(self) -> bool:
        """Whether an answer would reach nobody."""
        return self.then is None

    def void(self, machine: Any) -> bool:
        """The same: a command leads to something as long as somebody waits."""
        return self.then is None

    def ack(self) -> None:
        """Done with: the asker hears of that by the answer."""

    def answer(self, reply: Reply | Exception) -> None:
        """Hand the asker its reply, if it still waits."""
        then = self.then
        if then is not None:
            self.forget()
            then(reply)

    def time_out(self) -> None:
        """No answer has come in time."""
        self.answer(TimeoutError())

    def forget(self) -> None:
        """The asker has gone."""
        self.then = None
        self.over(self)
