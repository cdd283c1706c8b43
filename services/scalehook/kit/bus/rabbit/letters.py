"""Dead letters as AMQP messages: what came, unchanged, and headers that say why it was given up."""

import copy
import hashlib
import uuid
from datetime import datetime
from typing import Any

from aio_pika import DeliveryMode
from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractIncomingMessage

from scalehook.kit.bus.rabbit.fitting import MOST_BODY_BYTES, Unsendable, fitting, short
from scalehook.kit.bus.rabbit.headers import sendable
from scalehook.kit.bus.rabbit.wire import (
    AT,
    CALLER,
    JSON,
    NO_TIME,
    caller_of,
    name_of,
    seconds_of,
    time_of,
)
from scalehook.kit.dead_letters import DeadLetter, as_text
from scalehook_contracts.topology import reader_of

REASON, SERVICE, LETTER, DIED = "x-reason", "x-service", "x-letter-id", "x-died-at"
DEATHS, FIRST_QUEUE, FIRST_REASON = "x-death", "x-first-death-queue", "x-first-death-reason"
REASON_LENGTH = 2000  # all headers have to fit into one frame
OURS = frozenset((REASON, SERVICE, LETTER, DIED))
BROKERS = ("x-death", "x-first-death-", "x-last-death-", "x-delivery-count", "x-acquired-count")
TEXTS = ("content_type", "content_encoding", "correlation_id", "reply_to", "type", "app_id")


def of_incoming(
    incoming: AbstractIncomingMessage, service: str, reason: str, at: datetime
) -> AmqpMessage:
    """The letter that a message becomes: its properties and headers, and the reason."""
    message = _again(incoming)
    message.message_id = message.message_id or uuid.uuid4().hex
    ours = _headers(service, f"{service}:{message.message_id}", reason, at)
    theirs = message.headers
    message.headers = theirs | ours
    try:
        fitting(message.body, message.properties)
    except Unsendable:  # they filled a frame by themselves; better without them than not at all
        message.headers = ours
    return message


def of_letter(letter: DeadLetter) -> AmqpMessage:
    """One that never was an AMQP message: a timer's command, an effect's intent, what does not fit."""
    message = AmqpMessage(
        letter.body[:MOST_BODY_BYTES],
        content_type=JSON,
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=short(letter.letter_id.partition(":")[2]) or uuid.uuid4().hex,
        correlation_id=short(letter.correlation_id),
        type=short(letter.type),
        headers={
            AT: seconds_of(letter.at),
            CALLER: short(letter.caller),
            **_headers(letter.service, letter.letter_id, letter.reason, letter.at),
        },
    )
    try:
        fitting(message.body, message.properties)
    except Unsendable:  # the id of a message that was too long itself
        message.headers[LETTER] = f"{short(letter.service)}:{message.message_id}"
    return message


def read(incoming: AbstractIncomingMessage) -> DeadLetter:
    """A letter of ours, one that the broker made after too many deliveries, or anything else that
    somebody has put there: whatever it holds, there is something to show.
    """
    headers: dict[str, Any] = dict(incoming.headers or {})
    name = name_of(incoming)
    if FIRST_QUEUE in headers:
        service = reader_of(as_text(headers[FIRST_QUEUE]))
        reason, at = as_text(headers.get(FIRST_REASON, "")), _first_death(headers.get(DEATHS))
    else:
        service = as_text(headers.get(SERVICE, name.partition(".")[0]))
        reason, at = as_text(headers.get(REASON, "")), None
    at = at or time_of(headers.get(DIED, headers.get(AT)), incoming.timestamp or NO_TIME)
    return DeadLetter(
        letter_id=_id_of(incoming, service),
        service=service,
        type=name,
        reason=reason,
        at=at,
        body=incoming.body,
        correlation_id=incoming.correlation_id or "",
        caller=caller_of(incoming),
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
    for name in TEXTS:
        setattr(message, name, short(getattr(incoming, name) or "") or None)
    message.message_id = short(incoming.message_id or "") or None
    message.type = short(name_of(incoming)) or None  # it will travel by another routing key
    headers = incoming.headers or {}
    message.headers = {name: sendable(headers[name]) for name in headers if not name.startswith(BROKERS)}
    return message


def _first_death(deaths: Any) -> datetime | None:
    match deaths:
        case [{"time": datetime() as at}, *_]:
            return at
        case _:
            return None


def _id_of(incoming: AbstractIncomingMessage, service: str) -> str:
    """The letter's own, else the message's, else one made of what it says: messages without an id
    that say the same are one letter, and are sent again one after the other.
    """
    headers = incoming.headers or {}
    if LETTER in headers:
        return as_text(headers[LETTER])
    if incoming.message_id:
        return f"{service}:{incoming.message_id}"
    said = [name_of(incoming).encode(), (incoming.correlation_id or "").encode(), incoming.body]
    digest = hashlib.sha256(b"\0".join(said)).hexdigest()
    return f"{service}:{digest[:32]}"


def _headers(service: str, letter_id: str, reason: str, at: datetime) -> dict[str, Any]:
    return {
        SERVICE: short(service),
        LETTER: as_text(letter_id),
        REASON: as_text(reason)[:REASON_LENGTH],
        DIED: seconds_of(at),
    }
