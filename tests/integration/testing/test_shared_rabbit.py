"""The stack over a broker that tests share."""

import asyncio
import contextlib
from collections.abc import Iterator

import aio_pika
import pytest

from scalehook.testing.cloud import Cloud
from scalehook.testing.rabbit import Broker
from scalehook.testing.shared_rabbit import SharedRabbit
from scalehook_contracts.scaling_controller.groups import ScalingGroupCreated
from scalehook_contracts.topology import COMMANDS, EVENTS, queue_name
from support.http import HTTP
from support.patience import wait_until


@pytest.fixture(scope="module")
def shared(broker: Broker) -> Iterator[SharedRabbit]:
    """One for all tests of this module."""
    with contextlib.closing(SharedRabbit(broker)) as shared:
        yield shared


def test_it_is_as_new(shared: SharedRabbit) -> None:
    """Resources, past, time, faults, dead letters, and queues and exchanges of consumers are gone;
    endpoint and keys stay, and all can be made anew.
    """
    cloud = shared.empty()
    access = (cloud.endpoint, cloud.access_key_id, cloud.amqp_url)
    cloud.queue("q", visibility_timeout=77)
    cloud.group("web").hook("SCALE_OUT")
    before = cloud.now
    cloud.advance("6h")
    cloud.faults.refuse("CreateQueue", "Throttling")
    asyncio.run(_leave_things(cloud.amqp_url))
    wait_until(lambda: _dead_letters(cloud), lambda: "there is no dead letter")

    assert shared.empty() is cloud
    assert (cloud.endpoint, cloud.access_key_id, cloud.amqp_url) == access
    assert (cloud.now - before).total_seconds() < 3600
    assert cloud.events.all(ScalingGroupCreated) == cloud.faults.all() == _dead_letters(cloud) == []
    asyncio.run(_leave_things(cloud.amqp_url, durable=False))  # no such queue is in its way
    assert cloud.queue("q", visibility_timeout=55).attributes.visibility_timeout == 55
    again = cloud.group("web", min_size=1)
    again.activities[0].finish()
    assert again.states == ["InService"]


def test_one_that_is_broken(shared: SharedRabbit, broker: Broker) -> None:
    """After a test that has taken a part of it away the next one gets another."""
    cloud = shared.empty()
    broker.remove(cloud.amqp_url, f"queues/{queue_name('fleet')}")
    assert (another := shared.empty()) is not cloud
    assert another.amqp_url != cloud.amqp_url
    assert another.group().scale(1).finish() == "Successful"


async def _leave_things(url: str, *, durable: bool = True) -> None:
    """A queue and an exchange, and a command that nobody can read."""
    async with await aio_pika.connect(url) as connection, connection.channel() as channel:
        queue = await channel.declare_queue("mine", durable=durable)
        await queue.bind(EVENTS, "#")
        await queue.bind(await channel.declare_exchange("theirs", durable=durable), "key")
        if durable:
            commands = await channel.get_exchange(COMMANDS)
            await commands.publish(aio_pika.Message(b"no JSON"), "fleet.launch_instances")


def _dead_letters(cloud: Cloud) -> list[object]:
    found: list[object] = HTTP.get(f"{cloud.endpoint}/_scalehook/dead").json()["dead_letters"]
    return found
