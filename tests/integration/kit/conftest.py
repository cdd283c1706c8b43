"""Every bus and every journal joins its conformance suite by a line here."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.journal.journal import JournalStore
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.kit.journal.postgres import PostgresJournals
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_file import connect
from support.buses import MemoryCase, RabbitCase, rabbit_case

Reopen = Callable[[], JournalStore]


@pytest.fixture(params=["memory", "sqlite", "postgres"])
async def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Reopen]:
    """Opens the same store again, as after a restart."""
    opened: list[JournalStore] = []
    memory, connections = MemoryJournals(), list[sqlite3.Connection]()

    def sqlite() -> JournalStore:
        while connections:  # a process has the file for itself: the one before has ended
            connections.pop().close()
        connections.append(connect(tmp_path / "journal.db"))
        return SqliteJournals(connections[-1])

    stores: dict[str, Reopen] = {"memory": lambda: memory, "sqlite": sqlite}
    if request.param == "postgres":
        url = request.getfixturevalue("database")
        stores["postgres"] = lambda: PostgresJournals(PostgresDatabase(url))

    def open_store() -> JournalStore:
        store = stores[request.param]()
        opened.append(store)
        return store

    yield open_store
    for store in opened:
        await store.close()


@pytest.fixture(params=["memory", "rabbit"])
async def case(request: pytest.FixtureRequest) -> AsyncIterator[MemoryCase | RabbitCase]:
    """A bus with nobody on it."""
    if request.param == "memory":
        yield MemoryCase()
        return
    made = await rabbit_case(request.getfixturevalue("vhost"))
    yield made
    await made.close()


@pytest.fixture
async def client(vhost: str) -> AsyncIterator[RabbitCase]:
    """Somebody who asks, on a broker."""
    case = await rabbit_case(vhost)
    yield case
    await case.close()


@pytest.fixture
def bus(case: MemoryCase | RabbitCase) -> MemoryBus | RabbitBus:
    """The bus of the case."""
    return case.bus
