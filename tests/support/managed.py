"""What only an operator of a broker sees and does, asked over HTTP: each rabbitmqctl starts an Erlang,
which takes as long of a processor as twenty new vhosts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from scalehook.testing.rabbit import Broker
from scalehook.testing.rabbit.broker import OwnBroker, vhost_of
from scalehook.testing.throwaway import NoServer
from support.http import HTTP

ALL = {"configure": ".*", "write": ".*", "read": ".*"}
NOTHING = dict.fromkeys(ALL, "^$")


def managed(broker: Broker, method: str, path: str, body: object = None) -> Any:
    """Ask the management API of a broker of our own; NoServer where it is somebody else's."""
    if not isinstance(broker, OwnBroker):
        raise NoServer("the broker is not ours: nobody here manages it")
    url = f"{broker.management_url}/api/{path}"
    answer = HTTP.request(method, url, json=body, auth=("guest", "guest")).raise_for_status()
    return answer.json() if answer.content else None


@dataclass(frozen=True)
class Somebody:
    """A user of one vhost, whose connections are known from those of all others."""

    broker: Broker
    name: str
    url: str

    def connections(self) -> list[str]:
        """Those that are open."""
        told = managed(self.broker, "GET", f"connections/username/{self.name}")
        return [connection["name"] for connection in told]

    def cut(self) -> None:
        """The broker closes all of them."""
        managed(self.broker, "DELETE", f"connections/username/{self.name}")


@contextmanager
def somebody(broker: Broker, vhost: str) -> Iterator[Somebody]:
    """One who may do everything in the vhost; gone with the block."""
    name = f"user-of-{vhost_of(vhost)}"
    managed(broker, "PUT", f"users/{name}", {"password": "secret", "tags": ""})
    managed(broker, "PUT", f"permissions/{vhost_of(vhost)}/{name}", ALL)
    try:
        yield Somebody(broker, name, vhost.replace("guest:guest@", f"{name}:secret@"))
    finally:
        managed(broker, "DELETE", f"users/{name}")
