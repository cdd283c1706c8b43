"""What the broker says of queues that consumers have made for themselves."""

import aio_pika

from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.bus.rabbit.foreign import ForeignQueue
from scalehook.kit.clock.clock import Clock
from scalehook.testing.rabbit import Broker
from support.forwarder import Forwarder
from support.patience import eventually, eventually_is


async def test_a_queue_with_a_reader(vhost: str, broker: Broker) -> None:
    """How many messages are there for it, and that it reads; without the management API nobody can tell
    what it has in hand. A queue that is not there is left out, and the connection goes on. Where none
    are named the management API, asked as the same user, names all that are not the stack's own.
    """
    bus = RabbitBus(vhost, "tests", Clock(), {})
    await bus.start()
    try:
        async with await aio_pika.connect(vhost) as consumer:
            channel = await consumer.channel()
            await channel.set_qos(prefetch_count=1)
            queue = await channel.declare_queue("mine", exclusive=False, auto_delete=True)
            for _ in range(2):
                await channel.default_exchange.publish(aio_pika.Message(b""), "mine")
            taken: list[object] = []
            await queue.consume(taken.append)
            await eventually(lambda: taken)
            for management in ("", "http://127.0.0.1:9/"):
                found = await bus.foreign_queues(["nothing", "mine"], management)
                assert found == [ForeignQueue("mine", ready=1, readers=1)]
            assert await bus.foreign_queues([], "") == []
            [found_by_itself] = await bus.foreign_queues([], broker.management_url)
            assert (found_by_itself.name, found_by_itself.readers) == ("mine", 1)
    finally:
        await bus.close()


async def test_a_reader_that_dies(vhost: str) -> None:
    """Its connection ends without a word: the broker has what was in its hands, and nobody reads."""
    way = Forwarder(vhost)
    way.open()
    bus = RabbitBus(vhost, "tests", Clock(), {})
    await bus.start()
    try:
        consumer = await aio_pika.connect(way.url)
        channel = await consumer.channel()
        queue = await channel.declare_queue("mortal")
        await channel.default_exchange.publish(aio_pika.Message(b""), "mortal")
        taken: list[object] = []
        await queue.consume(taken.append)
        await eventually(lambda: taken)
        way.close()
        left = [ForeignQueue("mortal", ready=1, readers=0)]
        await eventually_is(lambda: bus.foreign_queues(["mortal"], ""), left)
    finally:
        await bus.close()
