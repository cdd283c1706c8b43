"""A consumer inside a program that has a loop of its own: begun, stopped, and begun again."""

import asyncio
import threading
from contextlib import suppress

import pytest

from scalehook.consumer import LifecycleAction
from scalehook.consumer.settings import WrongSettings
from scalehook.consumer.sources.delivery import Receiving
from support.consumers.play import Play
from support.consumers.source import FakeSource
from support.patience import PATIENCE_SECONDS, eventually


class NeverReady(FakeSource):
    """Nothing comes from it, ever."""

    async def receive(self, to: Receiving) -> None:
        await asyncio.Event().wait()


def playing(**given: object) -> Play:
    """A consumer with a handler."""
    play = Play(**given)  # type: ignore[arg-type]  # what Consumer takes

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        pass

    return play


async def test_a_block_inside_its_own_block_is_refused() -> None:
    """Nobody could stop the first of them; it works on, and stops at its end."""
    play = playing()
    async with play.started():
        with pytest.raises(RuntimeError, match="play works already: one block, or one serve"):
            async with play.started():
                pass
        delivery = await play.notify()
        await eventually(lambda: delivery.outcome)
    assert (delivery.outcome, play.consumer.state) == ("done", "stopped")


async def test_it_works_again() -> None:
    """When it has stopped, as often as somebody wants it to."""
    play = playing()
    for turn in ("first", "second"):
        async with play.started():
            assert play.consumer.state == "ready"
            delivery = await play.notify(turn)
            await eventually(lambda: delivery.outcome)  # noqa: B023  # waited for in this turn
        assert play.consumer.state == "stopped"


async def test_stopped_before_it_has_begun() -> None:
    """A stop counts from the call of `serve()` on, whenever its task begins."""
    play = playing()
    serving = asyncio.create_task(play.consumer.serve())
    play.consumer.stop()
    await asyncio.wait_for(serving, PATIENCE_SECONDS)


async def test_a_stop_counts_once() -> None:
    """What was stopped before does not stop what is begun afterwards."""
    play = playing()
    play.consumer.stop()
    async with play.started():
        play.consumer.stop()
    play.consumer.stop()
    async with play.started():
        assert play.consumer.state == "ready"


async def test_stopped_by_another_thread() -> None:
    """It is noticed at once, though nothing else happens in the loop."""
    play = playing()
    serving = asyncio.create_task(play.consumer.serve())
    await play.consumer.ready()
    stopping = threading.Thread(target=play.consumer.stop)
    stopping.start()
    await asyncio.wait_for(serving, PATIENCE_SECONDS)
    stopping.join()
    assert play.consumer.state == "stopped"


def test_stopped_when_its_loop_is_closed() -> None:
    """There is nothing to be done."""
    play = playing()

    async def work() -> None:
        async with play.started():
            pass

    asyncio.run(work())
    play.consumer.stop()
    asyncio.run(work())


async def test_who_waits_until_it_is_ready_hears_why_it_cannot_be() -> None:
    """Settings that cannot be meant are told to both who wait."""
    play = playing(poll_seconds="often")
    serving = asyncio.create_task(play.consumer.serve())
    with pytest.raises(WrongSettings, match="poll_seconds"):
        await asyncio.wait_for(play.consumer.ready(), PATIENCE_SECONDS)
    with pytest.raises(WrongSettings, match="poll_seconds"):
        await serving


async def test_nobody_waits_for_what_has_stopped() -> None:
    """Who waits until it is ready goes on when it is stopped before."""
    play = playing(source=NeverReady())
    serving = asyncio.create_task(play.consumer.serve())
    ready = asyncio.create_task(play.consumer.ready())
    await eventually(lambda: play.consumer.state == "connecting")
    play.consumer.stop()
    await asyncio.wait_for(asyncio.gather(serving, ready), PATIENCE_SECONDS)


async def test_a_block_that_is_given_up_leaves_nothing_behind() -> None:
    """Who does not wait for it any longer has no consumer that works on."""
    play, before = playing(source=NeverReady()), asyncio.all_tasks()

    async def block() -> None:
        async with play.started():
            raise AssertionError("it is ready")

    waiting = asyncio.create_task(block())
    await eventually(lambda: play.consumer.state == "connecting")
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting
    assert play.consumer.state == "stopped"
    assert asyncio.all_tasks() == before


def test_run_in_another_thread_is_refused() -> None:
    """Signals come to the main thread alone, and the end of `run()` may be the end of the process."""
    play, problems = playing(), []

    def work() -> None:
        try:
            play.consumer.run()
        except RuntimeError as problem:
            problems.append(str(problem))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert "asyncio.run(consumer.serve())" in problems[0]
