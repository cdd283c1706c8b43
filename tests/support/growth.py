"""Whether a call costs more where there is more: in Python's steps, and in memory that it takes."""

import itertools
import tracemalloc
from collections.abc import Callable

from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.testing.rehearsal import START, Rehearsal
from scalehook_contracts.base import Message
from scalehook_contracts.errors import ApiError
from support.effort import steps

FEW, MANY = 100, 10_000
TIMES = 1.5
ROOM = 4_000  # bytes by which two calls may differ anyhow
_numbers = itertools.count()


def play(machine: Machine, message: Message) -> None:
    """Handle the message; it must not be refused."""
    envelope = Envelope(message, f"m{next(_numbers)}", START, "request")
    reply = machine.handle(envelope, START).reply
    assert not isinstance(reply, ApiError), reply


def costs(machine: Machine, message: Message) -> tuple[int, int]:
    """Steps, and bytes at the peak: what copies or sorts a list takes no steps for it."""
    tracemalloc.start()
    taken = steps(lambda: play(machine, message))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return taken, peak


def steps_of_second(rehearsal: Rehearsal, call: Callable[[int], Message]) -> int:
    """Of two equal calls: caches are warm then."""
    assert not isinstance(rehearsal.play(call(0)).reply, ApiError)
    message = call(1)
    return steps(lambda: rehearsal.play(message))


def check(few: tuple[int, int], many: tuple[int, int]) -> None:
    """The call where there is much does not cost much more than the one where there is little."""
    assert many[0] <= few[0] * TIMES
    assert many[1] <= few[1] * TIMES + ROOM
