"""Events on a broker: those that nobody hears cost next to nothing; who binds a queue misses none."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import aio_pika
import pytest

from scalehook.kit.bus.rabbit.frames import Frames
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.topology import EVENTS
from support.buses import RabbitCase
from support.counter.messages import Added
from support.patience import eventually

ADDED = Added.wire_name()


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The kinds of what has been written to the broker, one for each message."""
    written: list[str] = []
    send: Callable[..., Any] = Frames.publish

    def publish(frames: Frames, message: Any, exchange: str, key: str, mandatory: bool) -> Any:
        written.append(key)
        return send(frames, message, exchange, key, mandatory)

    monkeypatch.setattr(Frames, "publish", publish)
    yield written


class Listener:
    """A queue of its own, bound to one kind of event; `heard` are their numbers."""

    def __init__(self) -> None:
        self.heard: list[int] = []

    async def bind(self, url: str) -> "aio_pika.abc.AbstractRobustConnection":
        connection = await aio_pika.connect_robust(url)
        channel = await connection.channel()
        self.queue = await channel.declare_queue(exclusive=True)
        await self.queue.bind(EVENTS, ADDED)
        await self.queue.consume(self._take, no_ack=True)
        return connection

    async def _take(self, message: Any) -> None:
        self.heard.append(int(message.message_id))


async def post(case: RabbitCase, number: int) -> None:
    event = Envelope(Added(amount=number), str(number), case.bus.clock.now())
    await case.bus.post([event])


async def test_what_nobody_hears(vhost: str, client: RabbitCase, published: list[str]) -> None:
    """Of hundreds one is published now and then; all that follow the binding are heard, in order."""
    for number in range(300):
        await post(client, number)
    last = Envelope(Added(amount=0), "300", client.bus.clock.now())
    await (await client.bus.post([last])).settled()
    assert published.count(ADDED) < 100
    listener = Listener()
    async with await listener.bind(vhost):
        for number in range(301, 400):
            await post(client, number)
        await eventually(lambda: len(listener.heard) >= 99)
        assert listener.heard == list(range(301, 400))
    before = published.count(ADDED)
    await post(client, 400)
    await post(client, 401)  # nobody hears the one before
    assert published.count(ADDED) == before + 1


async def test_a_queue_is_bound_in_the_middle(vhost: str, client: RabbitCase) -> None:
    """While events happen without a pause: none is missed from then on, and none overtakes another."""
    latest, ended = 0, asyncio.Event()

    async def happen() -> None:
        nonlocal latest
        while not ended.is_set():
            latest += 1
            await post(client, latest)
            await asyncio.sleep(0)

    happening = asyncio.ensure_future(happen())
    await eventually(lambda: latest > 50)
    listener = Listener()
    async with await listener.bind(vhost):
        since = latest + 1
        await eventually(lambda: len(listener.heard) > 200)
        ended.set()
        await happening
        await eventually(lambda: listener.heard[-1] == latest)
        first = listener.heard[0]
        assert first <= since
        assert listener.heard == list(range(first, latest + 1))
