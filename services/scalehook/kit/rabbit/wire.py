"""Envelopes as AMQP messages: properties are AMQP's own, the body is the model's JSON."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from aio_pika import DeliveryMode
from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractIncomingMessage
from pydantic import ValidationError

from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.envelope import ROOT, Envelope
from scalehook.kit.moments import moment
from scalehook_contracts.base import Message, Reply
from scalehook_contracts.errors import ApiError, ErrorBody

JSON = "application/json"
ERROR = "error"
AT, CALLER, CAUSATION = "at", "caller", "causation_id"
REASON, SERVICE, LETTER = "x-reason", "x-service", "x-letter-id"

Types = Mapping[str, type[Message]]


class Undecodable(ValueError):
    """The message is no valid contract."""


def encode(envelope: Envelope, reply_to: str = "") -> AmqpMessage:
    """The message as it is published."""
    return AmqpMessage(
        envelope.message.as_json(),
        content_type=JSON,
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=envelope.message_id,
        correlation_id=envelope.correlation_id,
        type=envelope.type,
        app_id=envelope.app_id,
        timestamp=envelope.timestamp,
        reply_to=reply_to or None,
        headers={
            AT: envelope.timestamp.timestamp(),
            CALLER: envelope.caller,
            CAUSATION: envelope.causation_id,
        },
    )


def decode(incoming: AbstractIncomingMessage, types: Types) -> Envelope:
    """The envelope again; fields that this version does not know are let pass."""
    cls = types.get(incoming.type or "")
    if cls is None:
        raise Undecodable(f"no contract is called {incoming.type!r}")
    if not incoming.message_id:
        raise Undecodable("the message has no message_id")
    try:
        message = cls.model_validate_json(incoming.body)
    except ValidationError as problem:
        raise Undecodable(str(problem)) from problem
    headers = incoming.headers or {}
    return Envelope(
        message=message,
        message_id=incoming.message_id,
        timestamp=_time(headers.get(AT)),
        correlation_id=incoming.correlation_id or incoming.message_id,
        app_id=incoming.app_id or "",
        caller=str(headers.get(CALLER) or ROOT),
        causation_id=str(headers.get(CAUSATION) or ""),
        reply_to=incoming.reply_to or "",
    )


def encode_reply(reply: Reply | ApiError, message_id: str) -> AmqpMessage:
    """An answer; its correlation id is the question's message id."""
    if isinstance(reply, ApiError):
        kind, body = ERROR, reply.body().model_dump_json().encode()
    else:
        kind, body = reply.wire_name(), reply.as_json()
    return AmqpMessage(body, content_type=JSON, correlation_id=message_id, type=kind)


def decode_reply(incoming: AbstractIncomingMessage, reply_type: type[Reply]) -> Reply | ApiError:
    """The answer again."""
    if incoming.type == ERROR:
        return ApiError.from_body(ErrorBody.model_validate_json(incoming.body))
    return reply_type.model_validate_json(incoming.body)


def encode_letter(letter: DeadLetter) -> AmqpMessage:
    """A dead letter: body and properties as they were, the reason in a header."""
    return AmqpMessage(
        letter.body,
        content_type=JSON,
        delivery_mode=DeliveryMode.PERSISTENT,
        message_id=letter.letter_id.partition(":")[2],
        correlation_id=letter.correlation_id,
        type=letter.type,
        headers={
            AT: letter.at.timestamp(),
            CALLER: letter.caller,
            REASON: letter.reason,
            SERVICE: letter.service,
            LETTER: letter.letter_id,
        },
    )


def decode_letter(incoming: AbstractIncomingMessage) -> DeadLetter:
    """The letter again."""
    headers: Any = incoming.headers or {}
    return DeadLetter(
        letter_id=str(headers.get(LETTER, incoming.message_id)),
        service=str(headers.get(SERVICE, "")),
        type=incoming.type or "",
        reason=str(headers.get(REASON, "")),
        at=_time(headers.get(AT)),
        body=incoming.body,
        correlation_id=incoming.correlation_id or "",
        caller=str(headers.get(CALLER) or ROOT),
    )


def _time(seconds: object) -> datetime:
    return moment(seconds) if isinstance(seconds, int | float) else datetime.fromtimestamp(0, UTC)
