"""Services as processes, on a broker and a database of their own."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

from benchmarks.servers import KEY_ID, SECRET, Server, server
from scalehook.testing.postgres import new_database, postgres_server
from scalehook.testing.rabbit import rabbit_broker
from scalehook.testing.rabbit.broker import Broker
from scalehook.testing.throwaway import free_port


@dataclass(frozen=True)
class Backbone:
    """Where the broker and the database are."""

    amqp_url: str
    database_url: str
    broker: Broker


@asynccontextmanager
async def backbone() -> AsyncIterator[Backbone]:
    """Both, empty; NoServer when one cannot be had."""
    with rabbit_broker() as broker, postgres_server() as server, new_database(server) as database:
        yield Backbone(broker.vhost(), database, broker)


@contextmanager
def services(at: Backbone, *names: str, **settings: str) -> Iterator[dict[str, Server]]:
    """These services, once each of them is active."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(_service(at, name, settings)) for name in names}


@contextmanager
def _service(at: Backbone, name: str, settings: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    given = {
        "SCALEHOOK_AMQP_URL": at.amqp_url,
        "SCALEHOOK_DATABASE_URL": at.database_url,
        "SCALEHOOK_ACCESS_KEY_ID": KEY_ID,
        "SCALEHOOK_ACCESS_KEY_SECRET": SECRET,
        "SCALEHOOK_PORT" if name == "gateway" else "SCALEHOOK_HEALTH_PORT": str(port),
        **settings,
    }
    command = [sys.executable, "-m", "scalehook.cli", "service", name, "--log-level", "error"]
    with server(command, port, "/readyz", given) as found:
        yield found
