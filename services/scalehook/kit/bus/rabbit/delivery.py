"""One message in a host's hands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scalehook.kit.bus.rabbit.acknowledging import Received
from scalehook.kit.bus.rabbit.burying import Burying
from scalehook.kit.bus.rabbit.incoming import Incoming
from scalehook.kit.machine.delivery import FromBus
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError

DELIVERY_LIMIT = 3


@dataclass(eq=False)
class RabbitDelivery(FromBus):
    """A message; `burying` makes a dead letter of it, `reply` sends an answer."""

    envelope: Envelope
    received: Received
    service: str
    burying: Burying
    reply: Callable[["RabbitDelivery", Reply | ApiError], None]
    abandoned: bool = False
    acked: bool = False

    @property
    def incoming(self) -> Incoming:
        """The message as it came."""
        return self.received.incoming

    @property
    def awaited(self) -> bool:
        """Whether it is a call."""
        return bool(self.envelope.reply_to)

    def answer(self, reply: Reply | ApiError) -> None:
        """Give the caller its reply, if it waits for one."""
        if self.envelope.reply_to:
            self.reply(self, reply)

    def ack(self) -> None:
        """The message is in the journal, or deferred."""
        self.acked = True
        self.received.ack()

    def reject(self, reason: str) -> None:
        """Again up to the limit, then to the dead letters. A deferred one cannot come again."""
        if self.acked or self._attempts() >= DELIVERY_LIMIT:
            self.burying.replace(
                self.received, self.service, reason, lambda: self.answer(InternalError())
            )
        else:  # a nack would not be counted by RabbitMQ 4.3
            self.received.reject()

    def _attempts(self) -> int:
        count: Any = (self.incoming.headers or {}).get("x-delivery-count", 0)
        return count + 1 if isinstance(count, int) else 1  # the first time it is the publisher's own
