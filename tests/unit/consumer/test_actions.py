"""One action: the handler, its result, and what is told of it."""

import asyncio

import httpx
import pytest
from structlog.testing import capture_logs

from scalehook.consumer import LifecycleAction
from support.consumers.clock import settled
from support.consumers.cloud import INVALID, Refused
from support.consumers.play import Play
from support.consumers.source import notification
from support.patience import eventually


async def test_a_return_completes_the_action() -> None:
    """With CONTINUE; the message is gone only then."""
    play = Play()
    seen: list[LifecycleAction] = []

    @play.consumer.on("SCALE_OUT", hook="drain", group="web")
    async def work(action: LifecycleAction) -> None:
        seen.append(action)

    async with play.started():
        delivery = await play.notify()
    [action] = seen
    assert (play.result(), delivery.outcome) == ("CONTINUE", "done")
    assert (action.token, action.instance_ids, action.transition) == ("token", ["i-token"], "SCALE_OUT")
    assert (action.hook, action.group, action.hook_id) == ("drain", "web", "ash-1")
    assert (action.request_id, action.activity_id) == ("request", "asa-1")
    assert (action.default_result, action.region) == ("ABANDON", "cn-hangzhou")
    assert action.metadata_json() == {"a": 1}
    assert play.counted("completed_total", result="CONTINUE") == 1
    assert play.counted("seconds_left_sum") == 600


@pytest.mark.parametrize("chosen", ["abandon", "rollback"])
async def test_another_result(chosen: str) -> None:
    """As the handler has chosen."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        getattr(action, chosen)()

    async with play.started():
        await play.notify()
    assert play.result() == chosen.upper()


@pytest.mark.parametrize("attempts", [1, 3])
async def test_what_is_returned(attempts: int) -> None:
    """Chooses nothing; who returns a result is told so."""
    play = Play()

    @play.consumer.on(attempts=attempts)
    async def work(action: LifecycleAction) -> str:
        return "ABANDON"

    with capture_logs() as lines:
        async with play.started():
            await play.notify()
    assert play.result() == "CONTINUE"
    assert [line["returned"] for line in lines if "returned" in line] == ["ABANDON"]


async def test_a_sleep_of_no_length() -> None:
    """What is no number is refused, and not slept over in no time."""
    play = Play()

    @play.consumer.on(on_error="ROLLBACK")
    async def work(action: LifecycleAction) -> None:
        await action.sleep(float("nan"))

    async with play.started():
        await play.notify()
    assert play.result() == "ROLLBACK"


@pytest.mark.parametrize(("chosen", "result"), [("", "ROLLBACK"), ("abandon", "ABANDON")])
async def test_an_exception_is_a_result(chosen: str, result: str) -> None:
    """The one of `on_error`, unless the handler has chosen another."""
    play = Play()

    @play.consumer.on(on_error="ROLLBACK")
    async def work(action: LifecycleAction) -> None:
        if chosen:
            action.abandon()
        raise ValueError("the node does not drain")

    async with play.started():
        delivery = await play.notify()
    assert (play.result(), delivery.outcome) == (result, "done")
    assert play.counted("failed_total") == 1


async def cancels_itself() -> None:
    """Its task is cancelled where it waits next, if it does."""
    task = asyncio.current_task()
    assert task is not None
    task.cancel()


@pytest.mark.parametrize("problem", [asyncio.CancelledError, GeneratorExit, SystemExit, None])
@pytest.mark.parametrize("waits", [True, False])
async def test_whatever_a_handler_fails_by_is_a_result(
    problem: type[BaseException] | None, waits: bool
) -> None:
    """Also what is no Exception: it is no shutdown and no end of the wait, and loses no message."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        if problem is not None:
            raise problem
        await cancels_itself()
        if waits:
            await asyncio.sleep(0)

    async with play.started():
        delivery = await play.notify()
        assert (play.result(), delivery.outcome) == ("ABANDON", "done")
        assert play.counted("failed_total") == 1


async def test_attempts() -> None:
    """A handler is called again while the deadline allows, ever more slowly."""
    play = Play()
    calls: list[float] = []

    @play.consumer.on(attempts=3)
    async def work(action: LifecycleAction) -> None:
        calls.append(play.clock.now())
        if len(calls) < 3:
            raise OSError("not yet")

    async with play.started():
        await play.notify()
        await play.clock.advance(60)
        assert play.result() == "CONTINUE"
    assert len(calls) == 3
    assert calls[0] < calls[1] < calls[2]


async def test_a_long_work_is_kept_waiting() -> None:
    """By heartbeats at a third of the remaining wait, which stop with it; the message is held, too."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await play.clock.sleep(1500)
        assert action.seconds_left > 0
        assert not action.ended

    async with play.started():
        delivery = await play.notify(held=60.0)
        await play.clock.advance(1501)
        assert (play.result(), delivery.outcome) == ("CONTINUE", "done")
        beats = play.cloud.actions["token"].heartbeats
        await play.clock.advance(6000)
    assert beats == play.cloud.actions["token"].heartbeats == 7  # at 200, 400, … 1400 seconds
    assert play.counted("heartbeats_total") == 7
    assert delivery.extensions == 74  # every 20 seconds


async def test_a_handler_that_sleeps_in_the_stacks_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time may be moved over such a sleep: none is longer than until action and message want keeping."""
    play = Play()
    slept: list[float] = []
    sleep = play.clock.sleep

    async def noted(seconds: float, action: str = "") -> None:
        slept.extend([seconds] if action else [])
        await sleep(seconds, action)

    monkeypatch.setattr(play.clock, "sleep", noted)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await action.sleep(1500)

    async with play.started():
        delivery = await play.notify(held=60.0)
        await play.clock.advance(1501)
        assert (play.result(), delivery.outcome) == ("CONTINUE", "done")
    assert 0 < max(slept) <= 20
    assert play.cloud.actions["token"].heartbeats == 7
    assert delivery.extensions == 74  # as often as if it had not slept


async def test_a_long_sleep_takes_few_steps() -> None:
    """Six hours in a stack's time: the message is held with each heartbeat, for as long as one may fail,
    and somebody else could have it before the action ends.
    """
    play = Play()
    play.clock.virtual = True

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await action.sleep(21_000)

    async with play.started():
        delivery = await play.notify(held=60.0)
        await play.clock.advance(300)
        assert delivery.asked[-1] == 401  # by the heartbeat at 200 s, which has moved the end to 800 s
        await play.clock.advance(20_701)
        assert (play.result(), delivery.outcome) == ("CONTINUE", "done")
    heartbeats = play.cloud.actions["token"].heartbeats
    assert heartbeats <= delivery.extensions <= heartbeats + 6  # at first the queue's own time counts


async def test_a_sleeping_handler_does_what_is_due_before_it_sleeps_on() -> None:
    """Whoever moves the clock does not wait for it while it sleeps: so it sleeps past no heartbeat."""
    play = Play()
    slept: list[tuple[float, int]] = []

    async def noted(seconds: float, action: str = "") -> None:
        if action:
            slept.append((seconds, play.cloud.actions["token"].heartbeats))
        await type(play.clock).sleep(play.clock, seconds, action)

    play.clock.sleep = noted  # type: ignore[method-assign]  # it also notes who sleeps for an action

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await action.sleep(500)

    async with play.started():
        delivery = await play.notify(held=300.0)
        await play.clock.advance(501)
        assert (play.result(), delivery.outcome) == ("CONTINUE", "done")
    assert slept == [(100, 0), (100, 0), (100, 1), (100, 1), (100, 2)]


async def test_who_waits_for_others_sleeps_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stack need not wait for the consumer of an action that has to wait for a slot."""
    play = Play(concurrency=1)
    play.clock.virtual = True
    asleep: set[str] = set()
    sleep = play.clock.sleep

    async def noted(seconds: float, action: str = "") -> None:
        asleep.add(action)
        await sleep(seconds, action)

    monkeypatch.setattr(play.clock, "sleep", noted)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await action.sleep(100)

    async with play.started():
        for token in ("first", "second"):
            await play.notify(token)
        await eventually(lambda: {"first", "second"} <= asleep)
        await play.clock.advance(201)
        assert [play.result(token) for token in ("first", "second")] == ["CONTINUE"] * 2


async def test_a_sleeping_handler_hears_of_the_end() -> None:
    """Its heartbeat is refused: it is cancelled where it sleeps."""
    play = Play()
    went_on: list[bool] = []

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await action.sleep(500)
        went_on.append(True)

    async with play.started():
        delivery = await play.notify()
        play.cloud.actions["token"].result = "ABANDON"
        await play.clock.advance(600)
        assert (delivery.outcome, went_on) == ("done", [])


async def test_expiry_cancels_the_handler() -> None:
    """After the last heartbeat that is granted, when the time is over; nothing is told any more."""
    play = Play()
    ended: list[str] = []

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        try:
            await play.clock.sleep(100_000)
        finally:
            ended.append(action.ended_because)

    async with play.started():
        delivery = await play.notify()
        await play.clock.advance(21_700)
        assert ended == ["its time is over"]
        assert delivery.outcome == "done"
    assert play.cloud.actions["token"].heartbeats <= 20
    assert play.cloud.actions["token"].calls_after_end == 0
    assert play.cloud.calls["CompleteLifecycleAction"] == 0
    assert play.counted("ended_elsewhere_total") == 1


@pytest.mark.parametrize("timeout", [600, 21_600])
async def test_completed_elsewhere(timeout: int) -> None:
    """The next heartbeat shows it: the handler is cancelled, and nobody is asked again."""
    play = Play()
    play.cloud.timeout = timeout
    told: list[bool] = []

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        try:
            await play.clock.sleep(20_000)
        finally:
            told.append(action.ended)

    async with play.started():
        delivery = await play.notify()
        await play.clock.advance(250)
        play.cloud.actions["token"].result = "ABANDON"
        await play.clock.advance(7000)
        assert told == [True]
        assert delivery.outcome == "done"
    assert play.cloud.actions["token"].calls_after_end == 1


async def test_the_source_hears_of_an_end() -> None:
    """Then the handler is cancelled at once; and a notification that comes after it is known."""
    play = Play()
    told: list[str] = []

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        try:
            await play.clock.sleep(5000)
        finally:
            told.append(action.ended_because)

    async with play.started():
        delivery = await play.notify()
        assert play.source.to is not None
        play.source.to.ended("token", "it has ended: Timeout, ABANDON")
        play.source.to.ended("later", "it has ended")
        await settled()
        late = await play.notify("later")
        assert told == ["it has ended: Timeout, ABANDON"]
        assert (delivery.outcome, late.outcome) == ("done", "done")
    assert play.cloud.calls == {"DescribeLifecycleHooks": 1}


async def test_a_handler_that_will_not_be_cancelled() -> None:
    """What it returns does not count any more."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        try:
            await play.clock.sleep(5000)
        except asyncio.CancelledError:
            return

    async with play.started():
        delivery = await play.notify()
        assert play.source.to is not None
        play.source.to.ended("token", "over")
        await settled()
        assert delivery.outcome == "done"
    assert play.cloud.calls["CompleteLifecycleAction"] == 0


@pytest.mark.parametrize(
    "refused",
    [
        ["InternalError"] * 4,
        ["Throttling.User", httpx.ConnectError("no")],
        [httpx.Response(200, text="<html>"), httpx.Response(200, json=[]), httpx.Response(403)],
        [httpx.Response(302), httpx.Response(200, json={"ok": True})],
    ],
)
async def test_what_passes_is_tried_again(refused: list[Refused]) -> None:
    """Until it is taken. What answers like nobody of Auto Scaling has taken nothing."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    play.cloud.refuse("CompleteLifecycleAction", *refused)
    async with play.started():
        await play.notify()
        await play.clock.advance(200)
        assert play.result() == "CONTINUE"


async def test_retries_end_with_the_wait() -> None:
    """What passes may pass too late: then the message is let go, and nobody is asked again."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    play.cloud.refuse("CompleteLifecycleAction", *["ServiceUnavailable"] * 1000)
    async with play.started():
        delivery = await play.notify()
        await play.clock.advance(5000)
        assert delivery.outcome == "done"
    assert play.cloud.actions["token"].calls_after_end == 0
    assert 10 < play.cloud.calls["CompleteLifecycleAction"] < 100


async def test_an_action_that_is_not_to_be_seen_yet() -> None:
    """Two refusals of a new action are no end."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    play.cloud.refuse("CompleteLifecycleAction", INVALID, INVALID)
    async with play.started():
        await play.notify()
        await play.clock.advance(60)
        assert play.result() == "CONTINUE"


async def test_an_action_that_has_ended_before() -> None:
    """Three refusals are one: it ends quietly."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    async with play.started():
        delivery = await play.deliver(notification("unknown"))
        await play.clock.advance(600)
        assert delivery.outcome == "done"
    assert play.cloud.calls["CompleteLifecycleAction"] == 3


async def test_a_lost_answer() -> None:
    """The same call again is the same: it is completed once."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    play.cloud.lost = 1
    async with play.started():
        delivery = await play.notify()
        await play.clock.advance(60)
        assert delivery.outcome == "done"
    assert play.counted("completed_total", result="CONTINUE") == 1


async def test_a_call_that_nobody_has_heard() -> None:
    """If the action has ended meanwhile, it was not by that."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        play.cloud.actions["token"].result = "ABANDON"

    play.cloud.refuse("CompleteLifecycleAction", httpx.ConnectError("no"))
    async with play.started():
        await play.notify()
        await play.clock.advance(60)
    assert (play.counted("ended_elsewhere_total"), play.counted("failed_total")) == (1, 0)


@pytest.mark.parametrize(
    "trouble", ["Throttling", "Forbidden.RAM", httpx.ReadTimeout("slow"), httpx.Response(200, text="?")]
)
async def test_a_hook_whose_time_is_not_to_be_had(trouble: Refused) -> None:
    """It may wait as short as any: heartbeats begin before that is over."""
    play = Play()
    play.cloud.timeout = 30

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await play.clock.sleep(900)

    play.cloud.refuse("DescribeLifecycleHooks", trouble)
    async with play.started():
        await play.notify()
        await play.clock.advance(900)
    assert play.result() == "CONTINUE"


async def test_what_is_refused_for_good() -> None:
    """Nobody is asked twice; the message becomes a dead letter, with the reason."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    play.cloud.refuse("CompleteLifecycleAction", "Forbidden.Unauthorized")
    async with play.started():
        delivery = await play.notify()
        assert delivery.outcome == "dead"
    assert "Forbidden.Unauthorized" in delivery.reason
    assert play.cloud.calls["CompleteLifecycleAction"] == 1


async def test_a_heartbeat_by_hand() -> None:
    """Asks for so much, within what the cloud allows."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await action.heartbeat(3600)
        assert action.heartbeats == 1
        assert action.seconds_left == 3600
        await action.heartbeat(100_000)
        assert action.seconds_left == 21_600 - 10

    async with play.started():
        await play.notify()
    assert play.result() == "CONTINUE"


async def test_a_heartbeat_by_hand_after_the_end() -> None:
    """The handler is cancelled there."""
    play = Play()
    went_on: list[bool] = []

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await play.clock.sleep(100)
        await action.heartbeat()
        await play.clock.sleep(1)
        went_on.append(True)

    async with play.started():
        delivery = await play.notify()
        play.cloud.actions["token"].result = "ABANDON"
        await play.clock.advance(200)
        assert delivery.outcome == "done"
    assert went_on == []
