"""An idle connection is closed in time, and one that is used is not."""

import asyncio
from collections.abc import Callable

import pytest

from scalehook.wiring.idle_time import IdleTime

SECONDS = 75.0


class Timer:
    """A timer of the loop below."""

    def __init__(self, at: float, then: Callable[[], None]) -> None:
        self.at, self.then = at, then
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Loop(asyncio.AbstractEventLoop):
    """A loop whose time is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay, callback, *args, context=None):  # type: ignore[no-untyped-def]  # as asyncio has it
        self.timers.append(Timer(self.now + delay, callback))
        return self.timers[-1]

    def advance(self, seconds: float) -> None:
        """Fires what comes due."""
        end = self.now + seconds
        while due := [timer for timer in self.timers if timer.at <= end]:
            timer = min(due, key=lambda one: one.at)
            self.timers.remove(timer)
            self.now = timer.at
            if not timer.cancelled:
                timer.then()
        self.now = end


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def closed() -> list[float]:
    return []


@pytest.fixture
def idle(loop: Loop, closed: list[float]) -> IdleTime:
    return IdleTime(loop, SECONDS, lambda: closed.append(loop.now))


def test_an_idle_connection_is_closed(idle: IdleTime, loop: Loop, closed: list[float]) -> None:
    """When nothing has come for so long, and not before."""
    idle.begin()
    loop.advance(SECONDS - 1)
    assert closed == []
    loop.advance(1)
    assert closed == [SECONDS]


def test_time_is_counted_from_the_last_answer(idle: IdleTime, loop: Loop, closed: list[float]) -> None:
    """However many requests there were, with one timer for all of them."""
    for _ in range(10):
        idle.begin()
        loop.advance(50)
        idle.end()
    assert len(loop.timers) <= 1
    idle.begin()
    since = loop.now
    loop.advance(SECONDS * 3)
    assert closed == [since + SECONDS]


def test_a_request_under_way_is_not_idle(idle: IdleTime, loop: Loop, closed: list[float]) -> None:
    """However long its answer takes."""
    idle.begin()
    idle.end()
    loop.advance(SECONDS * 10)
    assert closed == []


def test_what_has_ended_has_no_timer(idle: IdleTime, loop: Loop, closed: list[float]) -> None:
    """Nothing is closed twice."""
    idle.begin()
    idle.stop()
    loop.advance(SECONDS * 10)
    assert closed == []


def test_how_long_it_is_idle(idle: IdleTime, loop: Loop) -> None:
    """Since the last answer; not at all before the first one, and while something is under way."""
    seconds = [idle.seconds()]
    idle.begin()
    loop.advance(7)
    seconds.append(idle.seconds())
    idle.end()
    assert [*seconds, idle.seconds()] == [0, 7, 0]
