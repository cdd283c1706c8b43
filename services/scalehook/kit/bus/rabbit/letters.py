"""Dead letters as AMQP messages: what came, unchanged, and headers that say why it was given up."""

import copy
import uuid
from datetime import datetime
from typing import Any

from aio_pika import DeliveryMode
from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractIncomingMessage

from scalehook.kit.bus.rabbit.wire import AT, CALLER, JSON, seconds_of, time_of
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.machine.envelope import ROOT
from scalehook_contracts.topology import reader_of

REASON, SERVICE, LETTER, DIED = "x-reason", "x-service", "x-letter-id", "x-died-at"
DEATHS, FIRST_QUEUE, FIRST_REASON = "x-death", "x-first-death-queue", "x-first-death-reason"
REASON_LENGTH = 2000  # all headers have to fit into one frame
OURS = frozenset((REASON, SERVICE, LETTER, DIED))
BROKERS = ("x-death", "x-first-death-", "x-last-death-", "x-delivery-count", "x-acquired-count")


def of_incoming(
    incoming: AbstractIncomingMessage, service: str, reason: str, at: datetime
) -> AmqpMessage:
    """The letter that a message becomes: its properties and headers, and the reason."""
    message = _again(incoming)
    message.message_id = message.message_id or uuid.uuid4().hex
    message.headers |= _headers(service, f"{service}:{message.message_id}", reason, at)
    return message


def of_letter(letter: DeadLetter) -> AmqpMessage:
    """One that never was an AMQP message: a timer's command, an effect's intent."""
    return AmqpMessage(
        letter.body,
        content_type=JSON,
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=letter.letter_id.partition(":")[2],
        correlation_id=letter.correlation_id,
        type=letter.type,
        headers={
            AT: seconds_of(letter.at),
            CALLER: letter.caller,
            **_headers(letter.service, letter.letter_id, letter.reason, letter.at),
        },
    )


def read(incoming: AbstractIncomingMessage) -> DeadLetter:
    """A letter of ours, or one that the broker made after too many deliveries."""
    headers: dict[str, Any] = dict(incoming.headers or {})
    if FIRST_QUEUE in headers:
        service, reason = reader_of(str(headers[FIRST_QUEUE])), str(headers.get(FIRST_REASON, ""))
        letter_id, at = f"{service}:{incoming.message_id}", headers[DEATHS][0].get("time")
    else:
        service, reason = str(headers.get(SERVICE, "")), str(headers.get(REASON, ""))
        letter_id, at = str(headers.get(LETTER, incoming.message_id)), None
    return DeadLetter(
        letter_id=letter_id,
        service=service,
        type=incoming.type or "",
        reason=reason,
        at=at or time_of(headers.get(DIED, headers.get(AT))),
        body=incoming.body,
        correlation_id=incoming.correlation_id or "",
        caller=str(headers.get(CALLER) or ROOT),
    )


def revived(incoming: AbstractIncomingMessage) -> AmqpMessage:
    """The message that a letter was made of."""
    message = _again(incoming)
    message.headers = {name: value for name, value in message.headers.items() if name not in OURS}
    return message


def _again(incoming: AbstractIncomingMessage) -> AmqpMessage:
    """The same message, but for what was between the broker and who sent or read it: a copy that
    expires would be lost, and the broker takes no other user's name from us.
    """
    message: AmqpMessage = copy.copy(incoming)  # type: ignore[assignment]  # one that can be changed
    message.expiration = message.user_id = None
    message.delivery_mode = DeliveryMode.PERSISTENT
    headers = incoming.headers or {}
    message.headers = {name: headers[name] for name in headers if not name.startswith(BROKERS)}
    return message


def _headers(service: str, letter_id: str, reason: str, at: datetime) -> dict[str, Any]:
    return {
        SERVICE: service,
        LETTER: letter_id,
        REASON: reason[:REASON_LENGTH],
        DIED: seconds_of(at),
    }
