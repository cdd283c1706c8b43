"""A PostgreSQL server in a container."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from scalehook.testing.container import container
from scalehook.testing.postgres.server import PASSWORD, USER, OwnServer

IMAGE = "postgres:17"
COMMAND = ["postgres", "-c", "fsync=off"]  # nothing outlives the container: a disk is waited for in vain
# The first start makes the files with a server that is then stopped: some images let anybody in to it.
# The image's own script is process 1 as long as that lasts.
READY = (
    "! grep -q docker-entrypoint /proc/1/cmdline && "
    f"pg_isready --quiet --host=127.0.0.1 --username={USER}"
)


@dataclass
class ContainerServer(OwnServer):
    """The container, and its port on this machine."""

    container: Any
    port: int

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def restart(self) -> None:
        """Stop it and start it again."""
        self.container.get_wrapped_container().restart(timeout=1)


@contextmanager
def container_server() -> Iterator[ContainerServer]:
    """A new one."""
    environment = {"POSTGRES_USER": USER, "POSTGRES_PASSWORD": PASSWORD, "POSTGRES_DB": "postgres"}
    environment["POSTGRES_INITDB_ARGS"] = "--no-sync"
    with container(IMAGE, [5432], environment, ["sh", "-c", READY], COMMAND) as (running, [port]):
        yield ContainerServer(running, port)
