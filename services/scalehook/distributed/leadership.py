"""One active replica per service: who holds PostgreSQL's advisory lock. The others stand by."""

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import asyncpg
import structlog

from scalehook.distributed.waiting import pause
from scalehook.kit.journal.postgres_connection import CONNECT_SECONDS, reach

log = structlog.get_logger(__name__)
LOCKS = 0x5CA1E  # the first half of the locks' keys
TRY_SECONDS = 0.5
LOOK_SECONDS = 1.0
ANSWER_SECONDS = 5
KEEPALIVES = {  # the server gives the lock of a machine that has died silently free after 11 s
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "11000",
}


@contextlib.asynccontextmanager
async def leadership(
    url: str, service: str, tell: Callable[[str], None]
) -> AsyncIterator[asyncio.Event]:
    """Wait until this process is the active one; `tell` hears whether it is `waiting` for the
    database or on `standby`. The event is set when it is active no longer: the lock goes with its
    connection, when the process dies or the database restarts.
    """

    async def take() -> Any:
        tell("waiting")
        connection = await connect(url)
        try:
            await _lock(connection, service, tell)
        except BaseException:
            tell("waiting")
            connection.terminate()
            raise
        return connection

    connection = await reach(take, f"{service} waits for the database")
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


async def connect(url: str) -> Any:
    """A connection whose death both sides notice."""
    return await asyncpg.connect(url, timeout=CONNECT_SECONDS, server_settings=KEEPALIVES)


async def _lock(connection: Any, service: str, tell: Callable[[str], None]) -> None:
    """Tried again and again, not waited for: whoever waits does not notice a dead connection."""
    key = zlib.crc32(service.encode()) & 0x7FFFFFFF
    statement, standing_by = "SELECT pg_try_advisory_lock($1, $2)", False
    while not await connection.fetchval(statement, LOCKS, key, timeout=ANSWER_SECONDS):
        if not standing_by:
            log.info("standing by", service=service)
            tell("standby")
            standing_by = True
        await pause(TRY_SECONDS)


async def _watch(connection: Any, lost: asyncio.Event) -> None:
    """A connection that has died silently is noticed by asking."""
    while not lost.is_set():
        await pause(LOOK_SECONDS, unless=lost)
        try:
            await connection.fetchval("SELECT 1", timeout=ANSWER_SECONDS)
        except Exception:  # whatever it died of
            lost.set()
