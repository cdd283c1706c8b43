"""What a journal says happens to a machine again: no handler runs, and no entry is made of it."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

from scalehook.kit.clock.moments import moment
from scalehook.kit.machine import codec
from scalehook.kit.machine.applying import direct
from scalehook.kit.machine.codec import Read
from scalehook.kit.machine.entry import Begun, Timer
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.rows import AT, BEYOND, EVENTS, FLOW, ID, Row, Types, event_in, named
from scalehook_contracts.base import Message
from scalehook_contracts.exact import Reader, exact

BYTES = itemgetter(1)
TOGETHER = 100  # entries that are read, and then played

Happen = Callable[[Any, Any], None]  # to the state, of an event as JSON has it
Parts = Sequence[tuple[int, Reader]]  # of an event's values, those that are made something else of


def replay(machine: Machine, kept: Iterable[tuple[int, bytes]], types: Types) -> None:
    """These entries, which go on where the machine is; what does not go on from there is not played.
    Whatever is raised is about entry `machine.seq + 1`.
    """
    exact, loose = (_Ways(machine, read, types) for read in (codec.as_it_is, codec.validated))
    raws, state = _following(machine.seq, list(kept)), machine.state
    for start in range(0, len(raws), TOGETHER):
        for rows, replies, read in codec.parsed_together(raws[start : start + TOGETHER], types):
            ways = exact if read is codec.as_it_is else loose
            for row in rows:
                for head, value in row[EVENTS]:
                    happen, parts = ways[head]
                    for place, part in parts:
                        if value[place]:
                            value[place] = part(value[place])
                    happen(value, state)
                if row[BEYOND]:
                    _keep(machine, row, read, types)
                machine.seq += 1
            machine.handled.keep_all(list(map(ID, rows)), replies)
            latest = max(map(AT, rows))
            if latest > machine.latest.timestamp():
                machine.latest = moment(latest)


def _following(seq: int, kept: Sequence[tuple[int, bytes]]) -> Sequence[bytes]:
    """The entries behind this one, up to the first that is missing; they come in their order."""
    if kept and kept[0][0] == seq + 1 and kept[-1][0] == seq + len(kept):
        return list(map(BYTES, kept))
    return [raw for expected, (number, raw) in enumerate(kept, seq + 1) if number == expected]


class _Ways(dict[str, tuple[Happen, Parts]]):
    """What each event does to the state of one machine, by what stands before it; looked for once."""

    def __init__(self, machine: Machine, read: Read, types: Types) -> None:
        super().__init__()
        self._machine, self._read, self._types = machine, read, types

    def __missing__(self, head: str) -> tuple[Happen, Parts]:
        kind, count = event_in(head, self._types)
        applier = self._machine.applier(kind)
        if applier is None:
            self[head] = _let_pass, ()
        elif count:
            self[head] = self._in_order(kind, count, applier)
        else:
            read = codec.reader(kind, self._read)
            self[head] = (lambda value, state: applier(read(value), state)), ()
        return self[head]

    def _in_order(self, kind: type[Message], count: int, applier: Happen) -> tuple[Happen, Parts]:
        """Of as many values as today: without an object, where the applier needs none."""
        form, (function, needed) = exact(kind), direct(applier)
        if form is None or function is None or count != form.count:
            read = codec.reader(kind, self._read)
            return (lambda values, state: applier(read(named(kind, values)), state)), ()
        names = tuple(kind.model_fields)
        parts = [(names.index(name), part) for name, part in form.parts if name in needed]
        if needed == names:
            return function, parts
        chosen = itemgetter(*map(names.index, needed))
        return (lambda values, state: function(chosen(values), state)), parts


def _let_pass(value: Any, state: Any) -> None:
    """The state does not care for it."""


def _keep(machine: Machine, row: Row, read: Read, types: Types) -> None:
    """What the next entry says beyond its events."""
    seq, flow, beyond = machine.seq + 1, row[FLOW], row[BEYOND]
    if "cancelled" in beyond:
        for key in beyond["cancelled"]:
            machine.timers.pop(key, None)
    if "timers" in beyond:
        for key, (at, name, value) in beyond["timers"].items():
            machine.timers.pop(key, None)  # a new one comes after all others
            machine.timers[key] = Timer(moment(at), read(types[name], value), seq, flow)
    if "ended" in beyond:
        for key in beyond["ended"]:
            machine.intents.pop(key, None)
    if "begun" in beyond:
        for key, (name, value) in beyond["begun"].items():
            machine.intents[key] = Begun(read(types[name], value), seq, flow)
