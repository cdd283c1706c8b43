"""A broker in a container."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from scalehook.kit.retrying import poll
from scalehook.testing.container import container
from scalehook.testing.rabbit.broker import MODESTY, POLL_SECONDS, START_SECONDS, OwnBroker
from scalehook.testing.throwaway import NoServer

IMAGE = "rabbitmq:4-management"
PORTS = (5672, 15672)


@dataclass
class ContainerBroker(OwnBroker):
    """The container, and where it is reached."""

    container: Any
    port: int
    management_port: int
    host: str = "127.0.0.1"

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl inside."""
        code, output = self.container.exec(["rabbitmqctl", "-q", *arguments])
        if code:
            raise NoServer(f"rabbitmqctl {arguments[0]}: {output.decode()}")
        return str(output.decode())

    def closer(self) -> "ContainerBroker":
        """The same at the container's own address, where that leads to it as it does on Linux. Ports of
        this machine lead to a process of Docker's, which copies every byte.
        """
        engine, container = self.container.get_docker_client(), self.container.get_wrapped_container()
        port, management_port = PORTS
        own = replace(
            self, host=engine.bridge_ip(container.id), port=port, management_port=management_port
        )
        return own if sys.platform == "linux" and own.node_name() == self.node_name() else self


@contextmanager
def container_broker() -> Iterator[ContainerBroker]:
    """A new one."""
    environment = {"RABBITMQ_DEFAULT_USER": "guest", **MODESTY}
    with container(IMAGE, PORTS, environment, ready=["true"]) as (running, [port, management_port]):
        broker = ContainerBroker(running, port, management_port)
        if not poll(broker.is_up, START_SECONDS, POLL_SECONDS):
            raise NoServer(f"RabbitMQ in a container of {IMAGE} was not up within {START_SECONDS} s")
        yield broker.closer()
