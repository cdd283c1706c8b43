"""A topic with a hundred queues, and one with a hundred HTTP endpoints, each beside emulators of SNS."""

import asyncio
import itertools
from collections.abc import Sequence

from benchmarks.emulators import SHARES, Side, all_of_them, beside
from benchmarks.endpoints import Endpoints, endpoints
from benchmarks.extent import Extent
from benchmarks.load import asked
from benchmarks.queues import TEXT, Queue
from benchmarks.row import Aim, Row
from benchmarks.servers import Server
from benchmarks.spent import Spent, spending
from benchmarks.topics import Topic, mns_topic, sns_topic

SUBSCRIBERS, COUNT = 100, 100
LOOK_SECONDS = 0.02
PATIENCE_SECONDS = 120
CONFIRMED_SECONDS = 5  # the first messages go out before a subscription is confirmed
AIMS = {"fauxqs": Aim(1.0), "ministack": Aim(1.0)}
WITHOUT_HTTP = ("fauxqs",)  # it takes such a subscription, and delivers nothing


async def rows(extent: Extent) -> list[Row]:
    """The processor time of the server's process for each message at a subscriber."""
    count = extent.count(COUNT)
    with all_of_them() as (ours, others):
        topics: dict[str, Topic] = {n: await sns_topic(other, "q") for n, other in others.items()}
        sides = {n: await _to_queues(topic, _share(n, count)) for n, topic in topics.items()}
        own = await _to_queues(await mns_topic(ours, "q"), count)
        found = await beside(f"fan_out_{SUBSCRIBERS}_queues", "a delivery", extent, own, sides, AIMS)
        return found + await _to_the_web(extent, ours, others)


async def _to_the_web(extent: Extent, ours: Server, others: dict[str, Server]) -> list[Row]:
    count = extent.count(COUNT)
    able = {name: server for name, server in others.items() if name not in WITHOUT_HTTP}
    async with endpoints() as at:
        sides = {
            name: await _to_endpoints(await sns_topic(other, "w"), at, _share(name, count))
            for name, other in able.items()
        }
        own = await _to_endpoints(await mns_topic(ours, "w"), at, count)
        what = "a delivery, the next message when all have the one before"
        return await beside(f"fan_out_{SUBSCRIBERS}_http", what, extent, own, sides, AIMS)


def _share(name: str, count: int) -> int:
    return max(1, round(count * SHARES[name]))


async def _to_queues(topic: Topic, count: int) -> Side:
    """The queues keep what they get."""
    queues = await topic.subscribe_queues(SUBSCRIBERS)
    there = itertools.count(count, count)  # messages in each queue, round by round

    async def work() -> None:
        await asked(topic.server.address, *(topic.publish(f"{TEXT}{n}") for n in range(count)))
        await _filled(queues, next(there))

    return lambda: spending(count * SUBSCRIBERS, work, topic.server.process_id)


async def _filled(queues: Sequence[Queue], count: int) -> None:
    """Until each queue has so many; it is looked into the next one when one is full."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        for queue in reversed(queues):
            while queue.counted((await asked(queue.server.address, queue.count()))[0]) < count:
                await asyncio.sleep(LOOK_SECONDS)


async def _to_endpoints(topic: Topic, at: Endpoints, count: int) -> Side:
    await topic.subscribe_urls(at.urls(SUBSCRIBERS))
    await _confirmed(topic, at)

    async def work() -> None:
        for number in range(count):
            at.expect(SUBSCRIBERS)
            await asked(topic.server.address, topic.publish(f"{TEXT}{number}"))
            await at.all_there(PATIENCE_SECONDS)

    async def measure() -> Spent:
        return await spending(count * SUBSCRIBERS, work, topic.server.process_id)

    return measure


async def _confirmed(topic: Topic, at: Endpoints) -> None:
    """Until a message comes to all."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            at.expect(SUBSCRIBERS)
            await asked(topic.server.address, topic.publish(TEXT))
            try:
                return await at.all_there(CONFIRMED_SECONDS)
            except TimeoutError:
                continue
