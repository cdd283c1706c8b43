"""Time is moved for all processes, whichever of them die meanwhile."""

import asyncio
import itertools
import math
from collections.abc import AsyncIterator
from typing import Any

import pytest

from scalehook.distributed import coordinator
from scalehook.distributed.resting import rest
from scalehook.distributed.standing import Question, Standing
from scalehook.kit.clock import journey
from scalehook.kit.clock.clock import NotMoved
from scalehook.kit.clock.holds import Patience
from scalehook.kit.clock.moves import Move
from scalehook_contracts.errors.common import ServiceUnavailable
from support.clocks import NOW, Stack
from support.clocks import stack as make_stack
from support.counter.messages import Fetch, Read, Spin


@pytest.fixture
async def stack(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stack]:
    """Two services; questions are soon given up."""
    monkeypatch.setattr(coordinator, "ANSWER_SECONDS", 1)
    monkeypatch.setattr(coordinator, "RELEASE_SECONDS", 0.2)
    async with make_stack() as made:
        yield made


async def test_timers_fire_in_all_processes(stack: Stack) -> None:
    """What is due fires, what is not does not, and all clocks go on from the same instant."""
    await stack.playing["a"].later(10, 30)
    await stack.playing["b"].later(20, 40)
    await stack.coordinator().advance(30)
    assert [await process.total() for process in stack.playing.values()] == [2, 1]
    assert [process.now for process in stack.playing.values()] == [30, 30]
    assert stack.anchors.kept is not None
    assert stack.anchors.kept.virtual == NOW + 30


async def test_a_timer_that_comes_due_at_one_instant_without_end(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or as good as one. Its service is named, and what is due later has not been passed."""
    monkeypatch.setattr(journey, "MOST_AT_ONCE", 10)
    await stack.playing["a"].later(10)
    await stack.playing["b"].at.bus.call(Spin(seconds=1e-6))
    moved = await stack.coordinator().advance(30)
    assert [(busy.kind, busy.name) for busy in moved] == [("service", "counter")]
    assert [await process.total() for process in stack.playing.values()] == [0, 0]


async def test_a_question_is_lost(stack: Stack) -> None:
    """It is asked again: nobody waits for a minute."""
    stack.lost = 3
    await stack.coordinator().advance(30)
    assert stack.playing["a"].now == 30


async def test_a_process_dies_and_its_standby_goes_on(stack: Stack) -> None:
    """The standby learns with the next question where the clocks stand."""
    await stack.playing["a"].later(10, 20)
    stack.playing["b"].dies_at = 10
    standby = stack.successors["b"]
    await standby.later(5, 15, 40)
    await stack.coordinator().advance(30)
    assert await stack.playing["a"].total() == 2
    assert await standby.total() == 2
    assert standby.now == 30


async def test_a_process_dies_and_nobody_goes_on(stack: Stack) -> None:
    """Refused; time goes on from the instant that was reached, and what is due later is not lost."""
    a = stack.playing["a"]
    await a.later(10, 20)
    stack.playing["b"].dies_at = 20
    stack.successors.clear()
    moving = stack.coordinator()
    with pytest.raises(ServiceUnavailable):
        await moving.advance(3600)
    assert (a.now, moving.clock.seconds() - NOW) == (20, 20)
    assert stack.anchors.kept is not None
    assert stack.anchors.kept.virtual == NOW + 20


async def test_another_gateway_has_moved_the_time(stack: Stack) -> None:
    """It is learned from the database, at the latest when the time is moved again."""
    first, second, third = (stack.coordinator() for _ in range(3))
    await first.advance(100)
    await second.follow()
    assert second.clock.seconds() == NOW + 100
    await third.advance(10)
    assert [process.now for process in stack.playing.values()] == [110, 110]


async def test_the_time_is_moved_to_the_next_deadline(stack: Stack) -> None:
    """Of all processes: this one's own clock knows none of them."""
    await stack.playing["a"].later(30)
    await stack.playing["b"].later(20)
    moving = stack.coordinator()
    for at, totals in ((20, [0, 1]), (30, [1, 1])):
        await moving.move(Move(to="next"))
        assert [process.now for process in stack.playing.values()] == [at, at]
        assert [await process.total() for process in stack.playing.values()] == totals
    with pytest.raises(NotMoved, match="no next deadline"):
        await moving.move(Move(to="next"))


async def test_the_time_is_moved_twice_at_once(stack: Stack) -> None:
    """One after the other, of one gateway or two: all distances are gone, and what lies on the way
    fires once.
    """
    await stack.playing["a"].later(10, 50, 90)
    moving = stack.coordinator()
    await asyncio.gather(moving.advance(30), moving.advance(30), stack.coordinator().advance(40))
    assert await stack.playing["a"].total() == 3
    assert [process.now for process in stack.playing.values()] == [100, 100]


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -1, 1e300])
async def test_the_time_is_moved_nowhere_else(stack: Stack, seconds: float) -> None:
    """Refused in words, and everything goes on."""
    moving = stack.coordinator()
    with pytest.raises(ValueError, match="the clock goes"):
        await moving.advance(seconds)
    await moving.advance(10)
    assert [process.now for process in stack.playing.values()] == [10, 10]


async def test_clocks_that_a_dead_coordinator_holds(stack: Stack) -> None:
    """A gateway that starts lets them go, to where the time stands."""
    await stack.coordinator().advance(5)
    for process in stack.playing.values():
        await process.hand(Question(hold=NOW + 3))
    await stack.coordinator().let_go()
    clocks: list[Any] = [process.at.timekeeper.clock for process in stack.playing.values()]
    assert [clock.seconds() - NOW for clock in clocks] == [5, 5]
    assert [clock._held for clock in clocks] == [None, None]


async def test_a_gateway_that_is_killed_while_it_moves_the_time(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever it dies, the database knows of each instant at which anybody has done something: who
    starts after it does not live before what has happened.
    """
    seen: list[tuple[float, float]] = []
    asked = stack._ask_once

    async def watched(service: str, question: bytes) -> bytes | None:
        answer = await asked(service, question)
        if stack.anchors.kept is not None:
            seen.append((stack.playing[service].now, stack.anchors.kept.virtual - NOW))
        return answer

    monkeypatch.setattr(stack, "_ask_once", watched)
    await stack.playing["a"].later(10, 30)
    await stack.playing["b"].later(20)
    await stack.coordinator().advance(40)
    assert {now for now, _ in seen} >= {10, 20, 30}
    assert all(kept >= now for now, kept in seen)


async def test_an_effect_of_a_process_does_not_end(stack: Stack) -> None:
    """The process names it, the clocks stand, and what is due later is not passed over."""
    a = stack.playing["a"]
    await a.later(10)
    await a.at.bus.call(Fetch(name="n"))
    moved = await stack.coordinator().move(Move(seconds=60), patience=Patience(rest=0.01))
    assert [(busy.kind, busy.name) for busy in moved] == [("effect", "counter:fetch/n")]
    assert (await a.total(), a.now, moved.now.timestamp()) == (0, 0, NOW)


async def test_messages_that_a_process_does_not_come_to(stack: Stack) -> None:
    """The service is named."""
    at = stack.playing["b"].at
    at.host.pace.take_up = lambda: None  # type: ignore[method-assign]  # its turn does not come
    at.bus.ask(Read(), lambda _: None)
    moved = await stack.coordinator().move(Move(seconds=60), patience=Patience(rest=0.01))
    assert [(busy.kind, busy.hint) for busy in moved] == [
        ("service", "1 messages to handle, first counter.read")
    ]


async def test_services_that_keep_each_other_busy() -> None:
    """Each is idle when it is asked, and has done something since: those are named, not the others."""
    turns = itertools.count()

    async def ask(within: float) -> list[Standing]:
        busy, idle = (
            {"now": 0, "busy": [], "healthy": True, "turns": each} for each in (next(turns), 7)
        )
        return [Standing.model_validate(busy), Standing.model_validate(idle)]

    found = await rest(ask, ["a", "b"], 10, real=itertools.count().__next__)
    assert [(busy.kind, busy.name) for busy in found.unsettled] == [("service", "a")]
