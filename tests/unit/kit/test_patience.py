"""Calls that nobody answers."""

import pytest

from scalehook.kit.machine.delivery import Delivery
from scalehook_contracts.base import Done
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
    """One that has more time is left alone, and one that has its answer hears nothing more."""
    async with desk(counter()) as at:
        taken: list[Delivery] = []
        at.bus._readers["counter"] = taken.append
        heard: dict[str, list[object]] = {"answered": [], "long": []}
        at.bus.ask(Add(amount=1), heard["answered"].append, timeout=0.0)
        at.bus.ask(Add(amount=1), heard["long"].append, timeout=60.0)
        taken[0].answer(Done())
        with pytest.raises(TimeoutError):
            await at.bus.call(Add(amount=1), timeout=0.0)
        assert heard == {"answered": [Done()], "long": []}
