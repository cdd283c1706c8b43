"""A consumer on a real broker: its queue, what it acknowledges, and how it gets its connection back."""

import asyncio
import json

import pytest

from scalehook.consumer import Consumer, LifecycleAction
from scalehook.testing.rabbit import Broker
from support.consumers.desk import ENDED, Desk
from support.managed import somebody
from support.patience import eventually, eventually_is, in_time


@pytest.fixture
def desk(vhost: str) -> Desk:
    return Desk(vhost, deliveries=3)


async def test_events_are_work(desk: Desk) -> None:
    """Each action is completed, and its message is gone."""

    @desk.consumer.on("SCALE_IN", hook="drain")
    async def work(action: LifecycleAction) -> None: ...

    async with desk.consumer:
        await desk.start("a", "b")
        await eventually(lambda: desk.cloud.actions["a"].result and desk.cloud.actions["b"].result)
    assert await desk.depth("scalehook.consumer.c") == 0


async def test_events_wait_for_the_consumer(desk: Desk) -> None:
    """Its queue is durable: what comes while it is away is done when it is there."""

    @desk.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    async with desk.consumer:
        pass
    await desk.start("a")
    async with desk.consumer:
        await eventually(lambda: desk.cloud.actions["a"].result)


async def test_an_end_cancels_the_handler(desk: Desk) -> None:
    """The event is heard at once."""
    why: list[str] = []

    @desk.consumer.on()
    async def work(action: LifecycleAction) -> None:
        try:
            await desk.clock.sleep(10_000)
        finally:
            why.append(action.ended_because)

    async with desk.consumer:
        await desk.start("a")
        await eventually(lambda: desk.consumer.metrics.running._value.get())
        ended = {"LifecycleActionToken": "a", "LifecycleActionStatus": "Timeout"}
        await desk.publish(json.dumps(ended).encode(), ENDED)
        await eventually(lambda: why)
    assert "Timeout" in why[0]
    assert await desk.depth("scalehook.consumer.c") == 0


async def test_poison_becomes_a_dead_letter(desk: Desk) -> None:
    """After so many deliveries; what is behind it is done."""

    @desk.consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    async with desk.consumer:
        await desk.publish(b"poison")
        await desk.start("a")
        await eventually(lambda: desk.cloud.actions["a"].result)
        await eventually_is(lambda: desk.depth("scalehook.consumer.c.dead"), 1)
    received = desk.consumer.metrics.registry.get_sample_value(
        "scalehook_consumer_received_total", {"consumer": "c"}
    )
    assert received == 3 + 1
    assert await desk.depth("scalehook.consumer.c") == 0


async def test_a_shutdown_hands_back(desk: Desk) -> None:
    """What does not finish is there for the next one at once."""

    @desk.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await desk.clock.sleep(10_000)

    next_one = desk.another(grace_seconds=0.02)

    @next_one.on()
    async def also(action: LifecycleAction) -> None: ...

    desk.consumer.stop()
    first = desk.another(grace_seconds=0.02)
    first.on()(work)
    async with first:
        await desk.start("a")
        await eventually(lambda: first.metrics.running._value.get())
    assert await desk.depth("scalehook.consumer.c") == 1
    async with next_one:
        await eventually(lambda: desk.cloud.actions["a"].result)


async def test_a_lost_connection(vhost: str, broker: Broker) -> None:
    """The consumer is back by itself. A message that was in hand comes again: its work goes on, and is
    done once.
    """
    calls: list[str] = []
    with somebody(broker, vhost) as user:
        desk = Desk(user.url, deliveries=3)

        @desk.consumer.on()
        async def work(action: LifecycleAction) -> None:
            calls.append(action.token)
            await desk.clock.sleep(100)

        async with desk.consumer:
            await desk.start("a")
            await eventually(lambda: calls)
            user.cut()
            await eventually(lambda: desk.consumer.state == "connecting")
            await in_time(_until_ready(desk.consumer))
            await eventually(lambda: _duplicates(desk.consumer) == 1)
            await desk.clock.advance(100)
            await eventually(lambda: desk.cloud.actions["a"].result)
            await eventually_is(lambda: desk.depth("scalehook.consumer.c"), 0)
        assert calls == ["a"]
        assert await desk.depth("scalehook.consumer.c") == 0


async def test_it_waits_for_the_broker() -> None:
    """Started first, it is not ready, and stops when it is told to."""
    consumer = Desk("amqp://guest:guest@127.0.0.1:1/").consumer
    consumer.on()(_nothing)
    serving = asyncio.ensure_future(consumer.serve())
    await eventually(lambda: consumer.state == "connecting")
    consumer.stop()
    await in_time(serving)


async def _until_ready(consumer: Consumer) -> None:
    await eventually(lambda: consumer.state == "ready")


def _duplicates(consumer: Consumer) -> float:
    name = "scalehook_consumer_duplicates_total"
    return consumer.metrics.registry.get_sample_value(name, {"consumer": consumer.name}) or 0


async def _nothing(action: LifecycleAction) -> None: ...
