"""One active replica per service: who holds PostgreSQL's advisory lock. The others stand by."""

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import structlog

from scalehook.kit.postgres_journal import patiently

log = structlog.get_logger(__name__)
LOCKS = 0x5CA1E  # the first half of the locks' keys
LOOK_SECONDS = 1.0


@contextlib.asynccontextmanager
async def leadership(url: str, service: str) -> AsyncIterator[asyncio.Event]:
    """Wait until this process is the active one. The event is set when it is so no longer: the
    lock goes with its connection, when the process dies or the database restarts.
    """

    async def take() -> Any:
        connection = await asyncpg.connect(url)
        key = zlib.crc32(service.encode()) & 0x7FFFFFFF
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1, $2)", LOCKS, key):
            log.info("standing by", service=service)
            await connection.execute("SELECT pg_advisory_lock($1, $2)", LOCKS, key)
        return connection

    connection = await patiently(take, f"{service} waits for the database")
    log.info("active", service=service)
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    watching = asyncio.ensure_future(_watch(connection, lost))
    try:
        yield lost
    finally:
        watching.cancel()
        with contextlib.suppress(Exception):  # it may be gone already
            await connection.close(timeout=1)


async def _watch(connection: Any, lost: asyncio.Event) -> None:
    """A connection that has died silently is noticed by asking."""
    while not lost.is_set():
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await lost.wait()
        except TimeoutError:
            try:
                await connection.fetchval("SELECT 1", timeout=5)
            except Exception:  # whatever it died of
                lost.set()
