"""The end of a consumer: no new work, and nothing is lost."""

import asyncio
import os
import signal

import pytest

from scalehook.consumer import LifecycleAction
from scalehook.consumer.inbox import Inbox
from scalehook.consumer.shutdown import Shutdown
from support.consumers.clock import settled
from support.consumers.play import Play
from support.consumers.source import FakeDelivery
from support.patience import eventually


async def test_what_runs_is_finished() -> None:
    """Within the grace period; what comes meanwhile is handed back, and what waits its turn as well."""
    play = Play(concurrency=1, grace_seconds=100)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await play.clock.sleep(10)

    async with play.started():
        runs, waits = await play.notify("runs"), await play.notify("waits")
        play.consumer.stop()
        await eventually(lambda: waits.outcome)
        assert play.consumer.state == "stopping"
        late = await play.notify("late")
        assert (runs.outcome, waits.outcome, late.outcome) == ("", "back", "back")
        await play.clock.advance(10)
        await eventually(lambda: runs.outcome)
    assert (runs.outcome, play.result("runs")) == ("done", "CONTINUE")
    assert play.counted("handed_back_total") == 1
    assert play.source.closed


@pytest.mark.parametrize("stubborn", [False, True])
async def test_what_does_not_finish_is_handed_back(stubborn: bool) -> None:
    """At the end of the grace period it is cancelled, and its message is there for others; also that
    of a handler which does not let itself be cancelled.
    """
    play = Play(grace_seconds=0.02)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        try:
            await play.clock.sleep(10_000)
        except asyncio.CancelledError:
            assert not action.ended
            if stubborn:
                await play.clock.sleep(10_000)
            raise

    async with play.started():
        delivery = await play.notify()
    assert (delivery.outcome, play.result()) == ("back", "")


async def test_a_second_request_hurries() -> None:
    """Nobody waits for the end of the grace period then."""
    play = Play(grace_seconds=10_000)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await play.clock.sleep(10_000)

    async with play.started():
        delivery = await play.notify()
        play.consumer.stop()
        await settled()
        assert delivery.outcome == ""
        play.consumer.stop()
    assert delivery.outcome == "back"


async def test_a_result_that_cannot_be_told_is_handed_back() -> None:
    """A shutdown does not wait for Auto Scaling to answer."""
    play = Play(grace_seconds=0.02)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    play.cloud.refuse("CompleteLifecycleAction", *["InternalError"] * 1000)
    async with play.started():
        delivery = await play.notify()
    assert delivery.outcome == "back"


async def test_what_is_told_is_not_handed_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The consumer's last word may come while its message is deleted: nobody is to do it again."""
    play, deleting = Play(grace_seconds=0.02), asyncio.Event()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    async def done(delivery: FakeDelivery) -> None:
        deleting.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(FakeDelivery, "done", done)
    async with play.started():
        delivery = await play.notify()
        await deleting.wait()
    assert (delivery.outcome, play.result()) == ("", "CONTINUE")


async def test_what_is_done_is_told() -> None:
    """The work is over when the grace period is: its result is told, and nobody does it again."""
    play = Play(grace_seconds=10_000)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    play.cloud.refuse("CompleteLifecycleAction", "InternalError")
    async with play.started():
        delivery = await play.notify()
        assert isinstance(play.source.to, Inbox)
        play.source.to.hand_back()
        await play.clock.advance(30)
        assert (delivery.outcome, play.result()) == ("done", "CONTINUE")


async def test_signals_ask_for_it() -> None:
    """SIGTERM once is gracefully, twice at once."""
    shutdown = Shutdown()
    with shutdown.at_signals():
        os.kill(os.getpid(), signal.SIGTERM)
        await shutdown.wait()
        os.kill(os.getpid(), signal.SIGTERM)
        await shutdown.asked_twice()
