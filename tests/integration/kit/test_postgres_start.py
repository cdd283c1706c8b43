"""A service starts from a long journal in PostgreSQL."""

from datetime import UTC, datetime

import asyncpg

from scalehook.kit.journal.postgres import PostgresJournals
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.kit.machine import codec
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.seal import seal, unseal
from support.counter.messages import Add, Added
from support.counter.service import counter
from support.desk import desk

COUNT = 100_000
ID = b"0" * 32


async def test_a_snapshot_and_many_entries(database: str) -> None:
    """All of them are there."""
    async with desk(counter(), PostgresJournals(PostgresDatabase(database))) as at:
        await at.bus.call(Add(amount=7))  # it leaves a snapshot when it stops
    await at.journals.close()
    first = await fill(database)
    async with desk(counter(), PostgresJournals(PostgresDatabase(database))) as at:
        assert at.host.machine.seq == first + COUNT
        assert at.host.machine.state.total == 7 + COUNT
    await at.journals.close()


async def fill(database: str) -> int:
    """Entries that each count one, all published; how many were there."""
    made = Entry(ID.decode(), "counter.add", datetime.now(UTC), recorded=[Added(amount=1)])
    body = unseal(codec.dump(made))
    connection = await asyncpg.connect(database)
    head = await connection.fetchrow("SELECT seq, snapshot_seq FROM heads WHERE service = 'counter'")
    assert head["seq"] == head["snapshot_seq"] > 0
    numbers = range(head["seq"] + 1, head["seq"] + COUNT + 1)
    await connection.copy_records_to_table(
        "entries_counter", records=((n, seal(body.replace(ID, b"%032d" % n))) for n in numbers)
    )
    await connection.execute("UPDATE heads SET seq = $1, published = $1", numbers[-1])
    await connection.close()
    return numbers[0] - 1
