"""Calls that nobody answers."""

import asyncio

import pytest

from scalehook.kit.bus.memory.patience import Patience
from support.counter.messages import Add
from support.counter.service import counter
from support.desk import desk


async def test_a_call_that_is_not_answered_in_time_ends() -> None:
    """With a TimeoutError, and the caller counts as gone."""
    async with desk(counter()) as at:
        taken = []
        at.bus._readers["counter"] = taken.append
        with pytest.raises(TimeoutError):
            await at.bus.call(Add(amount=1), timeout=0.01)
        assert taken[0].abandoned


async def test_each_wait_has_its_own_end() -> None:
    """One that has more time, or has its answer, is left alone."""
    loop, patience = asyncio.get_running_loop(), Patience()
    short, long, answered = (loop.create_future() for _ in range(3))
    for waiting, seconds in ((short, 0.0), (long, 60.0), (answered, 0.0)):
        patience.watch(waiting, seconds)
    answered.set_result("here")
    with pytest.raises(TimeoutError):
        await short
    assert not long.done()
    assert answered.result() == "here"
    for waiting in (short, long, answered):
        patience.forget(waiting)
