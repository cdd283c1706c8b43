"""Consumers of the stack's own events, with libraries of RabbitMQ: each on a queue of its own."""

import asyncio
from pathlib import Path

import aio_pika
import pytest

from scalehook.testing.cloud import Cloud
from support.examples.example import AIO_PIKA, FASTSTREAM, Example, Running
from support.examples.trial import Trial


@pytest.mark.parametrize("example", [AIO_PIKA, FASTSTREAM], ids=lambda example: example.folder)
def test_a_consumer_of_events(scalehook_rabbit: Cloud, example: Example, tmp_path: Path) -> None:
    """It works for longer than the hook waits, throws away what is no event, and hands back what it has
    in hand when it is told to stop.
    """
    cloud = scalehook_rabbit

    def listens(running: Running) -> bool:
        return any(word in running.log() for word in ("listening", "started successfully"))

    group = cloud.group(max_size=5)
    environment = {"SCALEHOOK_AMQP_QUEUE": "theirs"}
    trial = Trial(cloud, example, group, tmp_path, listens, environment)
    trial.hook(cloud.topic("nobody"))  # metadata needs a receiver
    with trial.run() as running:
        trial.works_long(running)
        asyncio.run(publish(cloud.amqp_url, b"no event"))
        action = trial.stops_at_work(running)
    with trial.run() as running:
        trial.goes_on(running, action)
    assert group.states == ["InService", "InService"]


async def publish(url: str, body: bytes) -> None:
    """To the queue of the example alone."""
    async with await aio_pika.connect(url) as connection, connection.channel() as channel:
        await channel.default_exchange.publish(aio_pika.Message(body), routing_key="theirs")
