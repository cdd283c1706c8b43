"""The dead letter that a message becomes."""

from datetime import datetime

from scalehook.kit.dead_letters import DeadLetter, as_text
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Message


def letter_of(envelope: Envelope, service: str, reason: str, at: datetime) -> DeadLetter:
    """The letter that a message becomes, whatever the message holds."""
    return DeadLetter(
        letter_id=as_text(f"{service}:{envelope.message_id}"),
        service=service,
        type=envelope.type,
        reason=as_text(reason),
        at=at,
        body=_body_of(envelope.message),
        correlation_id=as_text(envelope.correlation_id),
        caller=as_text(envelope.caller),
    )


def _body_of(message: Message) -> bytes:
    """Its JSON; a message that has none is described, for a person to read."""
    try:
        return message.as_json()
    except Exception:  # of what is to be looked at
        return as_text(message).encode()
