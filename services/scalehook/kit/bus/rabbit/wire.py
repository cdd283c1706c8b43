"""Envelopes as AMQP messages: properties are AMQP's own, the body is the model's JSON.

What somebody who is not written with this program sets when they publish:

    property        needed     says
    ──────────────────────────────────────────────────────────────────────────────────────────────
    routing key     always     the message's name, `<owner>.<snake_name>`; a command goes to the
                               exchange `scalehook.commands`, an event to `scalehook.events`
    message_id      always     its own for each message. The same one again is the same message
                               again: it has no second effect, and a command gets the first answer
    type            no         the message's name, too; without it the routing key is read
    header caller   commands   on whose behalf: a RAM user's or role's ARN, or `root` for the
                               account. Without it the command is nobody's and is refused
    reply_to        no         the queue of the answer. The answer's correlation_id is the
                               command's message_id; its type is the reply's name, or `error`
    correlation_id  no         what the whole flow is told by in logs; else the message_id
    header at       no         when it was sent, as text: Unix seconds with a fraction; else the
                               property timestamp, which has whole seconds only
    header          no         the message_id of the message that led to this one
     causation_id
    header          no         W3C's: the span that the message comes of, where a stack is traced
     traceparent
    app_id          no         who publishes, for logs
    delivery_mode   no         2 keeps the message over a restart of the broker
    content_type    no         nothing but `application/json` is spoken; it is not looked at

The broker's user is trusted: whoever may publish may name any caller. A property of text takes 255
bytes, a body 16 MiB. What cannot be read is a dead letter with its reason; a caller that waits for an
answer gets an error.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from aio_pika import Message as AmqpMessage
from pamqp.commands import Basic

from scalehook.kit.bus.rabbit.fitting import Packed, Unsendable, fitting, short
from scalehook.kit.bus.rabbit.incoming import Readable
from scalehook.kit.clock.moments import moment
from scalehook.kit.dead_letters import as_text
from scalehook.kit.machine.envelope import NOBODY, Envelope
from scalehook.kit.traces import HEADER, parsed
from scalehook_contracts.base import Message, Reply
from scalehook_contracts.errors import ApiError, ErrorBody

JSON = "application/json"
ERROR = "error"
TRANSIENT, PERSISTENT = 1, 2
AT, CALLER, CAUSATION = "at", "caller", "causation_id"
NO_TIME = datetime.fromtimestamp(0, UTC)  # of what says none that can be read

Types = Mapping[str, type[Message]]


class Undecodable(ValueError):
    """The message is no valid contract."""


class Outgoing(NamedTuple):
    """A message as the broker's client takes it; aio-pika's own takes ten times as long to make."""

    body: bytes
    properties: Basic.Properties
    packed: Packed

    @classmethod
    def of(cls, message: AmqpMessage) -> "Outgoing":
        """One of aio-pika's own."""
        return _fitting(message.body, message.properties)


def encode(envelope: Envelope) -> Outgoing:
    """The message as it is published; Unsendable when it does not fit into AMQP or JSON."""
    headers: dict[str, Any] = {
        AT: seconds_of(envelope.timestamp),
        CALLER: envelope.caller,
        CAUSATION: envelope.causation_id,
    }
    if envelope.trace:
        headers[HEADER] = envelope.trace
    properties = Basic.Properties(
        content_type=JSON,
        delivery_mode=PERSISTENT,
        message_id=envelope.message_id,
        correlation_id=envelope.correlation_id,
        message_type=envelope.type,
        app_id=envelope.app_id,
        timestamp=envelope.timestamp,
        reply_to=envelope.reply_to or None,
        headers=headers,
    )
    return _fitting(_json(envelope.message), properties)


def decode(incoming: Readable, types: Types) -> Envelope:
    """The envelope again; fields that this version does not know are let pass."""
    name = name_of(incoming)
    cls = types.get(name)
    if cls is None:
        raise Undecodable(f"no contract is called {name!r}")
    message_id = short(incoming.message_id or "")
    if not message_id:
        raise Undecodable("no message_id: delivered twice, it would have its effect twice")
    try:
        message = cls.model_validate_json(incoming.body)
    except Exception as problem:  # of a contract's own validators as well, whatever they raise
        raise Undecodable(as_text(problem)) from problem
    headers = incoming.headers or {}
    return Envelope(
        message=message,
        message_id=message_id,
        timestamp=time_of(headers.get(AT), incoming.timestamp or NO_TIME),
        correlation_id=short(incoming.correlation_id or "") or message_id,
        app_id=incoming.app_id or "",
        caller=caller_of(incoming) or NOBODY,
        causation_id=as_text(headers.get(CAUSATION) or ""),
        reply_to=incoming.reply_to or "",
        trace=_trace(headers.get(HEADER)),
    )


def name_of(incoming: Readable) -> str:
    """The name that a message carries; who sets no type has said it by the routing key."""
    return incoming.type or incoming.routing_key or ""


def caller_of(incoming: Readable) -> str:
    """On whose behalf a message comes; empty when it does not say it in a few words."""
    caller = (incoming.headers or {}).get(CALLER)
    return short(caller) if isinstance(caller, str) else ""


def _trace(header: object) -> str:
    found = parsed(header) if isinstance(header, str) else None
    return "" if found is None else str(found)


def encode_reply(reply: Reply | ApiError, message_id: str) -> Outgoing:
    """An answer; its correlation id is the question's message id. Raises what the content does."""
    if isinstance(reply, ApiError):
        kind, body = ERROR, reply.body().model_dump_json().encode()
    else:
        kind, body = reply.wire_name(), _json(reply)
    properties = Basic.Properties(
        content_type=JSON, delivery_mode=TRANSIENT, correlation_id=message_id, message_type=kind
    )
    return _fitting(body, properties)


def decode_reply(incoming: Readable, reply_type: type[Reply]) -> Reply | ApiError:
    """The answer again."""
    if incoming.type == ERROR:
        return ApiError.from_body(ErrorBody.model_validate_json(incoming.body))
    return reply_type.model_validate_json(incoming.body)


def seconds_of(at: datetime) -> str:
    """A header's Unix seconds. Text, since the library sends a number in 32 bits: minutes are lost."""
    return f"{at.timestamp():.6f}"


def time_of(seconds: object, otherwise: datetime = NO_TIME) -> datetime:
    """The time again; the other one when it is none."""
    try:
        return moment(float(str(seconds)))
    except (ValueError, OverflowError, OSError):
        return otherwise


def _json(message: Message) -> bytes:
    try:
        return message.as_json()
    except Exception as problem:  # of whatever a field holds
        raise Unsendable(f"it cannot be written as JSON: {as_text(problem)}") from problem


def _fitting(body: bytes, properties: Basic.Properties) -> Outgoing:
    return Outgoing(body, properties, fitting(body, properties))
