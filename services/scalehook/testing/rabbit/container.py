"""A broker in a container."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from scalehook.testing.container import container
from scalehook.testing.rabbit.broker import OwnBroker
from scalehook.testing.throwaway import NoServer

IMAGE = "rabbitmq:4-management"


@dataclass
class ContainerBroker(OwnBroker):
    """Its port on this machine, and the container."""

    container: Any
    port: int

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl inside."""
        code, output = self.container.exec(["rabbitmqctl", "-q", *arguments])
        if code:
            raise NoServer(f"rabbitmqctl {arguments[0]}: {output.decode()}")
        return str(output.decode())


@contextmanager
def container_broker() -> Iterator[ContainerBroker]:
    """A new one."""
    ready = ["rabbitmqctl", "-q", "await_startup", "--timeout", "5"]
    with container(IMAGE, 5672, {"RABBITMQ_DEFAULT_USER": "guest"}, ready) as (running, port):
        yield ContainerBroker(running, port)
