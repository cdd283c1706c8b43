"""What becomes of what was under way when a connection freezes or is cut."""

import asyncio
import gc

import pytest

from scalehook.kit.bus.bus import Delivery
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.bus.rabbit.outbox import Outbox
from scalehook.kit.clock.clock import Clock
from scalehook.kit.machine.envelope import Envelope
from scalehook.testing.rehearsal import Played
from support.buses import TYPES, RabbitCase, rabbit_case, running
from support.counter.messages import Add, Added, Elsewhere, Read
from support.forwarder import Forwarder
from support.patience import PATIENCE_SECONDS, eventually, in_time
from support.wire import wire_to

HEARTBEAT = "heartbeat=1"  # a connection without frames is given up after six seconds


class Reader:
    """Notes the ids of what comes, and acknowledges it."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def __call__(self, delivery: Delivery) -> None:
        self.ids.append(delivery.envelope.message_id)
        delivery.ack()


def additions(count: int) -> list[Envelope]:
    return [Envelope(Add(amount=1), f"m{number}", Clock().now()) for number in range(count)]


async def well(question: bytes) -> bytes:
    return b"well"


async def test_posts_and_calls_go_on_after_a_frozen_connection(vhost: str, client: RabbitCase) -> None:
    """And questions: the library cancels what waits; nobody may take that for the end of the work."""
    reader = Reader()
    await client.bus.consume("listener", [Added], reader)
    async with wire_to(vhost) as wire, running(wire.url(HEARTBEAT)) as host:
        await client.bus.call(Add(amount=1))
        wire.freeze()
        host.accept(Played(Envelope(Add(amount=5), "own", host.clock.now())))
        call = asyncio.ensure_future(host.bus.call(Read(), timeout=PATIENCE_SECONDS))
        question = asyncio.ensure_future(host.bus.ask_process("counter", b"", PATIENCE_SECONDS))
        words = [
            asyncio.ensure_future(host.bus.dead_letters()),
            asyncio.ensure_future(host.bus.publish(Elsewhere(amount=0))),
        ]
        await eventually(lambda: not host.bus.connected)
        problems = await asyncio.gather(*words, return_exceptions=True)
        wire.thaw()
        host.bus.respond = well
        assert await question == b"well"
        assert [type(problem) for problem in problems] == [ConnectionError] * 2
        assert (await call).value == 6
        await eventually(lambda: len(reader.ids) == 2)
        assert (await client.bus.call(Add(amount=1), timeout=PATIENCE_SECONDS)).value == 7
        assert host.failed is None


async def test_a_tail_goes_on_after_a_frozen_connection(vhost: str, client: RabbitCase) -> None:
    """It has missed what happened meanwhile, and shows what happens next."""
    async with wire_to(vhost) as wire:
        case = await rabbit_case(wire.url(HEARTBEAT))
        watching = case.bus.observe()

        async def see() -> None:
            seen = asyncio.ensure_future(anext(watching))
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not seen.done():
                    await client.bus.publish(Elsewhere(amount=1))
            assert (await seen).message == Elsewhere(amount=1)

        await see()
        wire.freeze()
        await eventually(lambda: not case.bus.connected)
        wire.thaw()
        await see()
        await watching.aclose()
        await case.close()


async def test_acknowledgements_go_on_after_a_lost_connection() -> None:
    """One that ends as cancelled does not end the others."""
    outbox, sent = Outbox(), asyncio.Event()
    lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    lost.set_exception(asyncio.CancelledError())

    async def send() -> None:
        sent.set()

    outbox.put(lambda: lost)
    outbox.put(send)
    await in_time(sent.wait())
    await outbox.close()


async def test_a_posting_keeps_its_order_over_connections(vhost: str, client: RabbitCase) -> None:
    """What is published again is published in order: a reader sees no message before an earlier one."""
    reader = Reader()
    await client.bus.consume("counter", [], reader)
    async with wire_to(vhost) as wire:
        case = await rabbit_case(wire.url())
        posting = asyncio.ensure_future(case.bus.post(additions(1000)))
        for seen in (50, 200, 500):
            await eventually(lambda seen=seen: len(reader.ids) > seen)
            wire.cut_after(1)
        await posting
        await eventually(lambda: len(set(reader.ids)) == 1000)
        assert list(dict.fromkeys(reader.ids)) == [f"m{number}" for number in range(1000)]
        await case.close()


async def test_many_are_posted_before_the_first_is_confirmed(vhost: str, client: RabbitCase) -> None:
    """Confirms are waited for together."""
    await client.bus.consume("counter", [], Reader())
    async with wire_to(vhost) as wire:
        case = await rabbit_case(wire.url())
        channel = await case.bus._publisher.channel.get_underlay_channel()
        wire.freeze()
        posting = asyncio.ensure_future(case.bus.post(additions(200)))
        await eventually(lambda: len(channel.confirmations) == 200)
        assert not posting.done()
        wire.thaw()
        await posting
        await case.close()


async def test_channels_outlive_a_broker_that_is_away(vhost: str) -> None:
    """The library holds them weakly; who reads and who gets answers must keep them."""
    broker = Forwarder(vhost)
    broker.open()
    client = await rabbit_case(broker.url)
    async with running(broker.url) as host:
        await client.bus.call(Add(amount=1))
        broker.close()
        connections = [client.bus._connection, host.bus._connection]
        await eventually(lambda: not any(connection.transport for connection in connections))
        gc.collect()
        broker.open()
        assert (await client.bus.call(Add(amount=1), timeout=PATIENCE_SECONDS)).value == 2
    await client.close()
    broker.close()


@pytest.mark.parametrize("said", [1, 600, 700, 800, 1000])
async def test_a_start_that_is_cut_short_is_tried_again(vhost: str, said: int) -> None:
    """Wherever the connection ends."""
    async with wire_to(vhost) as wire:
        wire.cut_after(said)
        bus = RabbitBus(wire.url(), "started", Clock(), TYPES, {"counter": [Elsewhere]})
        await bus.start()
        await bus.consume("counter", [Elsewhere], Reader())
        await bus.send(Add(amount=1))
        await bus.close()


@pytest.mark.parametrize("said", [1, 20, 40, 60, 100])
async def test_a_reader_whose_connection_is_cut_reads(vhost: str, said: int) -> None:
    """Consuming is tried again; each message is read."""
    async with wire_to(vhost) as wire:
        case, reader = await rabbit_case(wire.url()), Reader()
        wire.cut_after(said)
        await case.bus.consume("counter", [], reader)
        await case.bus.post(additions(1))
        await eventually(lambda: reader.ids)
        await case.close()
