"""Vhosts for one test, on the broker of these tests."""

import aio_pika
import pytest

from scalehook.testing.rabbit import Broker, new_vhost


async def test_it_is_there_as_long_as_it_is_used(broker: Broker) -> None:
    """Whoever is still connected at its end is not any more, and nobody connects again."""
    with new_vhost(broker) as address:
        connection = await aio_pika.connect(address)
    await connection.closed()
    with pytest.raises(aio_pika.exceptions.AMQPError):
        await aio_pika.connect(address)
