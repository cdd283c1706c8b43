"""What kit is made of, filled: each is a world of a size, and gives a call in it that leaves
it as large as it was.
"""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from scalehook.kit.host.effects import Effects
from scalehook.kit.machine.deadlines import Deadlines
from scalehook.kit.machine.entry import Begun, Timer
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.handled import Handled
from scalehook.kit.machine.inbox import Inbox
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.outside import Requester
from scalehook.kit.machine.parking import Parked, Parking
from scalehook.kit.settings import Settings
from scalehook.testing.rehearsal import START, Played
from support.counter.messages import Add, FetchNumber, Forget
from support.counter.service import counter

Call = Callable[[], object]
LATER, SOON, NOW = START + timedelta(days=1), START + timedelta(seconds=1), START


@dataclass
class Waiting:
    """A message in somebody's hands."""

    abandoned: bool = False


@contextmanager
def effects(size: int) -> Iterator[Call]:
    """Whether an effect runs in the stack's own time, beside many that run in the world's."""
    loop, nobody = asyncio.new_event_loop(), cast(Requester, None)
    running = Effects(counter(real_time=True), nobody, Settings(), _ended, _ended, _stirred)

    async def start() -> None:
        for number in range(size):
            running.start(f"k{number}", Begun(FetchNumber(name=f"n{number}"), number, ""))
        await asyncio.sleep(0)

    loop.run_until_complete(start())
    yield running.inside
    loop.run_until_complete(running.close())
    loop.close()


@contextmanager
def handled(size: int) -> Iterator[Call]:
    """A message is remembered, and looked up."""
    kept, numbers = Handled(), itertools.count()

    def call() -> None:
        name = f"m{next(numbers)}"
        kept.keep(name, b"reply {}")
        assert name in kept
        assert kept.reply(name) is not None

    for _ in range(size):
        call()
    yield call


@contextmanager
def deadlines(size: int) -> Iterator[Call]:
    """A timer is set, and comes due before all others."""
    timers: dict[str, Timer] = {}
    open_ones = Deadlines(timers)

    def set_one(key: str, seconds: float) -> None:
        timers[key] = timer = Timer(START + timedelta(seconds=seconds), Forget(), 1, "")
        open_ones.watch(key, timer)

    for number in range(size):
        set_one(f"k{number}", 100 + number)

    def call() -> None:
        set_one("new", 1)
        assert len(open_ones.due(SOON)) == 1
        del timers["new"]

    yield call


def _parking(size: int) -> Parking:
    parking = Parking()
    for _ in range(size):
        parking.park(_parked("k", LATER))
    return parking


def _parked(key: str, until: Any) -> Parked:
    return Parked(Waiting(), START, until, key)  # type: ignore[arg-type]  # nothing else is asked of it


@contextmanager
def parking_that_ends(size: int) -> Iterator[Call]:
    """One waits behind many others for the same thing, and its wait ends first."""
    parking = _parking(size)

    def call() -> None:
        parking.park(_parked("k", SOON))
        assert len(parking.expire(SOON)) == 1

    yield call


@contextmanager
def parking_that_is_woken(size: int) -> Iterator[Call]:
    """One is woken, and another takes its place."""
    parking = _parking(size)

    def call() -> None:
        assert len(parking.wake("k", 1)) == 1
        parking.park(_parked("k", LATER))

    yield call


@contextmanager
def parking_that_is_left(size: int) -> Iterator[Call]:
    """One whose caller has gone is passed over when the next deadline is asked for."""
    parking = _parking(size)

    def call() -> None:
        parked = _parked("k", SOON)
        parking.park(parked)
        parked.delivery.abandoned = True  # type: ignore[misc]  # what the caller does
        assert parking.next_deadline() == LATER

    yield call


@contextmanager
def inbox(size: int) -> Iterator[Call]:
    """A message comes, another is taken out."""
    waiting = Inbox(Machine(counter(), Settings()))

    def come() -> None:
        waiting.put(Played(Envelope(Add(amount=1), "m", NOW)))

    for _ in range(size):
        come()

    def call() -> None:
        come()
        assert waiting.take() is not None

    yield call


def _ended(*_: object) -> None:
    raise AssertionError("these effects do not end")


def _stirred() -> None:
    """Nobody waits for it."""


WORLDS = (
    effects, handled, deadlines, parking_that_ends, parking_that_is_woken, parking_that_is_left, inbox,
)  # fmt: skip
