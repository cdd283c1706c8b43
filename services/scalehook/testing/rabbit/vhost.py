"""A vhost for one test."""

from collections.abc import Iterator
from contextlib import contextmanager

from scalehook.testing.rabbit.broker import Broker


@contextmanager
def new_vhost(broker: Broker) -> Iterator[str]:
    """The address of a new, empty vhost, which is removed at the end of the block."""
    address = broker.vhost()
    try:
        yield address
    finally:
        broker.drop(address)
