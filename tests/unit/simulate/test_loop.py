"""The event loop whose time is the run's: asyncio as users know it, without a moment of real time."""

import asyncio
import itertools
from asyncio import sleep
from collections.abc import Awaitable, Callable

import pytest

from scalehook.simulate import agenda as agendas
from scalehook.simulate import loop as loops
from scalehook.simulate.agenda import LOOKS, SECOND, Agenda, Endless
from scalehook.simulate.chance import Chance
from scalehook.simulate.loop import Unrepeatable, VirtualLoop


def played(main: Callable[[], Awaitable[object]], seconds: float = 3600) -> object:
    """What it returns."""
    agenda = Agenda(Chance(0))
    loop = VirtualLoop(agenda)
    found: list[asyncio.Task[object]] = []

    async def run() -> object:
        return await main()

    try:
        loop.run(lambda: found.append(loop.create_task(run())))
        while (at := agenda.next()) is not None and at <= seconds * SECOND:
            agenda.step()
        return found[0].result()
    finally:
        loop.end()


def test_time() -> None:
    """Passes in sleeps, time-outs and waits, to the microsecond; what is gathered runs side by side."""

    async def waits() -> list[float]:
        seen, now = [], asyncio.get_running_loop().time
        await asyncio.gather(sleep(90), sleep(30))
        seen.append(now())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.5)
        seen.append(now())
        async with asyncio.timeout(5):
            await sleep(1e-9)  # time passes, however little
        seen.append(now())
        return seen

    assert played(waits) == [90.0, 90.5, 90.500001]


def test_order() -> None:
    """Of one instant: as tasks were made; locks and queues go as ever; a cancelled task says so."""

    async def main() -> list[object]:
        seen: list[object] = []
        queue: asyncio.Queue[int] = asyncio.Queue()

        async def reads(name: str) -> None:
            seen.append((name, await queue.get()))

        tasks = [asyncio.create_task(reads(name)) for name in "abc"]
        await sleep(0)
        tasks[2].cancel()
        for number in (1, 2):
            queue.put_nowait(number)
        await asyncio.gather(*tasks, return_exceptions=True)
        return [*seen, tasks[2].cancelled()]

    assert played(main) == [("a", 1), ("b", 2), True]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (lambda: asyncio.to_thread(print), "a thread"),
        (lambda: asyncio.open_connection("127.0.0.1", 9), "asyncio's create_connection"),
        (lambda: asyncio.create_subprocess_exec("true"), "asyncio's subprocess_exec"),
    ],
)
def test_what_leads_out_of_the_run(wanted: Callable[[], Awaitable[object]], text: str) -> None:
    """Ends it, whatever the function makes of the exception."""

    async def main() -> None:
        try:
            await wanted()
        except Exception:
            await sleep(5)

    with pytest.raises(Unrepeatable, match=f"{text}.* cannot be repeated"):
        played(main)


def test_who_lets_no_time_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is named: a function that never waits for anything, and what comes again and again."""
    monkeypatch.setattr(loops, "MOST_AT_ONCE", 100)
    monkeypatch.setattr(agendas, "MOST_AT_ONCE", 100)

    async def restless() -> None:
        while True:  # noqa: ASYNC110 (that is the mistake)
            await sleep(0)

    with pytest.raises(Endless, match=r"restless \(test_loop.py\) lets no time pass"):
        played(restless)
    agenda, numbers = Agenda(Chance(0)), itertools.count()

    def again() -> None:
        next(numbers)
        agenda.after(0, LOOKS, "the same", again)

    agenda.at(5 * SECOND, LOOKS, "the same", again)
    with pytest.raises(Endless, match=r"the same comes again and again.*00:00:05"):
        while True:
            agenda.step()
    assert next(numbers) == 101


def test_what_a_callback_fails_by() -> None:
    """Ends the run; what a task fails by is its owner's."""

    async def main() -> None:
        asyncio.get_running_loop().call_later(1, lambda: 1 / 0)
        await sleep(2)

    with pytest.raises(ZeroDivisionError):
        played(main)
