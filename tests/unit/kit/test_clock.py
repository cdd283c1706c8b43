"""What is no time is refused in clear words, and changes nothing."""

import asyncio
import math
from datetime import UTC, datetime

import pytest

from scalehook.kit.clock.clock import LATEST, Anchor, Clock
from scalehook.kit.clock.moments import moment
from scalehook.kit.clock.timekeeper import Timekeeper

NOW = 1_750_000_000.0
NO_TIMES = [math.nan, math.inf, -math.inf, 1e300, -1e300, 1e12]


@pytest.fixture
def clock() -> Clock:
    return Clock(real=lambda: NOW)


@pytest.mark.parametrize("seconds", NO_TIMES)
def test_seconds_that_are_no_time(clock: Clock, seconds: float) -> None:
    """A ValueError, wherever they come in."""
    with pytest.raises(ValueError, match="no time between the years 1 and 9999"):
        moment(seconds)
    with pytest.raises(ValueError, match="no time"):
        clock.after(seconds)
    for anchor in (Anchor(NOW, seconds), Anchor(-seconds, NOW)):
        with pytest.raises(ValueError, match="no time"):
            clock.move_to(anchor)
        with pytest.raises(ValueError, match="no time"):
            Clock(anchor=anchor, real=lambda: NOW)
    assert clock.seconds() == NOW


def test_the_last_instant_of_all(clock: Clock) -> None:
    """It is rounded to one that is none: a clock that stood there could not tell the time."""
    with pytest.raises(ValueError, match="no time"):
        clock.hold(datetime.max.replace(tzinfo=UTC))
    assert clock.seconds() == NOW


@pytest.mark.parametrize("seconds", [-1, -math.inf, math.nan])
async def test_a_clock_does_not_go_back(clock: Clock, seconds: float) -> None:
    """Nor anywhere that is no number; it goes on afterwards."""
    with pytest.raises(ValueError, match="0 or more seconds"):
        await Timekeeper(clock).advance(seconds)
    assert clock._held is None


@pytest.mark.parametrize("seconds", [math.inf, 1e300, 8000 * 365.25 * 86400])
async def test_a_clock_does_not_reach_the_end_of_time(clock: Clock, seconds: float) -> None:
    """Deadlines lie ahead of it, and must be times, too."""
    with pytest.raises(ValueError, match="no further than 9999-01-01"):
        await Timekeeper(clock).advance(seconds)
    assert clock._held is None


async def test_as_far_as_a_clock_goes(clock: Clock) -> None:
    """It still tells the time there."""
    await Timekeeper(clock).advance(LATEST.timestamp() - NOW)
    assert clock.now() == LATEST


async def test_a_clock_that_is_moved_twice_at_once(clock: Clock) -> None:
    """One call is served after the other: both distances are gone."""
    keeper = Timekeeper(clock)
    await asyncio.gather(keeper.advance(60), keeper.advance(40))
    assert clock.seconds() == NOW + 100


@pytest.mark.parametrize("speed", [0, -1, 1e12, 1e300, math.inf, math.nan])
def test_speeds_that_are_none(speed: float) -> None:
    """A clock runs forward, and not to the end of the calendar in a moment."""
    with pytest.raises(ValueError, match="speed"):
        Clock(speed)


def test_another_speed_begins_where_time_stands():
    """What has gone by stays as it is; a speed that is none changes nothing."""
    seconds = [100.0]
    clock = Clock(2.0, real=lambda: seconds[0])
    seconds[0] += 10
    stood = clock.seconds()
    clock.run_at(60.0)
    assert clock.seconds() == stood
    seconds[0] += 1
    assert clock.seconds() == stood + 60
    with pytest.raises(ValueError, match="speed"):
        clock.run_at(0)
    assert clock.speed == 60
