"""What only a broker can suffer: restarts, cut connections, alarms, messages from elsewhere."""

import asyncio
import json

import aio_pika
import pytest

from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.bus.rabbit.connection import BusRefused
from scalehook.kit.clock.clock import Clock
from scalehook.testing.rabbit import Broker
from scalehook.testing.rabbit.broker import vhost_of
from scalehook_contracts.topology import queue_name
from support.buses import TYPES, RabbitCase, rabbit_case, raw, running
from support.counter.messages import Add, Read
from support.managed import NOTHING, managed, somebody
from support.patience import PATIENCE_SECONDS, eventually, eventually_is, eventually_some


async def add_many(client: RabbitCase, count: int) -> None:
    """One each, under ids of their own; every call is answered in the end."""
    calls = [
        client.bus.call(Add(amount=1), message_id=f"add-{n}", timeout=PATIENCE_SECONDS)
        for n in range(count)
    ]
    await asyncio.gather(*calls)


async def total(client: RabbitCase) -> int:
    return (await client.bus.call(Read(), timeout=PATIENCE_SECONDS)).value


async def test_the_broker_restarts_under_load(vhost: str, client: RabbitCase, broker: Broker) -> None:
    """Every call is answered, and each has one effect."""
    async with running(vhost):
        await add_many(client, 10)
        calls = asyncio.ensure_future(add_many(client, 200))
        await asyncio.to_thread(broker.restart)
        await calls
        assert await total(client) == 200  # the first ten ids are among them


async def test_connections_are_cut_in_the_middle_of_a_batch(vhost: str, broker: Broker) -> None:
    """What was delivered and not acknowledged comes again, and is recognised."""
    with somebody(broker, vhost) as user:
        client = await rabbit_case(user.url)
        async with running(user.url):
            calls = asyncio.ensure_future(add_many(client, 500))
            cut = set[str]()
            for _ in range(3):
                await eventually(lambda: len({*user.connections()} - cut) == 2)  # both are back
                cut.update(user.connections())
                user.cut()
            await calls
            assert await total(client) == 500
        await client.close()


async def test_a_disk_alarm_blocks_and_passes(vhost: str, client: RabbitCase, broker: Broker) -> None:
    """Calls wait while the broker takes nothing, and are answered when it does again."""
    async with running(vhost):
        await add_many(client, 1)
        await asyncio.to_thread(broker.control, "set_disk_free_limit", "900000GB")
        try:
            calls = asyncio.ensure_future(client.bus.call(Add(amount=1), timeout=PATIENCE_SECONDS))
            done, _ = await asyncio.wait({calls}, timeout=1)
            assert not done
        finally:
            await asyncio.to_thread(broker.control, "set_disk_free_limit", "1MB")
        await calls
        assert await total(client) == 2


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"no JSON", "counter.add"),
        (b'{"Amount": "many"}', "counter.add"),
        (b"{}", "counter.unheard_of"),
    ],
)
async def test_messages_that_are_no_contract(
    vhost: str, client: RabbitCase, body: bytes, kind: str
) -> None:
    """Go to the dead letters as they are, with the reason; the next is handled."""
    async with running(vhost):
        await raw(vhost, body, type=kind, message_id="m1", correlation_id="flow")
        [letter] = await eventually_some(client.letters, 1)
        assert (letter.body, letter.type, letter.correlation_id) == (body, kind, "flow")
        assert letter.reason
        await add_many(client, 1)


async def test_a_message_of_a_newer_version(vhost: str, client: RabbitCase) -> None:
    """Fields that are not known are let pass."""
    async with running(vhost):
        newer = json.dumps({"Amount": 5, "Colour": "green"}).encode()
        await raw(vhost, newer, type="counter.add", message_id="newer")
        await eventually_is(lambda: total(client), 5)


async def test_a_poison_message_does_not_stop_the_others(vhost: str, client: RabbitCase) -> None:
    """Tried up to the limit, then kept aside."""
    async with running(vhost):
        poison = asyncio.ensure_future(client.bus.call(Add(amount=1, fail="after")))
        await add_many(client, 50)
        with pytest.raises(Exception, match="unknown error"):
            await poison
        assert await total(client) == 50
        [letter] = await eventually_some(client.letters, 1)
        assert letter.service == "counter"


async def test_a_standby_goes_on(vhost: str, client: RabbitCase) -> None:
    """Two readers of one queue: one is active; when it has gone the other gets what comes."""
    first, second = await rabbit_case(vhost), await rabbit_case(vhost)
    seen: list[str] = []
    await first.bus.consume("counter", [], lambda d: (seen.append("first"), d.ack()))  # type: ignore[arg-type, return-value, func-returns-value]
    await second.bus.consume("counter", [], lambda d: (seen.append("second"), d.ack()))  # type: ignore[arg-type, return-value, func-returns-value]
    for _ in range(5):
        await client.bus.send(Add(amount=1))
    await eventually(lambda: len(seen) == 5)
    assert set(seen) == {"first"}
    await first.close()
    await client.bus.send(Add(amount=1))
    await eventually(lambda: seen[-1] == "second")
    await second.close()


async def refused(url: str) -> str:
    bus = RabbitBus(url, "refused", Clock(), TYPES)
    with pytest.raises(BusRefused) as caught:
        await bus.start()
    return str(caught.value)


async def test_wrong_credentials(vhost: str) -> None:
    """The message names the setting."""
    assert "SCALEHOOK_AMQP_URL" in await refused(vhost.replace("guest:guest", "guest:wrong"))


async def test_a_vhost_that_is_not_there_or_not_ours(vhost: str, broker: Broker) -> None:
    """The message names the setting."""
    assert "SCALEHOOK_AMQP_URL" in await refused(vhost + "x")
    managed(broker, "PUT", f"permissions/{vhost_of(vhost)}/guest", NOTHING)
    assert "SCALEHOOK_AMQP_URL" in await refused(vhost)


async def test_a_queue_with_other_arguments(vhost: str, client: RabbitCase) -> None:
    """The message says what to do; the queue is left as it is."""
    connection = await aio_pika.connect(vhost)
    channel = await connection.channel()
    await channel.declare_queue(queue_name("counter"), durable=True)
    with pytest.raises(BusRefused, match="other arguments"):
        await client.bus.consume("counter", [], lambda delivery: None)
    await connection.close()
