"""The relay of a bus that has to be waited for."""

import asyncio
from typing import Any, cast

from scalehook.kit.bus.bus import Bus
from scalehook.kit.host.waiting_relay import WaitingRelay
from scalehook.kit.journal.memory import MemoryJournal
from support.patience import eventually


class Posted:
    """Messages that the broker does not have yet."""

    def __init__(self) -> None:
        self.there = asyncio.Event()

    def pending(self) -> bool:
        return not self.there.is_set()

    async def settled(self) -> None:
        await self.there.wait()


class Office:
    """A bus whose messages arrive when the test says so."""

    def __init__(self) -> None:
        self.posted: list[Posted] = []

    async def post(self, envelopes: Any) -> Posted:
        self.posted.append(Posted())
        return self.posted[-1]


async def test_who_waits_for_quiet_is_told() -> None:
    """When all is posted, and once more when the broker has it: only then there is nothing to do."""
    looks: list[bool] = []
    office = Office()
    relay = WaitingRelay("s", cast(Bus, office), MemoryJournal(), lambda: looks.append(relay.idle()))
    loops = [asyncio.ensure_future(loop) for loop in relay.loops()]
    relay.take(0, [], lambda: None)
    await eventually(lambda: looks)
    assert looks == [False]
    office.posted[0].there.set()
    await eventually(lambda: looks[1:])
    assert (looks, relay.settled()) == ([False, True], True)
    for each in loops:
        each.cancel()
