"""A journal entry: everything that handling one message did, and its bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import orjson

from scalehook.kit.clock.moments import moment
from scalehook_contracts.base import Command, Event, Intent, Message, Reply


@dataclass(slots=True)
class Timer:
    """A command to oneself in the future."""

    at: datetime
    command: Command[Any]
    seq: int = 0
    flow: str = ""  # the correlation id of what scheduled it


@dataclass(frozen=True, slots=True)
class Begun:
    """An intent whose outcome is not known yet, and the entry that began it."""

    intent: Intent
    seq: int
    flow: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A reply as it stands in the journal, made one only when a duplicate asks for it."""

    pair: list[Any]  # name and body
    types: Mapping[str, type[Message]]

    def read(self) -> Reply:
        """The reply."""
        return cast(Reply, self.types[self.pair[0]].model_validate(self.pair[1]))


@dataclass(slots=True)
class Entry:
    """What one handled message recorded, sent, scheduled and began, in that order each."""

    message_id: str
    type: str
    at: datetime
    seq: int = 0
    correlation_id: str = ""
    caller: str = ""
    reply: Reply | Unread | None = None
    recorded: list[Event] = field(default_factory=list)
    sent: list[Command[Any]] = field(default_factory=list)
    scheduled: dict[str, Timer] = field(default_factory=dict)
    cancelled: list[str] = field(default_factory=list)
    begun: dict[str, Intent] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether there is anything to keep: a query leaves nothing behind."""
        return bool(
            self.recorded or self.sent or self.scheduled or self.cancelled or self.begun or self.ended
        )

    @property
    def outgoing(self) -> list[Message]:
        """What the relay publishes: events first, then commands."""
        return [*(event for event in self.recorded if not event.private), *self.sent]


def as_pair(message: Message | Unread) -> list[Any]:
    """Name and body, for JSON."""
    if isinstance(message, Unread):
        return message.pair
    return [message.wire_name(), orjson.Fragment(message.as_json())]


def dump(entry: Entry) -> bytes:
    """The entry as JSON; messages keep the names that they have on the wire."""
    body: dict[str, Any] = {
        "id": entry.message_id,
        "type": entry.type,
        "at": entry.at.timestamp(),
        "flow": entry.correlation_id,
        "caller": entry.caller,
    }
    if entry.reply is not None:
        body["reply"] = as_pair(entry.reply)
    if entry.recorded:
        body["events"] = [as_pair(event) for event in entry.recorded]
    if entry.sent:
        body["sent"] = [as_pair(command) for command in entry.sent]
    if entry.scheduled:
        body["timers"] = {
            key: [timer.at.timestamp(), *as_pair(timer.command)]
            for key, timer in entry.scheduled.items()
        }
    if entry.cancelled:
        body["cancelled"] = entry.cancelled
    if entry.begun:
        body["begun"] = {key: as_pair(intent) for key, intent in entry.begun.items()}
    if entry.ended:
        body["ended"] = entry.ended
    return orjson.dumps(body)


def load(seq: int, raw: bytes, types: Mapping[str, type[Message]]) -> Entry:
    """The entry again; `types` maps wire names to the models of this program's version."""

    def message(pair: list[Any]) -> Any:
        return types[pair[0]].model_validate(pair[1])

    body = orjson.loads(raw)
    return Entry(
        message_id=body["id"],
        type=body["type"],
        at=moment(body["at"]),
        seq=seq,
        correlation_id=body["flow"],
        caller=body["caller"],
        reply=Unread(body["reply"], types) if "reply" in body else None,
        recorded=[message(pair) for pair in body.get("events", ())],
        sent=[message(pair) for pair in body.get("sent", ())],
        scheduled={
            key: Timer(moment(at), message([name, value]), seq, body["flow"])
            for key, (at, name, value) in body.get("timers", {}).items()
        },
        cancelled=body.get("cancelled", []),
        begun={key: message(pair) for key, pair in body.get("begun", {}).items()},
        ended=body.get("ended", []),
    )
