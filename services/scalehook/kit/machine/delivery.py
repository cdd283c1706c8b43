"""One message in a service's hands, whichever bus brought it."""

from typing import Protocol

from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError


class Delivery(Protocol):
    """Exactly one of `ack` and `reject` ends it."""

    @property
    def envelope(self) -> Envelope:
        """The message. An intent is one of an effect that was given up: it is to be taken up again."""

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for the answer, and can ask again; everything else must not be lost."""

    @property
    def abandoned(self) -> bool:
        """Whether the caller has gone away and wants no answer any more."""

    def answer(self, reply: Reply | ApiError) -> None:
        """Give the caller its reply; nothing happens when nobody waits."""

    def ack(self) -> None:
        """The message is in the journal (or needs no journal): forget it."""

    def reject(self, reason: str) -> None:
        """Handling failed: delivered again up to the limit, then dead-lettered."""
