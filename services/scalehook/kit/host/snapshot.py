"""A machine as bytes and back: what a journal need not replay."""

import re
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter
from pydantic_core import to_json

from scalehook.kit.clock.moments import moment
from scalehook.kit.host.collecting import no_collecting
from scalehook.kit.machine.codec import as_pair, from_pair, parse, said
from scalehook.kit.machine.entry import Begun, Timer
from scalehook.kit.machine.handled import Handled
from scalehook.kit.machine.machine import NEVER, Machine
from scalehook.kit.machine.rows import Types
from scalehook.kit.machine.seal import begins, checksum

STATE = re.compile(rb'{"seq":\d+,"state_bytes":(\d+),"state":')  # what was kept earlier does not tell

LARGE = 16 * 2**20  # bytes of a state


@cache
def adapter(state: type[Any]) -> TypeAdapter[Any]:
    """What reads and writes such a state; made once, which takes a while."""
    return TypeAdapter(state)


def dump(machine: Machine) -> bytes:
    """Everything that the machine knows, as sealed JSON."""
    return b"".join(pieces(machine))


def pieces(machine: Machine) -> list[bytes]:
    """The same, in the parts that it is made in: the state may be large."""
    state = adapter(machine.service.state).dump_json(machine.state)
    head = b'{"seq":%d,"state_bytes":%d,"state":' % (machine.seq, len(state))
    rest = orjson.dumps(
        {
            "latest": machine.latest.timestamp(),
            "timers": [
                [key, timer.at.timestamp(), timer.seq, timer.flow, *as_pair(timer.command)]
                for key, timer in machine.timers.items()
            ],
            "intents": [
                [key, begun.seq, begun.flow, *as_pair(begun.intent)]
                for key, begun in machine.intents.items()
            ],
            "handled": [
                [message_id, as_pair(reply) if reply else None]
                for message_id, reply in machine.handled.items()
            ],
        }
    )
    body = [head, state, b",", rest[1:]]
    return [checksum(*body), *body]


def restore(machine: Machine, raw: bytes, types: Types) -> None:
    """Make the machine what it was."""
    kept, state = _parts(raw)
    machine.reset()
    with no_collecting():
        machine.state = adapter(machine.service.state).validate_json(state)
    if len(state) > LARGE:
        from scalehook.kit.host.memory import give_back  # it loads what no small stack needs

        give_back()
    machine.seq = kept["seq"]
    machine.latest = moment(kept["latest"]) if "latest" in kept else NEVER
    machine.timers = {
        key: Timer(moment(at), from_pair(pair, types), seq, flow)
        for key, at, seq, flow, *pair in kept["timers"]
    }
    machine.intents = {
        key: Begun(from_pair(pair, types), seq, flow) for key, seq, flow, *pair in kept["intents"]
    }
    machine.handled = Handled((message_id, said(pair)) for message_id, pair in kept["handled"])


def _parts(raw: bytes) -> tuple[Any, bytes]:
    """What is parsed, and the state, which is read as it stands; it may be large, and is copied once."""
    begin = begins(raw)
    if (told := STATE.match(raw, begin)) is None:
        kept = parse(raw[begin:])
        return kept, to_json(kept["state"])
    start, end = told.end(), told.end() + int(told[1])
    return parse(raw[begin:start] + b"null" + raw[end:]), raw[start:end]
