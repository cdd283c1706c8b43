"""Commands per second through one service, and journal entries per second at its start."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.row import Row
from benchmarks.running import running
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

CALLERS, COMMANDS, ROUNDS = 200, 20_000, 3


async def rows() -> list[Row]:
    """Signed sends without HTTP: SendMessage, callers concurrent."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        found = [
            await _commands("host_memory", MemoryJournals),
            await _commands("host_sqlite", lambda: SqliteJournals(connect(path))),
            await _replay(path),
        ]
    try:
        with postgres_server() as server, new_database(server) as url:
            found.append(
                await _commands("host_postgres", lambda: PostgresJournals(PostgresDatabase(url)))
            )
    except NoServer as problem:
        found.append(Row("host_postgres", 0, "commands/s", str(problem)))
    return found


async def _commands(name: str, store: Callable[[], JournalStore]) -> Row:
    journals = store()
    async with running(SERVICE, journals) as (_, bus):
        await bus.call(CreateQueue(queue_name="q"))

        async def caller(count: int) -> None:
            for _ in range(count):
                await bus.call(SendMessage(queue_name="q", message_body="x" * 200))

        seen = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            await asyncio.gather(*(caller(COMMANDS // CALLERS) for _ in range(CALLERS)))
            seen.append(COMMANDS / (time.perf_counter() - started))
    await journals.close()
    return Row(name, statistics.median(seen), "commands/s", f"{CALLERS} callers")


async def _replay(path: Path) -> Row:
    """The journal of the run before, without its snapshot."""
    journals = SqliteJournals(connect(path.with_name("replay.db")))
    async with running(SERVICE, journals) as (host, bus):
        host.snapshot_every = 10**9
        await bus.call(CreateQueue(queue_name="q"))
        sends = [bus.call(SendMessage(queue_name="q", message_body="x")) for _ in range(COMMANDS)]
        await asyncio.gather(*sends)
        started = time.perf_counter()
        await host._reload()
        seconds = time.perf_counter() - started
    await journals.close()
    return Row("replay", COMMANDS / seconds, "entries/s", "SQLite, SendMessage")
