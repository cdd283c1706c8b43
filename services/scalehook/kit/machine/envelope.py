"""A message under way: AMQP's own properties around one of our models."""

from dataclasses import dataclass
from datetime import datetime

from scalehook_contracts.base import Message

ROOT = "root"  # the account itself
NOBODY = "nobody"  # the message does not say on whose behalf it comes: it may ask for nothing


@dataclass(slots=True)
class Envelope:
    """One message and its AMQP properties; `caller`, `causation_id` and `trace` travel as headers."""

    message: Message
    message_id: str
    timestamp: datetime
    correlation_id: str = ""
    app_id: str = ""
    caller: str = ROOT  # the ARN of the principal on whose behalf this happens, ROOT or NOBODY
    causation_id: str = ""
    reply_to: str = ""
    once: bool = False  # nobody sends it again: its answer needs not be kept
    trace: str = ""  # W3C's traceparent: the span that it comes of, where anything is traced

    @property
    def type(self) -> str:
        """AMQP's `type`, and the routing key."""
        return self.message.wire_name()
