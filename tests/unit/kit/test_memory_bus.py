"""What only the bus inside one process does."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scalehook.kit.bus.bus import Delivery
from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.dead_letters import DeadLetter, NotRevived
from scalehook.kit.host.prompt_relay import PromptRelay
from scalehook.kit.journal.memory import MemoryJournal
from scalehook.kit.machine.entry import Entry
from support.buses import TYPES
from support.counter.messages import Add, Elsewhere

AT = datetime(2026, 1, 1, tzinfo=UTC)
LETTER = DeadLetter("counter:m1", "counter", "counter.add", "why", AT, b'{"Amount": 7}', "flow")


async def bus_with(seen: list[Delivery], *letters: DeadLetter) -> MemoryBus:
    """One whose counter takes messages and does nothing with them."""
    bus = MemoryBus(Clock(), types=TYPES)
    await bus.consume("counter", [Elsewhere], seen.append)
    for letter in letters:
        bus.bury(letter)
    return bus


async def test_a_letter_stays_until_its_message_has_been_handled() -> None:
    """A process that dies in between has lost nothing."""
    seen: list[Delivery] = []
    bus = await bus_with(seen, LETTER)
    await bus.revive(LETTER)
    assert (seen[0].envelope.message, seen[0].envelope.message_id) == (Add(amount=7), "m1")
    assert await bus.dead_letters() == [LETTER]
    seen[0].ack()
    assert await bus.dead_letters() == []


async def test_a_message_that_dies_again_leaves_its_letter() -> None:
    """As the youngest of all."""
    seen: list[Delivery] = []
    other = replace(LETTER, letter_id="counter:m2")
    bus = await bus_with(seen, LETTER, other)
    await bus.revive(LETTER)
    for _ in range(3):
        seen[0].reject("why")
    first, letter = await bus.dead_letters()
    assert first == other
    assert (letter.letter_id, letter.body) == ("counter:m1", b'{"Amount":7,"Fail":""}')


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("counter.gone", b"{}", "no contract is called 'counter.gone'"),
        ("counter.add", b"no JSON", "its body is no counter.add"),
        ("counter.add", b'{"Amount":"\xed\xa0\x80"}', "its body is no counter.add"),
        ("counter.add", b"[" * 5000, "its body is no counter.add"),
    ],
)
async def test_a_letter_that_cannot_be_read_stays(kind: str, body: bytes, told: str) -> None:
    """Whoever sends it again is told why."""
    letter = DeadLetter("counter:m1", "counter", kind, "why", AT, body)
    bus = await bus_with([], letter)
    with pytest.raises(NotRevived, match=told):
        await bus.revive(letter)
    assert await bus.dead_letters() == [letter]


async def test_a_service_that_comes_again_hears_each_event_once() -> None:
    """It consumes anew after a failure."""
    seen: list[Delivery] = []
    bus = await bus_with(seen)
    await bus.consume("counter", [Elsewhere], seen.append)
    await bus.publish(Elsewhere(amount=1))
    assert len(seen) == 1


async def test_an_event_that_every_reader_lets_pass_is_wanted_by_nobody() -> None:
    """Unless somebody looks on, or is told of something before, which may change his mind."""
    bus = await bus_with([])
    passing, other = Elsewhere(amount=-1), Elsewhere(amount=1)
    assert bus.wanted([passing])
    bus.let_pass("counter", lambda event: event == passing)
    assert (bus.wanted([passing]), bus.wanted([other]), bus.wanted([])) == (False, True, False)
    relay = PromptRelay("elsewhere", bus, MemoryJournal())
    assert relay.envelopes(Entry("m1", "add", AT, 1, recorded=[passing])) == []
    told = relay.envelopes(Entry("m2", "add", AT, 2, recorded=[other, passing]))
    assert [envelope.message for envelope in told] == [other, passing]
    events = bus.observe()
    looking = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0)
    assert bus.wanted([passing])
    looking.cancel()
    relay.close()
    await bus.consume("counter", [Elsewhere], print)
    assert bus.wanted([passing])
