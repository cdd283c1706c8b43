"""An entry as a row: how those are kept whose messages JSON gives back exactly.

It is a line of JSON, a list of eight values: id, type, time, flow, caller and trace of the message, its
events, and whatever else it led to by name (or null). A message stands there as the pair of its name and
its fields, by their names in Python.

To read a field's name takes longer than to read most values. So events of which journals are full
(`in_order`) are lists of their values, and how many there are stands behind the event's name:
`["message_service.message_deleted/4", ["q", 7, "5F5A", "A1"]]`. An older version had fewer.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import orjson

from scalehook.kit.clock.moments import unix_seconds
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.said import fields
from scalehook_contracts.base import Message
from scalehook_contracts.exact import exact

BEGINS = b"["
COUNTED = "/"  # behind a name: how many values there are
ID, AT = itemgetter(0), itemgetter(2)
FLOW, EVENTS, BEYOND = 3, 6, 7

Row = Sequence[Any]
Types = Mapping[str, type[Message]]  # by the names on the wire, of this program's version
Form = tuple[str, Callable[[dict[str, Any]], Any] | None]  # what stands first; what makes fields a list


class Loose(Exception):
    """JSON may give back something else: such an entry is no row."""


class _Forms(dict[type[Message], Form]):
    """How the messages of a type are written, looked for once."""

    def __missing__(self, kind: type[Message]) -> Form:
        if exact(kind) is None:
            raise Loose(kind)
        name, names = kind.wire_name(), kind.model_fields
        if kind.in_order:
            self[kind] = f"{name}{COUNTED}{len(names)}", itemgetter(*names)
        else:
            self[kind] = name, None
        return self[kind]


_FORMS = _Forms()


def dump(entry: Entry) -> bytes:
    """The row of an entry. Raises Loose, and whatever it may be for what could not be read again."""
    row = (
        entry.message_id, entry.type, unix_seconds(entry.at), entry.correlation_id, entry.caller,
        entry.trace,
        [
            (form[0], event.__dict__ if form[1] is None else form[1](event.__dict__))
            for event in entry.recorded
            if (form := _FORMS[type(event)])
        ],
        _beyond(entry),
    )  # fmt: skip
    return orjson.dumps(row, default=fields)


def by_name(row: Row, types: Types) -> dict[str, Any]:
    """What it says, all by name."""
    message_id, kind, at, flow, caller, trace, events, beyond = row
    body = {"id": message_id, "type": kind, "at": at, "flow": flow, "caller": caller}
    if trace:
        body["trace"] = trace
    if events:
        body["events"] = [_event_by_name(head, value, types) for head, value in events]
    return body | (beyond or {})


def of(body: dict[str, Any]) -> Row:
    """The row of what an entry of another form says."""
    values = [body.pop(name) for name in ("id", "type", "at", "flow", "caller")]
    return [*values, body.pop("trace", ""), body.pop("events", ()), body]


def event_in(head: str, types: Types) -> tuple[type[Message], int]:
    """The type of an event, and how many values it is a list of; 0: it is its fields by name."""
    name, _, count = head.partition(COUNTED)
    return types[name], int(count or 0)


def named(kind: type[Message], values: list[Any]) -> dict[str, Any]:
    """A list of values as fields; what a newer version has added is let pass."""
    return dict(zip(kind.model_fields, values, strict=False))


def _event_by_name(head: str, value: Any, types: Types) -> list[Any]:
    kind, count = event_in(head, types)
    return [kind.wire_name(), named(kind, value) if count else value]


def _beyond(entry: Entry) -> dict[str, Any] | None:
    """What it led to beside events, as far as it is there."""
    found: dict[str, Any] = {}
    if entry.sent:
        found["sent"] = [_pair(command) for command in entry.sent]
    if entry.scheduled:
        found["timers"] = {
            key: (timer.at.timestamp(), *_pair(timer.command)) for key, timer in entry.scheduled.items()
        }
    if entry.cancelled:
        found["cancelled"] = entry.cancelled
    if entry.begun:
        found["begun"] = {key: _pair(intent) for key, intent in entry.begun.items()}
    if entry.ended:
        found["ended"] = entry.ended
    return found or None


def _pair(message: Message) -> tuple[str, dict[str, Any]]:
    return _FORMS[type(message)][0], message.__dict__
