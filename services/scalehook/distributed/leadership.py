"""One active replica per service: who holds its lease. The others stand by."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import asyncpg

from scalehook.kit.clock.clock import elapsed_seconds
from scalehook.kit.clock.pausing import pause
from scalehook.kit.journal.postgres_connection import CONNECT_SECONDS, NOT_NOW, reach
from scalehook.kit.journal.postgres_lease import Lease, take
from scalehook.kit.journal.postgres_schema import prepare, prepare_service
from scalehook.kit.logs import Log

log = Log(__name__)
TRY_SECONDS = 0.5
RENEW_SECONDS = 2.0


@contextlib.asynccontextmanager
async def leadership(url: str, service: str, tell: Callable[[str], None]) -> AsyncIterator[Lease]:
    """Wait until this process is the active one; `tell` hears whether it is `waiting` for the
    database or on `standby`. The lease's event is set when it is active no longer.
    """

    async def lead() -> Lease:
        tell("waiting")
        connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
        try:
            return await _taken(connection, service, tell)
        except BaseException:
            tell("waiting")
            connection.terminate()
            raise

    lease = await reach(lead, url, service)
    log.info("active", service=service, epoch=lease.epoch)
    renewing = asyncio.ensure_future(_keep(lease))
    try:
        yield lease
    finally:
        renewing.cancel()
        with contextlib.suppress(Exception):  # it may be gone already
            await lease.connection.close(timeout=1)  # and the lease with it


async def _taken(connection: Any, service: str, tell: Callable[[str], None]) -> Lease:
    """Tried again and again, not waited for: whoever waits does not notice a dead connection."""
    await prepare(connection)
    await prepare_service(connection, service)
    standing_by = False
    while (lease := await take(connection, service)) is None:
        if not standing_by:
            log.info("standing by", service=service)
            tell("standby")
            standing_by = True
        await pause(TRY_SECONDS)
    return lease


async def _keep(lease: Lease) -> None:
    """Renew it, until it is lost: a database that does not answer in time has given it away."""
    while lease.held():
        await pause(RENEW_SECONDS, unless=lease.due)
        if lease.lost.is_set():
            return
        lease.due.clear()
        try:
            async with asyncio.timeout(lease.until - elapsed_seconds()):
                await lease.renew()
        except NOT_NOW as problem:  # nobody else can take it either, as long as it lasts
            log.warning("the lease is not renewed", service=lease.service, problem=repr(problem))
        except Exception as problem:  # whatever the connection died of
            log.warning("the lease is lost", service=lease.service, problem=repr(problem))
            lease.lose()
