"""A throwaway RabbitMQ: an address from the environment, a container, or a private server.

Every test gets a vhost of its own.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from scalehook.testing.container import why_no_container
from scalehook.testing.rabbit.broker import Broker
from scalehook.testing.rabbit.container import IMAGE, container_broker
from scalehook.testing.rabbit.given import VARIABLE, given_broker
from scalehook.testing.rabbit.private import private_broker, programs
from scalehook.testing.rabbit.vhost import new_vhost
from scalehook.testing.throwaway import NoServer

__all__ = ["VARIABLE", "Broker", "new_vhost", "rabbit_broker"]


@contextmanager
def rabbit_broker() -> Iterator[Broker]:
    """The first broker that can be had; NoServer when none can.

    A container is used when its image is here already: a test never pulls one by itself.
    """
    if given := os.environ.get(VARIABLE):
        with given_broker(given) as broker:
            yield broker
    elif not (no_container := why_no_container(IMAGE)):
        with container_broker() as broker:
            yield broker
    elif (folder := programs()) is not None:
        with private_broker(folder) as broker:
            yield broker
    else:
        raise NoServer(
            f"no RabbitMQ: {VARIABLE} is not set; {no_container}; rabbitmq-server is not installed"
        )
