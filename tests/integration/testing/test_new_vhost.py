"""Vhosts for one test, on the broker of these tests."""

import aio_pika
import pytest

from scalehook.testing.rabbit import Broker, new_vhost
from support.patience import in_time


async def test_it_is_there_as_long_as_it_is_used(broker: Broker) -> None:
    """Whoever is still connected at its end keeps nothing of it, and nobody connects again."""
    with new_vhost(broker) as address:
        left = await aio_pika.connect(address)
    with pytest.raises(aio_pika.exceptions.AMQPError):
        await in_time(aio_pika.connect(address))
    await left.close()
