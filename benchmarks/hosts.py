"""Commands through one service on each journal."""

import asyncio
import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.extent import Extent
from benchmarks.row import Row
from benchmarks.running import running
from benchmarks.spent import spending
from scalehook.kit.journal.journal import JournalStore
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.kit.journal.postgres import PostgresJournals
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_file import connect
from scalehook.message_service.service import SERVICE
from scalehook.testing.postgres import new_database, postgres_server
from scalehook.testing.throwaway import NoServer
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.queues import CreateQueue

CALLERS, COMMANDS = 200, 20_000


async def rows(extent: Extent) -> list[Row]:
    """Sends without HTTP: SendMessage, callers concurrent; of this process's time."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        found = [
            await _commands(extent, "host_memory", MemoryJournals),
            await _commands(extent, "host_sqlite", lambda: SqliteJournals(connect(path))),
        ]
    try:
        with postgres_server() as server, new_database(server) as url:
            found.append(
                await _commands(extent, "host_postgres", lambda: PostgresJournals(PostgresDatabase(url)))
            )
    except NoServer as problem:
        found.append(Row("host_postgres", None, note=str(problem)))
    return found


async def _commands(extent: Extent, name: str, store: Callable[[], JournalStore]) -> Row:
    journals, each = store(), extent.count(COMMANDS // CALLERS)
    async with running(SERVICE, journals) as (_, bus):
        await bus.call(CreateQueue(queue_name="q"))

        async def caller(count: int) -> None:
            for _ in range(count):
                await bus.call(SendMessage(queue_name="q", message_body="x" * 200))

        async def all_callers() -> None:
            await asyncio.gather(*(caller(each) for _ in range(CALLERS)))

        seen = [await spending(each * CALLERS, all_callers, os.getpid()) for _ in range(extent.rounds)]
    await journals.close()
    micros = statistics.median(spent.micros for spent in seen)
    return Row(name, micros, "µs of CPU", f"SendMessage, {CALLERS} callers")
