"""Messages that are no work, or no work any more."""

import asyncio
import re

import pytest

from scalehook.consumer import LifecycleAction
from support.consumers.clock import settled
from support.consumers.play import Play
from support.consumers.source import SharedSource, notification

TEST = b'{"userId": "1", "resourceArn": "acs:ess:cn-hangzhou:1:scalinggroup/asg-1", "content": {}}'


async def test_a_second_message_of_an_action_that_runs() -> None:
    """It is let go: the first one is still in hand."""
    play = Play()
    calls: list[str] = []

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        calls.append(action.token)
        await play.clock.sleep(100)

    async with play.started():
        first = await play.notify(key="1")
        second = await play.deliver(notification(), key="2")
        assert (first.outcome, second.outcome) == ("", "done")
        await play.clock.advance(100)
        third = await play.deliver(notification(), key="3")
        assert (first.outcome, third.outcome) == ("done", "done")
    assert calls == ["token"]
    assert play.counted("duplicates_total") == 2


async def test_the_same_message_once_more() -> None:
    """Its connection was lost, or its time in hand: the latest delivery is the one that counts."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await play.clock.sleep(100)

    async with play.started():
        first = await play.notify(key="1")
        again = await play.deliver(notification(), key="1", count=2, held=60.0)
        assert again.outcome == ""
        await play.clock.advance(100)
        assert (first.outcome, again.outcome) == ("", "done")
        assert again.extensions == 4
    assert play.result() == "CONTINUE"


async def test_a_stale_message_is_no_work() -> None:
    """One that has come before may be of an action that has ended: that is asked first."""
    play = Play()
    calls: list[str] = []

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        calls.append(action.token)

    async with play.started():
        play.cloud.start("token").result = "ABANDON"
        await play.clock.advance(60)
        stale = await play.deliver(notification(), count=2, sent_at=play.clock.now() - 60)
        alive = await play.notify("alive", count=2)
        assert (stale.outcome, alive.outcome) == ("done", "done")
    assert calls == ["alive"]
    assert play.cloud.actions["token"].calls_after_end == 1


async def test_a_deleted_hook() -> None:
    """What it held has ended: there is nothing to do, and nothing to tell."""
    play = Play()
    play.cloud.hooks.clear()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        raise AssertionError("not to be called")

    async with play.started():
        delivery = await play.notify()
        assert delivery.outcome == "done"
    assert play.cloud.calls == {"DescribeLifecycleHooks": 1}


async def test_the_test_notification() -> None:
    """It is let go, and no handler hears of it."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        raise AssertionError("not to be called")

    async with play.started():
        delivery = await play.deliver(TEST)
        assert delivery.outcome == "done"
    assert play.counted("test_notifications_total") == 1
    assert not play.cloud.calls


async def test_an_unreadable_message() -> None:
    """It may come again, but not for ever: then it is a dead letter. Good ones behind it are served."""
    play = Play(deliveries=3)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    async with play.started():
        outcomes = [(await play.deliver(b"?", key="1", count=n)).outcome for n in (1, 2, 3)]
        good = await play.notify()
        assert (outcomes, good.outcome) == (["later", "later", "dead"], "done")
    assert play.counted("dead_letters_total") == 1


@pytest.mark.parametrize(
    ("source", "outcomes"), [(None, ["done"] * 2), (SharedSource, ["later", "dead"])]
)
async def test_an_action_that_no_handler_wants(
    source: type[SharedSource] | None, outcomes: list[str]
) -> None:
    """On a queue of one's own it is let go; on one that others read it is left to them, for a while."""
    play = Play(source() if source else None, deliveries=2)

    @play.consumer.on(hook="other")
    async def work(action: LifecycleAction) -> None: ...

    async with play.started():
        found = [(await play.notify(key="1", count=count)).outcome for count in (1, 2)]
    assert found == outcomes
    assert play.counted("unclaimed_total") == 2
    assert play.result() == ""


async def test_an_action_that_somebody_else_may_want() -> None:
    """While it waits, those who read the same queue may not have had their turn yet."""
    play = Play(SharedSource(), deliveries=2)

    @play.consumer.on(hook="other")
    async def work(action: LifecycleAction) -> None: ...

    outcomes = []
    async with play.started():
        sent = play.clock.now()
        for count, later in ((1, 0), (9, 500), (10, 101)):
            await play.clock.advance(later)
            outcomes.append((await play.notify(key="1", count=count, sent_at=sent)).outcome)
        play.cloud.hooks.clear()
        await play.clock.advance(60)
        gone = notification("another", lifecycleHookId="ash-2")
        outcomes.append((await play.deliver(gone, count=9, sent_at=play.clock.now())).outcome)
    assert outcomes == ["later", "later", "dead", "dead"]


@pytest.mark.parametrize("field", ["lifecycleActionToken", "lifecycleHookId"])
async def test_a_message_that_breaks_its_handling(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is, it does not come for ever."""
    monkeypatch.setattr("scalehook.consumer.notification.SURROGATE", re.compile("nothing"))
    play = Play(deliveries=2)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    async with play.started():
        body = notification(**{field: "\ud800"})
        outcomes = [(await play.deliver(body, key="1", count=n)).outcome for n in (1, 2)]
        good = await play.notify()
    assert (outcomes, good.outcome) == (["later", "dead"], "done")


async def test_actions_of_an_instance_keep_their_order() -> None:
    """One goes after the other as they have come, however many may run at once; others need not wait."""
    play = Play()
    course: list[str] = []

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        course.append(f"{action.token} begins")
        await play.clock.sleep(10)
        course.append(f"{action.token} ends")

    async with play.started():
        for token, instances in (("a", ["i-1", "i-2"]), ("b", ["i-2"]), ("c", ["i-3"])):
            play.cloud.start(token)
            play.source.deliver(notification(token, instanceIds=instances), key=token)
        await play.clock.advance(100)
    assert course[:2] == ["a begins", "c begins"]
    assert course.index("a ends") < course.index("b begins")
    assert len(course) == 6


async def test_as_many_handlers_at_once_as_are_allowed() -> None:
    """The others wait, and are kept waiting by heartbeats."""
    play = Play(concurrency=2)
    running = most = 0

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await play.clock.sleep(500)
        running -= 1

    async with play.started():
        for number in range(4):
            await play.notify(f"token-{number}")
        await play.clock.advance(1100)
    assert most == 2
    assert {action.result for action in play.cloud.actions.values()} == {"CONTINUE"}


async def test_room_for_messages() -> None:
    """A source is told to wait while as many messages are in hand as may be."""
    play = Play(concurrency=1, prefetch=2)

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await play.clock.sleep(10)

    async with play.started():
        assert play.source.to is not None
        assert await play.source.to.room() == 2
        await play.notify("1")
        await play.notify("2")
        waiting = asyncio.ensure_future(play.source.to.room())
        await settled()
        assert not waiting.done()
        await play.clock.advance(10)
        assert await waiting == 1
        await play.clock.advance(10)
