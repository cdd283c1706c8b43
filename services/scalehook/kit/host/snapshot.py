"""A machine as bytes and back: what a journal need not replay."""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import TypeAdapter

from scalehook.kit.clock.moments import moment
from scalehook.kit.machine.entry import Begun, Timer, Unread, as_pair
from scalehook.kit.machine.handled import Handled
from scalehook.kit.machine.machine import Machine
from scalehook_contracts.base import Message


def dump(machine: Machine) -> bytes:
    """Everything that the machine knows, as JSON."""
    adapter: TypeAdapter[Any] = TypeAdapter(machine.service.state)
    return orjson.dumps(
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


def restore(machine: Machine, raw: bytes, types: Mapping[str, type[Message]]) -> None:
    """Make the machine what it was."""

    def message(name: str, body: Any) -> Any:
        return types[name].model_validate(body)

    kept = orjson.loads(raw)
    machine.reset()
    adapter: TypeAdapter[Any] = TypeAdapter(machine.service.state)
    machine.state = adapter.validate_json(orjson.dumps(kept["state"]))
    machine.seq = kept["seq"]
    machine.timers = {
        key: Timer(moment(at), message(name, body), seq, flow)
        for key, at, seq, flow, name, body in kept["timers"]
    }
    machine.intents = {
        key: Begun(message(name, body), seq, flow) for key, seq, flow, name, body in kept["intents"]
    }
    machine.handled = Handled(
        (message_id, Unread(pair, types) if pair else None) for message_id, pair in kept["handled"]
    )
