"""Envelopes as AMQP messages: properties are AMQP's own, the body is the model's JSON."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from aio_pika.abc import AbstractIncomingMessage
from pamqp.commands import Basic
from pydantic import ValidationError

from scalehook.kit.clock.moments import moment
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook_contracts.base import Message, Reply
from scalehook_contracts.errors import ApiError, ErrorBody

JSON = "application/json"
ERROR = "error"
TRANSIENT, PERSISTENT = 1, 2
AT, CALLER, CAUSATION = "at", "caller", "causation_id"

Types = Mapping[str, type[Message]]


class Undecodable(ValueError):
    """The message is no valid contract."""


class Outgoing(NamedTuple):
    """A message as the broker's client takes it; aio-pika's own takes ten times as long to make."""

    body: bytes
    properties: Basic.Properties


def encode(envelope: Envelope) -> Outgoing:
    """The message as it is published."""
    properties = Basic.Properties(
        content_type=JSON,
        delivery_mode=PERSISTENT,
        message_id=envelope.message_id,
        correlation_id=envelope.correlation_id,
        message_type=envelope.type,
        app_id=envelope.app_id,
        timestamp=envelope.timestamp,
        reply_to=envelope.reply_to or None,
        headers={
            AT: seconds_of(envelope.timestamp),
            CALLER: envelope.caller,
            CAUSATION: envelope.causation_id,
        },
    )
    return Outgoing(envelope.message.as_json(), properties)


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
        timestamp=time_of(headers.get(AT)),
        correlation_id=incoming.correlation_id or incoming.message_id,
        app_id=incoming.app_id or "",
        caller=str(headers.get(CALLER) or ROOT),
        causation_id=str(headers.get(CAUSATION) or ""),
        reply_to=incoming.reply_to or "",
    )


def encode_reply(reply: Reply | ApiError, message_id: str) -> Outgoing:
    """An answer; its correlation id is the question's message id."""
    if isinstance(reply, ApiError):
        kind, body = ERROR, reply.body().model_dump_json().encode()
    else:
        kind, body = reply.wire_name(), reply.as_json()
    properties = Basic.Properties(
        content_type=JSON, delivery_mode=TRANSIENT, correlation_id=message_id, message_type=kind
    )
    return Outgoing(body, properties)


def decode_reply(incoming: AbstractIncomingMessage, reply_type: type[Reply]) -> Reply | ApiError:
    """The answer again."""
    if incoming.type == ERROR:
        return ApiError.from_body(ErrorBody.model_validate_json(incoming.body))
    return reply_type.model_validate_json(incoming.body)


def seconds_of(at: datetime) -> str:
    """A header's Unix seconds. Text, since the library sends a number in 32 bits: minutes are lost."""
    return f"{at.timestamp():.6f}"


def time_of(seconds: object) -> datetime:
    """The time again; the beginning of all time when it is none."""
    try:
        return moment(float(str(seconds)))
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)
