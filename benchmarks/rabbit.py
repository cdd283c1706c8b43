"""Lifecycle notifications over RabbitMQ, and as many bare messages through aio-pika: processor time of
all processes without the broker and with it (never of the database, which bare messages do not have).
"""

import asyncio
import itertools
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import aio_pika
import uvloop

from benchmarks.alternating import in_turn
from benchmarks.distributed import Backbone, backbone, services
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from benchmarks.spent import Spent, compared, spending
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.bus.rabbit.consuming import PREFETCH
from scalehook.kit.bus.rabbit.wire import Outgoing, encode
from scalehook.kit.clock.clock import Clock
from scalehook.kit.machine.envelope import Envelope
from scalehook.testing.rabbit.broker import Broker
from scalehook.testing.throwaway import NoServer
from scalehook.wiring.services import readers
from scalehook_contracts.message_service.queues import CreateQueue, GetQueueAttributes
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted

HOPS = 2  # the event to the dispatcher, its command to the message service; its reply is not counted
COUNT, BATCH = 2_000, 200
NAMES = itertools.count(1)
AIM = Aim(0.6, stretch=0.7, least=True)

Work = Callable[[], Awaitable[object]]
Both = tuple[Spent, Spent | None]  # without the broker, and with it


async def rows(extent: Extent) -> list[Row]:
    """The broker is the same, and every message is confirmed, persistent and acknowledged."""
    try:
        async with backbone() as at:
            return await _hops(at, extent)
    except NoServer as problem:
        return [Row("rabbit_hop", None, note=str(problem))]


async def _hops(at: Backbone, extent: Extent) -> list[Row]:
    count = BATCH * extent.count(COUNT // BATCH)
    with services(at, "notification_dispatcher", "message_service") as running:
        own = [server.process_id for server in running.values()]
        async with _bus(at) as bus, _raw(at) as raw:
            seen = await in_turn(
                extent.rounds,
                lambda: _spent(at.broker, count * HOPS, lambda: _notify(bus, count), own),
                lambda: raw(count * HOPS),
            )
    return _rows(*seen)


async def _spent(broker: Broker, count: int, work: Work, others: list[int]) -> Both:
    """By this process and those, and by the broker, too, where it is ours."""
    before = await _broker_seconds(broker)
    spent = await spending(count, work, os.getpid(), *others)
    after = await _broker_seconds(broker)
    if before is None or after is None:
        return spent, None
    return spent, replace(spent, cpu=spent.cpu + after - before)


async def _broker_seconds(broker: Broker) -> float | None:
    """The processor time of its Erlang so far."""
    asked = "eval", "element(1, erlang:statistics(runtime))."
    try:
        return int(await asyncio.to_thread(broker.control, *asked)) / 1000
    except NoServer:  # it is somebody else's
        return None


def _rows(ours: list[Both], other: list[Both]) -> list[Row]:
    note = f"notifications × {HOPS} hops; other: aio-pika, confirms and acks"
    sides = (ours, other)
    cpu = [[spent.per_cpu_second for spent, _ in side] for side in sides]
    wall = [[spent.per_second for spent, _ in side] for side in sides]
    both = [[spent.per_cpu_second for _, spent in side if spent] for side in sides]
    rows = [compared("rabbit_hop", "messages/s of CPU", *cpu, f"{note}; broker not counted", AIM)]
    if all(both):
        rows.append(
            compared("rabbit_hop_broker", "messages/s of CPU", *both, f"{note}; broker, too", AIM)
        )
    return [*rows, compared("rabbit_hop_wall", "messages/s", *wall, note)]


@asynccontextmanager
async def _bus(at: Backbone) -> Any:
    bus = RabbitBus(at.amqp_url, "benchmark", Clock(), contract_types(), readers())
    await bus.start()
    try:
        yield bus
    finally:
        await bus.close()


async def _notify(bus: RabbitBus, count: int) -> None:
    """The events as the controller's relay posts them, until all messages are in the queue."""
    queue = f"q{next(NAMES)}"
    await bus.call(CreateQueue(queue_name=queue))
    for batch in range(count // BATCH):
        await bus.post([_envelope(queue, batch * BATCH + number) for number in range(BATCH)])
    while (await bus.call(GetQueueAttributes(queue_name=queue))).active_messages < count:
        await asyncio.sleep(0.05)


def _envelope(queue: str, number: int) -> Envelope:
    token = f"{queue}-{number:026}"
    event = LifecycleActionStarted(
        lifecycle_hook_id="ash-bp1234567890abcdefgh",
        lifecycle_hook_name="hook",
        lifecycle_action_token=token,
        lifecycle_transition="SCALE_OUT",
        default_result="CONTINUE",
        heartbeat_timeout=600,
        notification_arn=f"acs:mns:cn-hangzhou:1234567890123456:queue/{queue}",
        notification_metadata="",
        scaling_group_id="asg-bp1234567890abcdefgh",
        scaling_group_name="group",
        scaling_activity_id="asa-bp1234567890abcdefgh",
        request_id="request",
        instance_ids=["i-bp1234567890abcdefg"],
        started_at=0,
        deadline=600,
    )
    return Envelope(event, token, Clock().now(), token, "scaling_controller")


@asynccontextmanager
async def _raw(at: Backbone) -> Any:
    """Publisher here, consumer in a process of its own, as it is with services."""
    connection = await aio_pika.connect(at.amqp_url)
    channel = await connection.channel(publisher_confirms=True)
    arguments = {"x-queue-type": "quorum"}
    queue = await channel.declare_queue("raw", durable=True, arguments=arguments)
    back = await channel.declare_queue("raw.done", exclusive=True)
    arrived: asyncio.Queue[None] = asyncio.Queue()
    await back.consume(lambda message: arrived.put(None), no_ack=True)
    command = [sys.executable, "-m", "benchmarks.rabbit", at.amqp_url, "raw", "raw.done"]
    consumer = await asyncio.create_subprocess_exec(*command)
    message = _bare(encode(_envelope("q", 1)))

    async def publish(count: int) -> None:
        for _ in range(count // BATCH):
            await asyncio.gather(
                *(channel.default_exchange.publish(message, queue.name) for _ in range(BATCH))
            )
        message_of_end = aio_pika.Message(b"end", type="end")
        await channel.default_exchange.publish(message_of_end, queue.name)
        await arrived.get()

    async def measure(count: int) -> Both:
        return await _spent(at.broker, count, lambda: publish(count), [consumer.pid])

    try:
        yield measure
    finally:
        consumer.kill()
        await consumer.wait()
        await connection.close()


def _bare(outgoing: Outgoing) -> aio_pika.Message:
    """As large as one of ours, as aio-pika's users make it."""
    given = outgoing.properties
    return aio_pika.Message(
        outgoing.body,
        headers=given.headers,
        content_type=given.content_type,
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        message_id=given.message_id,
        correlation_id=given.correlation_id,
        type=given.message_type,
        app_id=given.app_id,
        timestamp=given.timestamp,
    )


async def _consume(url: str, name: str, done: str) -> None:
    connection = await aio_pika.connect(url)
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=PREFETCH)
    queue = await channel.get_queue(name)
    async with queue.iterator() as messages:
        async for message in messages:
            await message.ack()
            if message.type == "end":
                await channel.default_exchange.publish(aio_pika.Message(b""), done)


if __name__ == "__main__":
    uvloop.run(_consume(*sys.argv[1:4]))
