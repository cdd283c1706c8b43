"""What a journal says happens to a machine again: no handler runs, and no entry is made of it."""

from collections.abc import Callable, Iterable
from typing import Any

from scalehook.kit.clock.moments import moment
from scalehook.kit.machine import codec
from scalehook.kit.machine.codec import Read, Types
from scalehook.kit.machine.entry import Begun, Timer
from scalehook.kit.machine.machine import Machine

TOGETHER = 100  # entries that are read, and then played
BEYOND = frozenset({"cancelled", "timers", "ended", "begun"})  # what an entry may say beside its events

Happen = Callable[[Any], None]  # to the state, of an event as JSON has it


def replay(machine: Machine, rows: Iterable[tuple[int, bytes]], types: Types) -> None:
    """These entries, which go on where the machine is; what does not go on from there is not played.
    Whatever is raised is about entry `machine.seq + 1`.
    """
    exact, loose = (_Ways(machine, read, types) for read in (codec.as_it_is, codec.validated))
    raws = [raw for seq, (number, raw) in enumerate(rows, machine.seq + 1) if number == seq]
    for start in range(0, len(raws), TOGETHER):
        latest, ids, replies = machine.latest.timestamp(), [], []
        for body, read in codec.parsed_together(raws[start : start + TOGETHER]):
            way = exact if read is codec.as_it_is else loose
            for name, value in body.get("events", ()):
                way[name](value)
            if not BEYOND.isdisjoint(body):
                _keep(machine, body, read, types)
            ids.append(body["id"])
            replies.append(body.get("reply"))
            if body["at"] > latest:
                latest = body["at"]
            machine.seq += 1
        machine.handled.keep_all(ids, replies)
        if latest > machine.latest.timestamp():
            machine.latest = moment(latest)


class _Ways(dict[str, Happen]):
    """What each event does to the state of one machine, looked for once."""

    def __init__(self, machine: Machine, read: Read, types: Types) -> None:
        super().__init__()
        self._machine, self._read, self._types = machine, read, types

    def __missing__(self, name: str) -> Happen:
        kind, state = self._types[name], self._machine.state
        applier = self._machine.applier(kind)
        read = codec.reader(kind, self._read)
        self[name] = _let_pass if applier is None else lambda value: applier(read(value), state)
        return self[name]


def _let_pass(value: Any) -> None:
    """The state does not care for it."""


def _keep(machine: Machine, body: dict[str, Any], read: Read, types: Types) -> None:
    """What the next entry says beyond its events."""
    seq = machine.seq + 1
    if "cancelled" in body:
        for key in body["cancelled"]:
            machine.timers.pop(key, None)
    if "timers" in body:
        for key, (at, name, value) in body["timers"].items():
            machine.timers[key] = Timer(moment(at), read(types[name], value), seq, body["flow"])
    if "ended" in body:
        for key in body["ended"]:
            machine.intents.pop(key, None)
    if "begun" in body:
        for key, (name, value) in body["begun"].items():
            machine.intents[key] = Begun(read(types[name], value), seq, body["flow"])
