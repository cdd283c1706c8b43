"""What a test may ask of a broker."""

import uuid
from abc import ABC, abstractmethod
from typing import Protocol

from scalehook.testing.rabbit.administration import Management


class Broker(Protocol):
    """A running broker."""

    def vhost(self) -> str:
        """The address of a new, empty vhost."""

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl; its output. NoServer where the broker is somebody else's."""

    def restart(self) -> None:
        """Stop it and start it again; durable things stay. NoServer where it is somebody else's."""


class OwnBroker(ABC):
    """A broker that this test run has started, and controls."""

    port: int
    management_port: int

    @property
    def address(self) -> str:
        """Of its first vhost."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}/"

    @property
    def management_url(self) -> str:
        """Of the management plug-in."""
        return f"http://127.0.0.1:{self.management_port}"

    @abstractmethod
    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl; its output."""

    def vhost(self) -> str:
        """A new vhost's address; asked over HTTP, because every rabbitmqctl starts an Erlang."""
        name = new_vhost_name()
        Management(self.address, self.management_url).add_vhost(name)
        return f"{self.address}{name}"

    def restart(self) -> None:
        """Restart the application inside the node."""
        self.control("stop_app")
        self.control("start_app")


def new_vhost_name() -> str:
    """A name that nothing else has."""
    return f"t{uuid.uuid4().hex[:16]}"
