"""Actions through the kit for consumers, and through a bare aio-pika consumer of the same queue that
completes them by the same calls and does nothing else: no heartbeats, no order, no duplicates.
"""

import asyncio
import contextlib
import itertools
import json
import os
import sys
import time
from collections.abc import AsyncIterator

import aio_pika
import structlog

from benchmarks.alternating import in_turn
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from benchmarks.spent import Spent, compared, spending
from scalehook.consumer import Consumer, LifecycleAction
from scalehook.consumer.completing import AutoScaling
from scalehook.consumer.connections import connection
from scalehook.consumer.notification import Notification, parse
from scalehook.consumer.settings import Settings
from scalehook.testing.rabbit import rabbit_broker
from scalehook.testing.throwaway import NoServer, free_port

COUNT = 1_000  # an action takes some ms of CPU on each side
PATIENCE_SECONDS = 300  # for one side's round
IN_HAND, AT_ONCE = 20, 200
YES = b'HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{"RequestId":"1"}'
QUEUE = "scalehook.consumer.bench"
EVENT = "scaling_controller.lifecycle_action_started"
NUMBERS = itertools.count(1)
AIM = Aim(0.8, least=True)


async def rows(extent: Extent) -> list[Row]:
    """The broker is the same, and so is the server that takes the results."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    try:
        with rabbit_broker() as broker:
            async with _taking() as endpoint:
                return await _measured(broker.vhost(), endpoint, extent)
    except NoServer as problem:
        return [Row("consumer_kit", None, note=str(problem))]


async def _measured(url: str, endpoint: str, extent: Extent) -> list[Row]:
    count = extent.count(COUNT)
    await _kit(url, endpoint, 0)  # it makes the queue
    ours, other = await in_turn(
        extent.rounds, lambda: _kit(url, endpoint, count), lambda: _bare(url, endpoint, count)
    )
    note = "actions completed; other: aio-pika and the same call, nothing else"
    cpu = ([spent.per_cpu_second for spent in side] for side in (ours, other))
    wall = ([spent.per_second for spent in side] for side in (ours, other))
    return [
        compared("consumer_kit", "actions/s of CPU", *cpu, note, AIM),
        compared("consumer_kit_wall", "actions/s", *wall, note, AIM),
    ]


async def _kit(url: str, endpoint: str, count: int) -> Spent:
    """From the moment that it is ready, with as many messages as it will get."""
    await _publish(url, count)
    consumer = Consumer("bench", source="rabbit", amqp_url=url, ess_endpoint=endpoint, prefetch=IN_HAND,
                        concurrency=IN_HAND, access_key_id="k", access_key_secret="s")  # fmt: skip

    @consumer.on("SCALE_IN", hook="drain")
    async def work(action: LifecycleAction) -> None: ...

    async def all_of_them() -> None:
        async with consumer:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while _completed(consumer) < count:
                    await asyncio.sleep(0.002)

    return await spending(max(count, 1), all_of_them, os.getpid())


def _completed(consumer: Consumer) -> float:
    given = {"consumer": consumer.name, "result": "CONTINUE"}
    found = consumer.metrics.registry.get_sample_value("scalehook_consumer_completed_total", given)
    return found or 0


async def _bare(url: str, endpoint: str, count: int) -> Spent:
    await _publish(url, count)
    return await spending(count, lambda: _consume(url, endpoint, count), os.getpid())


async def _consume(url: str, endpoint: str, count: int) -> None:
    done = asyncio.Event()
    numbers = itertools.count(1)
    async with connection(endpoint, many=IN_HAND, proxies=False) as client:
        scaling = AutoScaling(client, Settings())

        async def work(message: aio_pika.abc.AbstractIncomingMessage) -> None:
            found = parse(message.body)
            assert isinstance(found, Notification)
            await scaling.complete(found, "CONTINUE")
            await message.ack()
            if next(numbers) == count:
                done.set()

        async with await aio_pika.connect(url) as connected:
            channel = await connected.channel()
            await channel.set_qos(prefetch_count=IN_HAND)
            queue = await channel.get_queue(QUEUE)
            await queue.consume(work)
            await asyncio.wait_for(done.wait(), PATIENCE_SECONDS)


async def _publish(url: str, count: int) -> None:
    if not count:
        return
    async with await aio_pika.connect(url) as connected:
        exchange = (await connected.channel()).default_exchange
        for start in range(0, count, AT_ONCE):  # a confirm takes the broker longer than the message
            batch = range(min(AT_ONCE, count - start))
            await asyncio.gather(*(exchange.publish(_message(), QUEUE) for _ in batch))


def _message() -> aio_pika.Message:
    number = next(NUMBERS)
    return aio_pika.Message(_event(number), message_id=str(number), type=EVENT)


def _event(number: int) -> bytes:
    return json.dumps(
        {
            "LifecycleActionToken": f"{number:036}", "LifecycleHookId": "ash-bp1234567890abcdefgh",
            "LifecycleHookName": "drain", "LifecycleTransition": "SCALE_IN", "DefaultResult": "CONTINUE",
            "HeartbeatTimeout": 600, "NotificationMetadata": "", "ScalingGroupId": "asg-bp123456789",
            "ScalingGroupName": "group", "ScalingActivityId": "asa-bp1234567890abcdefgh",
            "RequestId": "request", "InstanceIds": [f"i-{number}"], "StartedAt": time.time(),
        }
    ).encode()  # fmt: skip


@contextlib.asynccontextmanager
async def _taking() -> AsyncIterator[str]:
    """A process that says yes to everything."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.consumer_kit", str(port), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        await process.wait()


async def _say_yes(port: int) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
                await reader.readexactly(length)
                writer.write(YES)

    server = await asyncio.start_server(answer, "127.0.0.1", port)
    print("listening", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_say_yes(int(sys.argv[1])))
