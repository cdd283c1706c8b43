"""One service in a state file: what it knows, its timers, what it has begun and what it has handled."""

from collections.abc import Iterator
from random import Random
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_json

from scalehook.embedded.state_file_broken import StateFileBroken, first_place, missing_in, place
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.clock.moments import moment
from scalehook.kit.host import snapshot
from scalehook.kit.journal.journal import Beginning
from scalehook.kit.machine import codec
from scalehook.kit.machine.codec import from_pair
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.rows import Types
from scalehook.kit.machine.seal import seal, unseal
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings

LAST_ENTRY = 2**53  # that any journal can count to
# what a state, or whatever names a message, may fail of
BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError)
EXACT = "exact"  # in an entry: its writer was a program, and it need not be looked at a second time


class ServicePart(BaseModel):
    """A service after its entry `seq`."""

    model_config = ConfigDict(extra="forbid")

    seq: int = Field(ge=1, le=LAST_ENTRY)
    state: Any
    timers: list[list[Any]]  # key, Unix seconds, entry, correlation id, command's name, command
    intents: list[list[Any]]  # key, entry, correlation id, intent's name, intent
    handled: list[list[Any]]  # message id, and what was answered if it may come again
    unpublished: list[dict[str, Any]] = []  # the last entries, if they may not have reached others


def part_of(begun: Beginning, types: Types) -> dict[str, Any]:
    """As the file has it, which says itself when it was made."""
    part: dict[str, Any] = codec.parse(unseal(begun.state))
    part.pop("state_bytes", None)
    part.pop("latest", None)
    if begun.unpublished:
        part["unpublished"] = [codec.as_plain(raw, types) for raw in begun.unpublished]
    return part


def beginning_of(service: Service[Settings], part: ServicePart) -> Beginning:
    """What its journal begins with. StateFileBroken with the place of what cannot be."""
    where, types = ("services", service.name), message_types(service)
    given = part.model_dump(exclude={"unpublished"})
    machine = Machine(service, service.settings(), Random())
    try:
        snapshot.restore(machine, seal(to_json(given, inf_nan_mode="constants")), types)
        kept = snapshot.dump(machine)
    except BROKEN as problem:
        raise StateFileBroken(_told(service, part, types, problem)) from problem
    for strange in _strangers(machine):
        raise StateFileBroken(f"{place(*where, strange)}")
    for unknown in missing_in(part_of(Beginning(part.seq, kept), types), given, *where):
        raise StateFileBroken(f"{unknown}: there is no such key")
    return Beginning(part.seq, kept, tuple(_entries(part, types, *where)))


def _strangers(machine: Machine) -> Iterator[str]:
    """What the service would not know what to do with."""
    for number, timer in enumerate(machine.timers.values()):
        if type(timer.command) not in machine.handlers:
            yield f"timers.{number}: {timer.command.wire_name()} is for another service"
    for number, begun in enumerate(machine.intents.values()):
        if type(begun.intent) not in machine.service.effects:
            yield f"intents.{number}: {begun.intent.wire_name()} is nothing that it begins"


def _entries(part: ServicePart, types: Types, *where: str) -> list[bytes]:
    found, first = [], part.seq - len(part.unpublished) + 1
    if first < 1:
        raise StateFileBroken(f"{place(*where, 'unpublished')}: more entries than there have been")
    for number, body in enumerate(part.unpublished):
        try:
            raw = seal(to_json(_without_mark(body), inf_nan_mode="constants"))
            found.append(codec.dump(codec.load(first + number, raw, types)))
        except BROKEN as problem:
            raise StateFileBroken(f"{place(*where, 'unpublished', number)}: {problem!r}") from problem
    return found


def _without_mark(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != EXACT}


def _told(service: Service[Settings], part: ServicePart, types: Types, problem: Exception) -> str:
    """The state is looked at first, then whatever names messages, one by one."""
    where = ("services", service.name)
    try:
        snapshot.adapter(service.state).validate_python(part.state)
    except ValidationError as invalid:
        return first_place(invalid, *where, "state")
    except BROKEN as broken:  # it names something that is not there
        return f"{place(*where, 'state')}: it does not fit together: {broken!r}"
    for name in ("timers", "intents", "handled"):
        for number, item in enumerate(getattr(part, name)):
            if wrong := _wrong(name, item, types):
                return f"{place(*where, name, number)}: {wrong}"
    return f"{place(*where)}: {problem}"


def _wrong(name: str, item: list[Any], types: Types) -> str:
    """Why this is none; empty: it is one."""
    try:
        if name == "handled":
            _, reply = item
            codec.said(reply)
        elif name == "timers":
            _, at, _, _, *pair = item
            moment(at)
            from_pair(pair, types)
        else:
            _, _, _, *pair = item
            from_pair(pair, types)
    except ValidationError as invalid:
        return first_place(invalid)
    except KeyError as unknown:
        return f"there is no message {unknown}"
    except BROKEN as problem:
        return str(problem)
    return ""
