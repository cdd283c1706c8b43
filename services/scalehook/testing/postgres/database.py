"""A database for one test."""

import asyncio
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import asyncpg

from scalehook.kit.journal.postgres_connection import passes
from scalehook.kit.retrying import poll
from scalehook.testing.postgres.server import Server
from scalehook.testing.throwaway import NoServer

RESTART_SECONDS = 120
POLL_SECONDS = 0.2
REFUSED = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
)


def new_database_name() -> str:
    """A name that nothing else has."""
    return f"t{uuid.uuid4().hex[:16]}"


@contextmanager
def new_database(server: Server) -> Iterator[str]:
    """The address of a new, empty database, which is removed at the end of the block."""
    name = new_database_name()
    _administer(server, f"CREATE DATABASE {name}")
    try:
        yield server.url(name)
    finally:
        _administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _administer(server: Server, statement: str) -> None:
    """Execute it; a test may have restarted the server, which is waited for."""

    async def execute() -> bool:
        connection = await asyncpg.connect(server.administration)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()
        return True

    def insist() -> None:
        poll(lambda: asyncio.run(execute()), RESTART_SECONDS, POLL_SECONDS, passes)

    with ThreadPoolExecutor(1) as thread:  # the test's own loop may be running
        try:
            thread.submit(insist).result()
        except REFUSED as problem:
            raise NoServer(f"the database server refuses {statement!r}: {problem}") from None
