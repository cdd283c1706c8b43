"""What a test may ask of a broker."""

import socket
import uuid
from abc import ABC, abstractmethod
from contextlib import suppress
from functools import cached_property
from typing import Protocol
from urllib.parse import urlsplit

import httpx

from scalehook.testing.rabbit.administration import Management

# one core is enough (two would wake each other all the time), and who waits does not keep it busy
MODEST = "+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none"
MODESTY = {"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": MODEST, "RABBITMQ_CTL_ERL_ARGS": MODEST}
HEADER, ANSWER_SECONDS = b"AMQP\0\0\x09\x01", 5  # what a client says first
START_SECONDS, POLL_SECONDS = 120, 0.2


class Broker(Protocol):
    """A running broker; where its management API is, if it has one that is known."""

    @property
    def management_url(self) -> str:
        """Empty: nobody knows."""

    def vhost(self) -> str:
        """The address of a new, empty vhost."""

    def drop(self, address: str) -> None:
        """Nobody uses this vhost any more: its queues would keep the broker busy to the end."""

    def declared(self, address: str) -> set[str]:
        """`queues/NAME` and `exchanges/NAME` of a vhost; NoServer where nobody can tell."""

    def remove(self, address: str, thing: str) -> None:
        """One of these."""

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl; its output. NoServer where the broker is somebody else's."""

    def restart(self) -> None:
        """Stop it and start it again; durable things stay. NoServer where it is somebody else's."""


class OwnBroker(ABC):
    """A broker that this test run has started, and controls."""

    port: int
    management_port: int
    host: str = "127.0.0.1"

    @property
    def address(self) -> str:
        """Of its first vhost."""
        return f"amqp://guest:guest@{self.host}:{self.port}/"

    @property
    def management_url(self) -> str:
        """Of the management plug-in."""
        return f"http://{self.host}:{self.management_port}"

    @abstractmethod
    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl; its output."""

    def is_up(self) -> bool:
        """Whether it takes connections; asked as clients do: each rabbitmqctl starts an Erlang."""
        here = (self.host, self.port)
        with suppress(OSError), socket.create_connection(here, ANSWER_SECONDS) as probe:
            probe.sendall(HEADER)
            return bool(probe.recv(1)) and not self._management.why_not()
        return False

    def node_name(self) -> str:
        """Its name; empty when nobody answers."""
        with suppress(httpx.HTTPError):
            return self._management.node_name()
        return ""

    def vhost(self) -> str:
        """A new vhost's address; asked over HTTP, because every rabbitmqctl starts an Erlang."""
        name = new_vhost_name()
        self._management.add_vhost(name)
        return f"{self.address}{name}"

    def drop(self, address: str) -> None:
        """Remove a vhost. One that a test has stopped keeps it: it ends with the run."""
        with suppress(httpx.TransportError):
            self._management.delete_vhost(vhost_of(address))

    def declared(self, address: str) -> set[str]:
        """Queues and exchanges of a vhost."""
        return self._management.declared(vhost_of(address))

    def remove(self, address: str, thing: str) -> None:
        """One of these."""
        self._management.remove(vhost_of(address), thing)

    def restart(self) -> None:
        """Restart the application inside the node; in one command, because each starts an Erlang."""
        self.control("eval", "rabbit:stop(), rabbit:start().")

    @cached_property
    def _management(self) -> Management:
        return Management(self.address, self.management_url)


def vhost_of(address: str) -> str:
    """Its name, as the management API wants it."""
    return urlsplit(address).path[1:] or "%2F"


def new_vhost_name() -> str:
    """A name that nothing else has."""
    return f"t{uuid.uuid4().hex[:16]}"
