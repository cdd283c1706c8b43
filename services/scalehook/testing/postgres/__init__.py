"""A throwaway PostgreSQL: an address from the environment, a container, or a private server.

Every test gets a database of its own.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from scalehook.testing.container import why_no_container
from scalehook.testing.postgres.container import IMAGE, container_server
from scalehook.testing.postgres.database import new_database, new_database_name
from scalehook.testing.postgres.given import VARIABLE, given_server
from scalehook.testing.postgres.private import private_server, programs
from scalehook.testing.postgres.server import Server
from scalehook.testing.throwaway import NoServer

__all__ = ["VARIABLE", "Server", "new_database", "new_database_name", "postgres_server"]


@contextmanager
def postgres_server() -> Iterator[Server]:
    """The first server that can be had; NoServer when none can.

    A container is used when its image is here already: a test never pulls one by itself.
    """
    if given := os.environ.get(VARIABLE):
        yield given_server(given)
    elif not (no_container := why_no_container(IMAGE)):
        with container_server() as server:
            yield server
    elif (folder := programs()) is not None:
        with private_server(folder) as server:
            yield server
    else:
        raise NoServer(f"no PostgreSQL: {VARIABLE} is not set; {no_container}; initdb is not installed")
