"""Whether a call costs more where there is more: in lines of Python, and in memory that it takes."""

import itertools
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest

from scalehook.kit.machine import router
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.testing.rehearsal import START, Rehearsal
from scalehook_contracts.base import Message
from scalehook_contracts.errors import ApiError
from support.effort import lines

FEW, MANY = 100, 10_000
TIMES = 1.5
ROOM = 10_000  # bytes by which two calls may differ anyhow: as where a piece of a sorted list moves
UNINTERRUPTED_SECONDS = 60
_numbers = itertools.count()


def play(machine: Machine, message: Message) -> Any:
    """Handle the message; it must not be refused. Its reply."""
    envelope = Envelope(message, f"p{next(_numbers)}", START, "request")
    reply = machine.handle(envelope, START).reply
    assert not isinstance(reply, ApiError), reply
    return reply


def costs(machine: Machine, message: Message) -> tuple[int, int]:
    """Lines, and bytes at the peak: what copies or sorts a list goes through none for it."""
    tracemalloc.start()
    taken = lines(lambda: play(machine, message))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return taken, peak


@contextmanager
def no_other_thread() -> Iterator[None]:
    """What another one takes would count, too: a worker of the tests is sent its next ones meanwhile.

    It is to be on long before anything is measured: a thread that waits for its turn already has the
    usual patience, and interrupts once more.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(UNINTERRUPTED_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def lines_of_second(rehearsal: Rehearsal, call: Callable[[int], Message]) -> int:
    """Of two equal calls: caches are warm then."""
    assert not isinstance(rehearsal.play(call(0)).reply, ApiError)
    message = call(1)
    return lines(lambda: rehearsal.play(message))


def check(few: tuple[int, int], many: tuple[int, int]) -> None:
    """The call where there is much does not cost much more than the one where there is little."""
    assert many[0] <= few[0] * TIMES
    assert many[1] <= few[1] * TIMES + ROOM


def measured(
    calls: Mapping[str, Message], populated: Callable[[int], Machine], handlers: ModuleType
) -> tuple[Callable[..., object], Callable[..., None], Callable[..., None]]:
    """For a module of tests of a service: the fixture `machines`, a test of each call, and one that all
    handlers are called. `populated` makes a service with so much of everything.
    """

    @pytest.fixture(scope="module")
    def machines() -> tuple[Machine, Machine, Machine]:
        """The first one is for what any first call costs."""
        return populated(FEW), populated(FEW), populated(MANY)

    @pytest.mark.parametrize("name", calls)
    def test_a_call(machines: tuple[Machine, Machine, Machine], name: str) -> None:
        """It takes about as many steps, and as much memory, with ten thousand of everything."""
        first, few, many = machines
        play(first, calls[name])
        check(costs(few, calls[name]), costs(many, calls[name]))

    def test_all_are_called() -> None:
        """Whatever the service handles is in the table."""
        assert {type(message) for message in calls.values()} == set(router.handlers(handlers))

    return machines, test_a_call, test_all_are_called
