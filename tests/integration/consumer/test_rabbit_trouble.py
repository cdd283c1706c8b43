"""What can be wrong at a broker: a queue that goes, one that is not as it should be, silence."""

import asyncio
import json

import pytest
from aio_pika.exceptions import ChannelNotFoundEntity, ChannelPreconditionFailed
from structlog.testing import capture_logs

from scalehook.consumer import LifecycleAction, Settings
from scalehook.consumer.sources.rabbit import RabbitSource
from scalehook.consumer.sources.surroundings import Surroundings
from support.consumers.desk import Desk
from support.patience import eventually, eventually_is, in_time
from support.wire import wire_to

QUEUE = "scalehook.consumer.c"


@pytest.fixture
def desk(vhost: str) -> Desk:
    return Desk(vhost)


@pytest.fixture
def begun(desk: Desk) -> list[str]:
    """The tokens that the function was called with."""
    found: list[str] = []

    @desk.consumer.on()
    async def work(action: LifecycleAction) -> None:
        found.append(action.token)

    return found


async def done(desk: Desk, token: str) -> None:
    await eventually(lambda: desk.cloud.actions[token].result)


async def readers(desk: Desk) -> int | None:
    """Of its queue; none while there is no queue."""
    async with desk.channel() as channel:
        try:
            return (await channel.get_queue(QUEUE)).declaration_result.consumer_count
        except ChannelNotFoundEntity:
            return None


async def test_a_queue_that_is_deleted(desk: Desk, begun: list[str]) -> None:
    """The broker says so: it is declared anew, and what is published then is work."""
    async with desk.consumer:
        async with desk.channel() as channel:
            await channel.queue_delete(QUEUE)
        await eventually_is(lambda: readers(desk), 1)
        await desk.start("a")
        await done(desk, "a")
    assert begun == ["a"]


async def test_other_settings_than_last_time(desk: Desk, begun: list[str]) -> None:
    """The queue, a durable one of quorum, stays as it is, and so does what is in it."""
    first = desk.another(deliveries=9)
    first.on()(nothing)
    async with first:
        pass
    await desk.start("a")
    with capture_logs() as lines:
        async with desk.consumer:
            await done(desk, "a")
    [line] = [line for line in lines if line["event"] == "the queue was made with other settings"]
    assert line["queue"] == QUEUE
    around = Surroundings("c", Settings(amqp_url=desk.url, deliveries=9), desk.clock)
    made = RabbitSource(around)._arguments()
    for other, wrong in ({"durable": False}, "durable"), ({"durable": True}, "x-queue-type"):
        async with desk.channel() as channel:
            with pytest.raises(ChannelPreconditionFailed, match=f"inequivalent arg '{wrong}'"):
                await channel.declare_queue(QUEUE, **other, arguments=made | {"x-queue-type": "classic"})


async def test_what_anybody_may_write_into_headers(desk: Desk, begun: list[str]) -> None:
    """It is no count, and breaks nothing."""
    async with desk.consumer:
        for token, count in enumerate(["many", 2**40, -1, None, [3], {"a": 1}, 10**6]):
            desk.cloud.start(name := str(token))
            headers = {"x-delivery-count": count, "traceparent": "?"}
            await desk.publish(json.dumps(desk.event(name)).encode(), message_id=name, headers=headers)
            await done(desk, name)
        await eventually_is(lambda: desk.depth(QUEUE), 0)
    assert len(begun) == 7


@pytest.mark.parametrize("when", ["idle", "working", "connecting"])
async def test_a_broker_that_says_nothing_more(desk: Desk, when: str) -> None:
    """It holds up no end; another consumer has what was in hand as soon as the broker is back."""
    async with wire_to(desk.url) as wire:
        consumer = desk.another(amqp_url=wire.url(), grace_seconds=0.2)

        @consumer.on()
        async def work(action: LifecycleAction) -> None:
            await asyncio.Event().wait()

        if when == "connecting":
            wire.freeze()
            serving = asyncio.ensure_future(consumer.serve())
            await eventually(lambda: consumer.state == "connecting")
        else:
            serving = asyncio.ensure_future(consumer.serve())
            await in_time(consumer.ready())
            if when == "working":
                await desk.start("a")
                await eventually(lambda: consumer.metrics.running._value.get())
            wire.freeze()
        consumer.stop()
        await in_time(serving)
    assert consumer.state == "stopped"
    if when == "working":
        begun: list[str] = []

        @desk.consumer.on()
        async def again(action: LifecycleAction) -> None:
            begun.append(action.token)

        async with desk.consumer:
            await done(desk, "a")
        assert begun == ["a"]


async def nothing(action: LifecycleAction) -> None: ...
