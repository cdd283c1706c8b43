"""Journals in one PostgreSQL database: a table of entries per service, one of heads."""

import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg

from scalehook.kit.journal.journal import EntryRefused, Journal, Loaded, StaleWriter
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.kit.journal.postgres_schema import prepare_service

AT_A_TIME = 500  # entries that are in memory while they are read


class PostgresJournals:
    """Journals of a database. `epoch` is that of the lease under which they are written: a process
    that has taken the lead since has another, and appends under this one are refused.
    """

    def __init__(self, database: PostgresDatabase, epoch: int = 0) -> None:
        self._database = database
        self._epoch = epoch

    async def open(self, service: str) -> Journal:
        """The journal of a service; waits for a server that is not there yet."""
        if not re.fullmatch(r"[a-z_][a-z0-9_]*", service):
            raise ValueError(f"{service!r} is no service's name")
        table = await self._database.reach(lambda connection: prepare_service(connection, service))
        return PostgresJournal(self._database, service, table, self._epoch)

    async def close(self) -> None:
        """Close the database's connections."""
        await self._database.close()


class PostgresJournal:
    """One service's rows. A call that a dead server interrupts is made again when it is back; an
    append that had arrived all the same is then refused as stale, and its writer loads again.

    Two things refuse an append: the expected sequence number, and the lease's epoch, both compared
    in the statement that appends. The number alone would let one who was replaced append as long as
    its successor has appended nothing, and the successor would not know of that entry. Marks and
    snapshots need no epoch: they tell of entries that stand in the journal, and stay true whoever
    tells.
    """

    def __init__(self, database: PostgresDatabase, service: str, table: str, epoch: int) -> None:
        self._database = database
        self._service = service
        self._table = table
        self._epoch = epoch

    async def load(self) -> Loaded:
        """The snapshot, the mark and the last entry."""

        async def load(connection: Any) -> Loaded:
            return Loaded(
                *await connection.fetchrow(
                    "SELECT seq, published, snapshot_seq, snapshot FROM heads WHERE service = $1",
                    self._service,
                )
            )

        return await self._database.patiently(load)

    async def blocks(self, after: int = 0) -> AsyncIterator[Sequence[tuple[int, bytes]]]:
        """Some at a time."""
        statement = f"SELECT seq, body FROM {self._table} WHERE seq > $1 ORDER BY seq LIMIT {AT_A_TIME}"

        async def fetch(connection: Any) -> list[tuple[int, bytes]]:
            return [(row[0], row[1]) for row in await connection.fetch(statement, after)]

        while rows := await self._database.patiently(fetch):
            yield rows
            after = rows[-1][0]

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """One statement, so one commit; only by the writer who knows the last entry, and leads."""
        statement = (
            "WITH head AS (UPDATE heads SET seq = $2::bigint + $3 "
            "WHERE service = $1 AND seq = $2 AND epoch = $5 RETURNING 1) "
            f"INSERT INTO {self._table} "
            "SELECT $2 + number, body FROM unnest($4::bytea[]) WITH ORDINALITY AS e(body, number) "
            "WHERE EXISTS (SELECT 1 FROM head)"
        )
        count = len(entries)
        values = (self._service, expected, count, list(entries), self._epoch)
        try:
            done = await self._execute(statement, *values)
        except (asyncpg.DataError, asyncpg.ProgramLimitExceededError) as problem:
            raise EntryRefused(str(problem)) from problem
        if done != f"INSERT 0 {count}":
            raise StaleWriter(
                f"{self._service}: entry {expected} is not the last one, or another process leads"
            )

    async def mark(self, published: int) -> None:
        """Never backwards."""
        await self._execute(
            "UPDATE heads SET published = greatest(published, $2) WHERE service = $1",
            self._service,
            published,
        )

    async def snapshot(self, seq: int, state: bytes) -> None:
        """Keep the state, drop the entries that it and the mark cover. An older state, of a writer
        that has been replaced, is not kept.
        """
        await self._execute(
            "WITH head AS (UPDATE heads SET snapshot_seq = $2, snapshot = $3 "
            "WHERE service = $1 AND snapshot_seq < $2 AND seq >= $2 "
            f"RETURNING least($2::bigint, published) AS covered) DELETE FROM {self._table} "
            "WHERE seq <= (SELECT covered FROM head)",  # NULL, so nothing, without a head
            self._service,
            seq,
            state,
        )

    async def _execute(self, statement: str, *values: Any) -> str:
        async def execute(connection: Any) -> str:
            return str(await connection.execute(statement, *values))

        return await self._database.patiently(execute)
