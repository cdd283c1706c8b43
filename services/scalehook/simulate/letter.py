"""A message on its way to a service, and in its hands."""

from collections.abc import Callable
from dataclasses import dataclass

from scalehook.kit.machine.delivery import FromBus
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

Answer = Callable[[Reply | ApiError], None]


def nobody(reply: Reply | ApiError) -> None:
    """Whoever has sent an event hears nothing of it."""


@dataclass(eq=False)
class Letter:
    """One message for one service. `waits` says whether its sender still wants the answer."""

    sender: str
    reader: str
    envelope: Envelope
    answer: Answer = nobody
    waits: Callable[[], bool] | None = None


@dataclass(eq=False)
class Delivered(FromBus):
    """A letter in its reader's hands."""

    letter: Letter
    refused: Callable[[Letter, str], None]

    @property
    def envelope(self) -> Envelope:
        """The message."""
        return self.letter.envelope

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for the answer."""
        return self.letter.waits is not None

    @property
    def abandoned(self) -> bool:
        """Whether the caller has gone away."""
        return self.letter.waits is not None and not self.letter.waits()

    def answer(self, reply: Reply | ApiError) -> None:
        """To whoever waits."""
        self.letter.answer(reply)

    def ack(self) -> None:
        """It will not come again."""

    def reject(self, reason: str) -> None:
        """Nothing should go wrong."""
        self.refused(self.letter, reason)
