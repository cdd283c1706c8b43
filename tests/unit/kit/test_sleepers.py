"""Those who sleep until virtual time has come."""

import asyncio
from datetime import timedelta

from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.sleepers import Sleepers


async def test_somebody_sleeps_until_he_leaves() -> None:
    """Who has gone away, like a client whose connection is cut, sleeps no more."""
    clock = Clock(real=lambda: 1_750_000_000.0)
    sleepers = Sleepers(clock, lambda at: None)
    assert not sleepers.anybody()
    asleep = asyncio.create_task(sleepers.sleep(clock.now() + timedelta(seconds=30)))
    await asyncio.sleep(0)
    assert sleepers.anybody()
    asleep.cancel()
    await asyncio.gather(asleep, return_exceptions=True)
    assert not sleepers.anybody()


async def test_nobody_sleeps_for_a_time_that_has_come() -> None:
    """It is over at once."""
    clock = Clock(real=lambda: 1_750_000_000.0)
    sleepers = Sleepers(clock, lambda at: None)
    await sleepers.sleep(clock.now())
    assert not sleepers.anybody()
