"""Entries as bytes and back: what `dump` writes, `load` reads, or `dump` fails.

An entry is a line of JSON: a row (`rows.py`), or an object where some message of it has to be looked at
when it is read. Older versions wrote nothing but objects, and a mark into those that are exact. What was
replied stands behind it, on a line of its own, with its name before it: only a duplicate of the message
will ever read that.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import orjson
from pydantic_core import from_json, to_json

from scalehook.kit.clock.moments import moment, unix_seconds
from scalehook.kit.machine import rows
from scalehook.kit.machine.entry import Entry, Timer
from scalehook.kit.machine.rows import Row, Types
from scalehook.kit.machine.said import Said, named, parts
from scalehook.kit.machine.seal import BEHIND, are_rows, is_row, seal, seal_behind, unseal
from scalehook_contracts.base import Message
from scalehook_contracts.exact import exact

EXACT = "exact"  # of an older version: the object may be read without a second look
ALWAYS = frozenset({"id", "type", "at", "flow", "caller"})
ENDS_EXACT = b',"exact":true}'
ALL_ZEROS, LONG = bytes.maketrans(b"123456789", b"0" * 9), b"0" * 19

Read = Callable[[type[Message], Any], Any]


def as_pair(message: Message | Said) -> list[Any]:
    """Name and body, for JSON; messages keep the names that they have on the wire."""
    if isinstance(message, Said):
        name, body = parts(message)
        return [name, orjson.Fragment(body)]
    return [message.wire_name(), orjson.Fragment(message.as_json())]


def from_pair(pair: list[Any], types: Types) -> Any:
    """The message again, whoever has written it."""
    return validated(types[pair[0]], pair[1])


def said(pair: list[Any] | None) -> Said | None:
    """A reply, left as it is."""
    return None if pair is None else named(pair[0], _to_json(pair[1]))


def parse(raw: bytes) -> Any:
    """JSON with its integers as they are; what is nested deeper than that reader likes, by another."""
    try:
        return from_json(raw)
    except ValueError:
        return orjson.loads(raw)


def dump(entry: Entry) -> bytes:
    """The entry as sealed JSON; raises, whatever it may be, for what could not be read again."""
    reply = entry.reply or b""
    try:
        return seal_behind(b"%b\n%b" % (rows.dump(entry), reply))
    except rows.Loose:
        return seal(b"%b\n%b" % (_loose(entry), reply))


def _loose(entry: Entry) -> bytes:
    """By the names that messages have on the wire; they are looked at when they are read."""
    body: dict[str, Any] = {
        "id": entry.message_id,
        "type": entry.type,
        "at": unix_seconds(entry.at),
        "flow": entry.correlation_id,
        "caller": entry.caller,
        "trace": entry.trace,
        "events": [as_pair(event) for event in entry.recorded],
        "sent": [as_pair(command) for command in entry.sent],
        "timers": {
            key: [timer.at.timestamp(), *as_pair(timer.command)]
            for key, timer in entry.scheduled.items()
        },
        "cancelled": entry.cancelled,
        "begun": {key: as_pair(intent) for key, intent in entry.begun.items()},
        "ended": entry.ended,
    }
    raw = orjson.dumps({name: value for name, value in body.items() if value or name in ALWAYS})
    orjson.loads(raw)  # pydantic writes more than can be read
    return raw


def load(seq: int, raw: bytes, types: Types) -> Entry:
    """The entry again."""
    body, read = parsed(raw, types)
    return _entry(seq, body, types, read)


def parsed(raw: bytes, types: Types) -> tuple[dict[str, Any], Read]:
    """What an entry says, as JSON by names, its reply as it was said; and how its messages are read."""
    line, _, replied = unseal(raw).partition(b"\n")
    is_exact = line.endswith(ENDS_EXACT)
    if is_a_row := line.startswith(rows.BEGINS):
        body = rows.by_name(orjson.loads(line), types)
    else:
        body = orjson.loads(line) if is_exact else _looked_at(line)
    if replied:
        body["reply"] = replied
    elif "reply" in body:  # an older version wrote it like the rest
        body["reply"] = said(body["reply"])
    return body, as_it_is if is_a_row or is_exact else validated


def parsed_together(
    raws: Sequence[bytes], types: Types
) -> Iterator[tuple[list[Row], list[Said | None], Read]]:
    """The same as rows, with their replies: all in one go where all are rows, as most are; else one by
    one, so that whatever is raised is about the one that comes next.
    """
    if are_rows(raws):
        try:
            found = _rows(raws)
        except ValueError:
            pass  # one of them is sealed, and no JSON
        else:
            yield found
            return
    for raw in raws:
        if is_row(raw):
            yield _rows([raw])
        else:
            body, read = parsed(raw, types)
            reply = body.pop("reply", None)
            yield [rows.of(body)], [reply], read


def _rows(raws: Sequence[bytes]) -> tuple[list[Row], list[Said | None], Read]:
    pieces = [raw.partition(b"\n") for raw in raws]
    found = orjson.loads(b"[%b]" % b",".join([line for line, _, _ in pieces]))
    return found, [rest[:-BEHIND] or None for _, _, rest in pieces], as_it_is


def as_plain(raw: bytes, types: Types) -> dict[str, Any]:
    """All that an entry says as JSON, for files: whoever reads them looks at everything."""
    body, _ = parsed(raw, types)
    body.pop(EXACT, None)
    if "reply" in body:
        name, reply = parts(body["reply"])
        body["reply"] = [name, parse(reply)]
    return body


def reader(kind: type[Message], read: Read) -> Callable[[Any], Any]:
    """How the messages of one type are read, where all are read so."""
    form = exact(kind) if read is as_it_is else None
    return kind.__pydantic_validator__.validate_python if form is None else form.read


def validated(kind: type[Message], value: Any) -> Any:
    """A message, whoever has written it."""
    return kind.__pydantic_validator__.validate_python(value)


def as_it_is(kind: type[Message], value: Any) -> Any:
    """A message of an entry that says that it is exact: it is not validated once more. Its type may not
    be exact any more.
    """
    form = exact(kind)
    return validated(kind, value) if form is None else form.read(value)


def _looked_at(body: bytes) -> Any:
    """What may hold anything. The quick reader makes floats of integers above 64 bits."""
    if LONG in body.translate(ALL_ZEROS):
        return parse(body)
    try:
        return orjson.loads(body)
    except ValueError:
        return parse(body)


def _entry(seq: int, body: dict[str, Any], types: Types, read: Read) -> Entry:
    entry = Entry(body["id"], body["type"], moment(body["at"]), seq, body["flow"], body["caller"])
    entry.trace = body.get("trace", "")
    if "reply" in body:
        entry.reply = body["reply"]
    if "events" in body:
        entry.recorded = [read(types[name], value) for name, value in body["events"]]
    if "sent" in body:
        entry.sent = [read(types[name], value) for name, value in body["sent"]]
    if "timers" in body:
        entry.scheduled = {
            key: Timer(moment(at), read(types[name], value), seq, body["flow"])
            for key, (at, name, value) in body["timers"].items()
        }
    if "cancelled" in body:
        entry.cancelled = body["cancelled"]
    if "begun" in body:
        entry.begun = {key: read(types[name], value) for key, (name, value) in body["begun"].items()}
    if "ended" in body:
        entry.ended = body["ended"]
    return entry


def blank(seq: int, at: datetime) -> bytes:
    """An entry without content, in the place of one that was set aside."""
    return dump(Entry(f"set-aside-{seq}", "set_aside", at, seq))


def _to_json(value: Any) -> bytes:
    """The other writer knows larger integers and deeper structures."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return to_json(value)
