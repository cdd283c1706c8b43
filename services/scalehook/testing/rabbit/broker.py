"""What a test may ask of a broker."""

import uuid
from abc import ABC, abstractmethod
from typing import Protocol


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

    @abstractmethod
    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl; its output."""

    def vhost(self) -> str:
        """A new vhost's address."""
        name = new_vhost_name()
        self.control("add_vhost", name)
        self.control("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
        return f"amqp://guest:guest@127.0.0.1:{self.port}/{name}"

    def restart(self) -> None:
        """Restart the application inside the node."""
        self.control("stop_app")
        self.control("start_app")


def new_vhost_name() -> str:
    """A name that nothing else has."""
    return f"t{uuid.uuid4().hex[:16]}"
