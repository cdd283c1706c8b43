"""A journal entry: everything that handling one message did."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from scalehook_contracts.base import Command, Event, Intent, Message, Reply
from scalehook_contracts.errors import ApiError, ErrorBody
from scalehook_contracts.exact import exact

REFUSAL = "refusal"  # the name of what was said where it is no reply


@dataclass(slots=True)
class Timer:
    """A command to oneself in the future."""

    at: datetime
    command: Command[Any]
    seq: int  # of the entry that scheduled it
    flow: str  # its correlation id


@dataclass(frozen=True, slots=True)
class Begun:
    """An intent whose outcome is not known yet, and the entry that began it."""

    intent: Intent
    seq: int
    flow: str


def fields(part: Any) -> dict[str, Any]:
    """For the writer of JSON: a structure inside of a message."""
    found: dict[str, Any] = part.__dict__
    return found


def snug(written: bytes) -> bytes:
    """The same in no more memory than it needs: the quick writer leaves room behind what it writes."""
    return b"".join((written, b""))  # by itself it would be given back as it is


@dataclass(slots=True)
class Said:
    """A reply as JSON, made a model again only when a duplicate asks for it."""

    name: str
    body: bytes = field(repr=False)  # secrets may be in it
    is_exact: bool = field(default=False, compare=False)  # whether JSON gives back what was said

    @classmethod
    def of(cls, reply: Reply) -> "Said":
        """What this reply says; where JSON gives it back exactly, by the names in Python."""
        name = reply.wire_name()
        if exact(type(reply)) is None:
            return cls(name, reply.as_json())
        return cls(name, snug(orjson.dumps(reply.__dict__, default=fields)), is_exact=True)

    @classmethod
    def refusal(cls, error: ApiError) -> "Said":
        """What a caller was refused with."""
        return cls(REFUSAL, error.body().model_dump_json().encode())

    def read(self, model: type[Reply]) -> Reply | ApiError:
        """The reply, or the refusal."""
        if self.name == REFUSAL:
            return ApiError.from_body(ErrorBody.model_validate_json(self.body))
        return model.model_validate_json(self.body)


@dataclass(slots=True, init=False)
class Entry:
    """What one handled message recorded, sent, scheduled and began, in that order each."""

    message_id: str
    type: str
    at: datetime
    seq: int
    correlation_id: str
    caller: str
    reply: Said | None  # None: there was nothing to say, or nobody will ask for it again
    recorded: list[Event]
    sent: list[Command[Any]]
    scheduled: dict[str, Timer]
    cancelled: list[str]
    begun: dict[str, Intent]
    ended: list[str]
    trace: str  # the message's

    def __init__(
        self,
        message_id: str,
        type: str,
        at: datetime,
        seq: int = 0,
        correlation_id: str = "",
        caller: str = "",
        trace: str = "",
        recorded: list[Event] | None = None,
    ) -> None:
        """One is made for each message: by the library it would take twice as long."""
        self.message_id, self.type, self.at, self.seq = message_id, type, at, seq
        self.correlation_id, self.caller, self.trace = correlation_id, caller, trace
        self.reply = None
        self.recorded = [] if recorded is None else recorded
        self.sent, self.cancelled, self.ended = [], [], []
        self.scheduled, self.begun = {}, {}

    @property
    def changed(self) -> bool:
        """Whether there is anything to keep: a query leaves nothing behind."""
        return bool(
            self.recorded or self.sent or self.scheduled or self.cancelled or self.begun or self.ended
        )

    @property
    def outgoing(self) -> list[Message]:
        """What the relay publishes: events first, then commands."""
        messages: list[Message] = [event for event in self.recorded if not event.private]
        if self.sent:
            messages += self.sent
        return messages
