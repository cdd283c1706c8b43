"""Journals in one PostgreSQL database: a table of entries per service, one of heads."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, TypeVar

import asyncpg

from scalehook.kit.clock.clock import Anchor
from scalehook.kit.journal.journal import Journal, Loaded, StaleWriter
from scalehook.kit.journal.postgres_connection import CONNECT_SECONDS, patiently, reach
from scalehook.kit.journal.postgres_schema import prepare, prepare_service

T = TypeVar("T")
AT_A_TIME = 500  # entries that are in memory while they are read
WAITING = "waiting for the database"


class PostgresJournals:
    """The database. Connections are made on first use, and made anew when the server comes back."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Any = None

    async def open(self, service: str) -> Journal:
        """The journal of a service; waits for a server that is not there yet."""
        if not re.fullmatch(r"[a-z_][a-z0-9_]*", service):
            raise ValueError(f"{service!r} is no service's name")

        async def open_table() -> str:
            async with (await self._connected()).acquire() as connection:
                return await prepare_service(connection, service)

        table = await reach(open_table, WAITING)
        return PostgresJournal(self._pool, service, table)

    async def anchor(self, first: Anchor) -> Anchor:
        """Where virtual time stands: at `first`, when nobody has asked before."""

        async def read() -> Anchor:
            pool = await self._connected()
            await pool.execute(
                "INSERT INTO clock (real, virtual) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                first.real,
                first.virtual,
            )
            return Anchor(*await pool.fetchrow("SELECT real, virtual FROM clock"))

        return await reach(read, WAITING)

    async def keep_anchor(self, anchor: Anchor) -> None:
        """Tell services that start later where virtual time stands."""

        async def keep() -> None:
            await (await self._connected()).execute(
                "INSERT INTO clock (real, virtual) VALUES ($1, $2) "
                "ON CONFLICT (only_row) DO UPDATE SET real = $1, virtual = $2",
                anchor.real,
                anchor.virtual,
            )

        await reach(keep, WAITING)

    async def close(self) -> None:
        """Close all connections."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def _connected(self) -> Any:
        if self._pool is None:
            self._pool = await self._connect()
        return self._pool

    async def _connect(self) -> Any:
        pool = await asyncpg.create_pool(
            self._url, min_size=0, max_size=4, timeout=CONNECT_SECONDS, reset=_leave
        )
        try:
            async with pool.acquire() as connection:
                await prepare(connection)
        except BaseException:
            pool.terminate()
            raise
        return pool


async def _leave(connection: Any) -> None:
    """No statement of ours leaves anything to reset: a round trip less for each commit."""


class PostgresJournal:
    """One service's rows. A call that a dead server interrupts is made again when it is back; an
    append that had arrived all the same is then refused as stale, and its writer loads again.
    """

    def __init__(self, pool: Any, service: str, table: str) -> None:
        self._pool = pool
        self._service = service
        self._table = table

    async def load(self) -> Loaded:
        """The snapshot, the mark and the last entry."""

        async def load() -> Loaded:
            return Loaded(
                *await self._pool.fetchrow(
                    "SELECT seq, published, snapshot_seq, snapshot FROM heads WHERE service = $1",
                    self._service,
                )
            )

        return await self._patiently(load)

    async def entries(self, after: int = 0) -> AsyncIterator[tuple[int, bytes]]:
        """Some at a time."""
        statement = f"SELECT seq, body FROM {self._table} WHERE seq > $1 ORDER BY seq LIMIT {AT_A_TIME}"

        async def fetch() -> list[tuple[int, bytes]]:
            return [(row[0], row[1]) for row in await self._pool.fetch(statement, after)]

        while rows := await self._patiently(fetch):
            for row in rows:
                yield row
            after = rows[-1][0]

    async def append(self, expected: int, entries: Sequence[bytes]) -> None:
        """One statement, so one commit; only by the writer who knows the last entry."""
        statement = (
            "WITH head AS (UPDATE heads SET seq = $2::bigint + $3 WHERE service = $1 AND seq = $2 "
            f"RETURNING 1) INSERT INTO {self._table} "
            "SELECT $2 + number, body FROM unnest($4::bytea[]) WITH ORDINALITY AS e(body, number) "
            "WHERE EXISTS (SELECT 1 FROM head)"
        )
        done = await self._execute(statement, self._service, expected, len(entries), list(entries))
        if done != f"INSERT 0 {len(entries)}":
            raise StaleWriter(f"{self._service}: entry {expected} is not the last one")

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
        async def execute() -> str:
            return str(await self._pool.execute(statement, *values))

        return await self._patiently(execute)

    async def _patiently(self, call: Callable[[], Awaitable[T]]) -> T:
        return await patiently(call, f"{self._service} waits for the database")
