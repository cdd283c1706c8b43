"""A stack that does not come to rest at an instant: the clock stands there, and says what goes on."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from scalehook.kit.clock import journey
from scalehook.kit.clock.holds import Patience
from scalehook.kit.clock.moves import Move
from scalehook.kit.journal.memory import MemoryJournal
from scalehook.kit.machine.service import Effect, Service
from scalehook_contracts.errors.common import ServiceUnavailable
from support.counter.messages import Add, AddLater, Fetch, FetchNumber, Forget, Read, Spin
from support.counter.service import Numbers, counter
from support.desk import Desk, desk
from support.mortal_journal import MortalJournal

HURRY = Patience(rest=0.01)
HOUR = Move(seconds=3600)


async def told(at: Desk) -> list[tuple[str, str, str]]:
    """By a move in a hurry: kind, name and hint of who is busy."""
    moved = await at.timekeeper.move(HOUR, patience=HURRY)
    return [(busy.kind, busy.name, busy.hint) for busy in moved]


def pushing(numbers: Numbers) -> Service:
    """The counter, which pushes."""
    plain = counter(numbers)
    effects = {FetchNumber: Effect(numbers.fetch, pushes=True)}
    return Service("counter", plain.state, plain.appliers, plain.handlers, plain.settings, effects)


@pytest.mark.parametrize(
    ("service", "kind", "hint"),
    [(counter, "effect", "it has not ended"), (pushing, "push", "the endpoint has not answered")],
)
async def test_an_effect_that_does_not_end(service: Any, kind: str, hint: str) -> None:
    """It is named; once it has ended, the next move comes to what was due meanwhile."""
    numbers = Numbers()
    async with desk(service(numbers)) as at:
        start = at.timekeeper.clock.now()
        await at.bus.call(Fetch(name="a"))
        await at.bus.call(AddLater(amount=1, seconds=60))
        assert await told(at) == [(kind, "counter:fetch/a", hint)]
        assert at.timekeeper.clock.now() == start
        numbers.answer("a").set_result(10)
        assert await told(at) == []
        assert (await at.bus.call(Read())).value == 11


async def test_a_script_keeps_no_move_from_its_end() -> None:
    """It is named, and the clock goes on."""
    async with desk(counter(real_time=True)) as at:
        await at.bus.call(Fetch(name="a"))
        await at.bus.call(AddLater(amount=1, seconds=60))
        assert await told(at) == [("script", "counter:fetch/a", "")]
        assert (await at.bus.call(Read())).value == 1


class SlowJournal(MortalJournal):
    """Keeps nothing until it is let."""

    def __init__(self) -> None:
        super().__init__(MemoryJournal())
        self.let = asyncio.Event()

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        await self.let.wait()
        await super().append(expected, entries)


async def test_messages_in_the_hand_and_in_the_queue_of_a_service() -> None:
    """The service is named, with how many wait and which is the first."""
    journal = SlowJournal()
    async with desk(counter(), journal) as at:
        at.bus.ask(Add(amount=1), lambda _: None)
        assert await told(at) == [("service", "counter", "messages in hand")]
        at.bus.ask(Add(amount=2), lambda _: None)
        at.bus.ask(Read(), lambda _: None)
        waiting = "2 messages to handle, first counter.add"
        assert await told(at) == [("service", "counter", waiting)]
        journal.let.set()
        assert await told(at) == []


@pytest.mark.parametrize("seconds", [0, 1e-6])
async def test_a_timer_that_comes_due_at_one_instant_without_end(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its service is named with it, and the clock stands there; what is due later is not passed."""
    monkeypatch.setattr(journey, "MOST_AT_ONCE", 300)
    async with desk(counter()) as at:
        start = at.timekeeper.clock.now()
        await at.bus.call(AddLater(amount=1, seconds=60))
        await at.timekeeper.quiet()
        at.timekeeper.clock.hold()  # nothing fires by itself
        await at.bus.call(Spin(seconds=seconds))
        hint = "timer counter.spin comes due at this instant again and again"
        assert await told(at) == [("service", "counter", hint)]
        assert at.timekeeper.clock.now() - start < journey.INSTANT
        await at.bus.call(Forget(key="spin"))
        assert await told(at) == []
        assert (await at.bus.call(Read())).value == 1


async def test_who_does_not_rest_cannot_say_who_holds() -> None:
    """Then it is named alone; of a stack at rest the same is a failure."""

    async def silent(by: Any) -> Any:
        raise TimeoutError

    async with desk(counter()) as at:
        await at.bus.call(Fetch(name="a"))
        moved = await at.timekeeper.move(HOUR, silent, HURRY)
        assert [busy.kind for busy in moved] == ["effect"]
    async with desk(counter()) as at:
        with pytest.raises(TimeoutError):
            await at.timekeeper.move(HOUR, silent, HURRY)


async def test_who_has_failed_is_not_waited_for() -> None:
    """The move is refused at once, as patient as it may be."""
    async with desk(counter()) as at:
        at.host.loops._tasks[0].cancel()
        await at.host.ended.wait()
        with pytest.raises(ServiceUnavailable):
            await at.timekeeper.move(HOUR)
