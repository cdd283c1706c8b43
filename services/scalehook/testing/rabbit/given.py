"""A broker that somebody else runs: vhosts are made there, and removed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from scalehook.testing.rabbit.administration import Administration, Management, administration
from scalehook.testing.rabbit.broker import new_vhost_name, vhost_of
from scalehook.testing.throwaway import NoServer, require_answer

VARIABLE = "SCALEHOOK_TEST_AMQP_URL"
PORT = 5672


@dataclass
class GivenBroker:
    """Its address, and the vhosts that were made there."""

    address: str
    made: list[str] = field(default_factory=list)

    @cached_property
    def administration(self) -> Administration:
        """What makes vhosts there."""
        return administration(self.address, VARIABLE)

    def vhost(self) -> str:
        """A new vhost's address."""
        name = new_vhost_name()
        self.administration.add_vhost(name)
        self.made.append(name)
        return urlsplit(self.address)._replace(path=f"/{name}").geturl()

    def drop(self, address: str) -> None:
        """Remove one of those vhosts."""
        name = vhost_of(address)
        self.administration.delete_vhost(name)
        self.made.remove(name)

    @property
    def management_url(self) -> str:
        """Where vhosts are made by it."""
        made_by = self.administration
        return made_by.url if isinstance(made_by, Management) else ""

    def declared(self, address: str) -> set[str]:
        """Queues and exchanges of a vhost."""
        return self.administration.declared(vhost_of(address))

    def remove(self, address: str, thing: str) -> None:
        """One of these."""
        self.administration.remove(vhost_of(address), thing)

    def control(self, *arguments: str) -> str:
        """Somebody else's broker is not controlled."""
        raise NoServer(f"the broker of {VARIABLE} is not ours: no rabbitmqctl {arguments[0]}")

    def restart(self) -> None:
        """Somebody else's broker is not restarted."""
        raise NoServer(f"the broker of {VARIABLE} is not ours: it is not restarted")


@contextmanager
def given_broker(address: str) -> Iterator[GivenBroker]:
    """The broker at this address; what was made there is removed."""
    require_answer(address, PORT, VARIABLE)
    broker = GivenBroker(address)
    try:
        yield broker
    finally:
        for name in broker.made:
            broker.administration.delete_vhost(name)
