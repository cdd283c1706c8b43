"""Whose turn it is to push: nobody waits behind endpoints that never answer."""

import asyncio
from collections.abc import Iterator
from random import Random

import pytest

from scalehook.kit.push.turns import ALL_AT_ONCE, AT_ONCE, IN_A_ROUND, Line, Turns
from support.patience import PATIENCE_SECONDS


async def rounds() -> None:
    """Enough turns of the event loop for whoever may go."""
    for _ in range(ALL_AT_ONCE // IN_A_ROUND + 3):
        await asyncio.sleep(0)


class Crowd:
    """Pushes that wait for turns, or have them."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.tasks: dict[Line, list[asyncio.Task[None]]] = {}

    async def push(self, line: Line, count: int = 1) -> None:
        """So many more to this endpoint; those who can have a turn have it then."""
        loop = asyncio.get_running_loop()
        some = [loop.create_task(self.turns.take(line)) for _ in range(count)]
        self.tasks.setdefault(line, []).extend(some)
        await rounds()

    async def end(self, line: Line, silent: bool = False) -> None:
        """All that are under way there end; `silent`: without an answer."""
        for _ in range(line.running):
            line.silent = silent
            self.turns.leave(line)
        await rounds()

    async def call_off(self) -> None:
        tasks = [task for some in self.tasks.values() for task in some if not task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    return Crowd()


def running(lines: list[Line]) -> int:
    return sum(line.running for line in lines)


async def test_many_dead_endpoints_leave_room_for_those_alive(crowd: Crowd) -> None:
    """Also for what comes when all turns are taken; those that are silent have one each from then on."""
    dead = [Line() for _ in range(100)]
    for line in dead:
        await crowd.push(line, AT_ONCE + 10)
    assert running(dead) == ALL_AT_ONCE + 90  # each of those that came late has one
    alive = Line()
    for _ in range(3):
        await crowd.push(alive)
        assert alive.running == 1
        await crowd.end(alive)
    for line in dead:
        await crowd.end(line, silent=True)
    assert [line.running for line in dead] == [1] * 100
    await crowd.push(alive, AT_ONCE)
    assert alive.running == AT_ONCE
    await crowd.end(dead[0])  # it answers again
    assert dead[0].running > 1
    await crowd.call_off()


async def test_endpoints_come_round(crowd: Crowd) -> None:
    """Each with one push, however many the first of them has."""
    full, some = [Line() for _ in range(ALL_AT_ONCE // AT_ONCE)], [Line() for _ in range(4)]
    for line in full:
        await crowd.push(line, AT_ONCE)
    for count, line in zip((15, 2, 2, 2), some, strict=True):
        await crowd.push(line, count)
    for ended, expected in ((0, [1, 1, 1, 1]), (8, [2, 2, 2, 2]), (4, [6, 2, 2, 2])):
        for _ in range(ended):
            crowd.turns.leave(full[0])
        await rounds()
        assert [line.running for line in some] == expected
    await crowd.call_off()


async def test_who_is_called_off_takes_no_turn(crowd: Crowd) -> None:
    """Before it has one, in the moment in which it gets one, and after."""
    line = Line()
    await crowd.push(line, AT_ONCE + 3)
    has, *_, waits, next_one, last = crowd.tasks[line]
    crowd.turns.leave(line)  # there is room for one, in the next turn of the loop
    waits.cancel()
    next_one.cancel()
    await rounds()
    assert (has.done(), last.done(), line.running, len(line.waiting)) == (True, True, AT_ONCE, 0)
    late = asyncio.get_running_loop().create_task(crowd.turns.take(line))
    await rounds()
    crowd.turns.leave(line)
    asyncio.get_running_loop().call_soon(late.cancel)  # it has a turn then, and has not heard of it
    await asyncio.gather(late, return_exceptions=True)
    assert (late.cancelled(), line.running) == (True, AT_ONCE - 1)


async def test_a_few_in_a_round(crowd: Crowd) -> None:
    """Others have something to do, too."""
    lines = [Line() for _ in range(3 * IN_A_ROUND)]
    for line in lines:
        crowd.tasks[line] = [asyncio.get_running_loop().create_task(crowd.turns.take(line))]
    seen = set()
    for _ in range(10):
        before = running(lines)
        await asyncio.sleep(0)
        seen.add(running(lines) - before)
    assert seen == {0, IN_A_ROUND}
    assert running(lines) == len(lines)


async def test_everybody_has_a_turn_in_the_end() -> None:
    """Whoever is silent, or called off at whatever moment; nothing is left of it."""
    random, turns, lines = Random(1), Turns(), [Line() for _ in range(30)]

    async def push(line: Line, rounds: int, silent: bool) -> None:
        await turns.take(line)
        try:
            for _ in range(rounds):
                await asyncio.sleep(0)
            assert line.running <= AT_ONCE
            line.silent = silent
        finally:
            turns.leave(line)

    tasks = []
    for _ in range(1500):
        push_one = push(random.choice(lines), random.randrange(20), random.random() < 0.3)
        tasks.append(asyncio.get_running_loop().create_task(push_one))
        if random.random() < 0.2:
            random.choice(tasks).cancel()
            await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE_SECONDS):
        done = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(each) for each in done} == {type(None), asyncio.CancelledError}
    assert (turns._running, turns._next()) == (0, None)
    assert not [line for line in lines if line.running or line.waiting]
