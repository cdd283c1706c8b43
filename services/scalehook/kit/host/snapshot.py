"""A machine as bytes and back: what a journal need not replay."""

from typing import Any

import orjson
from pydantic import TypeAdapter
from pydantic_core import to_json

from scalehook.kit.clock.moments import moment
from scalehook.kit.machine.codec import Types, as_pair, from_pair, parse, said
from scalehook.kit.machine.entry import Begun, Timer
from scalehook.kit.machine.handled import Handled
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.seal import seal, unseal


def dump(machine: Machine) -> bytes:
    """Everything that the machine knows, as sealed JSON."""
    adapter: TypeAdapter[Any] = TypeAdapter(machine.service.state)
    raw = orjson.dumps(
        {
            "seq": machine.seq,
            "state": orjson.Fragment(adapter.dump_json(machine.state)),
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
    return seal(raw)


def restore(machine: Machine, raw: bytes, types: Types) -> None:
    """Make the machine what it was."""
    kept = parse(unseal(raw))
    machine.reset()
    adapter: TypeAdapter[Any] = TypeAdapter(machine.service.state)
    machine.state = adapter.validate_json(to_json(kept["state"]))
    machine.seq = kept["seq"]
    machine.timers = {
        key: Timer(moment(at), from_pair(pair, types), seq, flow)
        for key, at, seq, flow, *pair in kept["timers"]
    }
    machine.intents = {
        key: Begun(from_pair(pair, types), seq, flow) for key, seq, flow, *pair in kept["intents"]
    }
    machine.handled = Handled((message_id, said(pair)) for message_id, pair in kept["handled"])
