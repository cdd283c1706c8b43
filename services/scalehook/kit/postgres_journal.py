"""Journals in one PostgreSQL database: a table of entries per service, one of heads."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import asyncpg
import structlog
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_delay,
    wait_exponential,
)

from scalehook.kit.clock import Anchor
from scalehook.kit.journal import Journal, JournalDamaged, Loaded, StaleWriter

log = structlog.get_logger(__name__)
T = TypeVar("T")
VERSION = 1
SETTING = "SCALEHOOK_DATABASE_URL"
SCHEMA_LOCK = 0x5CA1E400  # of PostgreSQL's advisory locks: services start side by side
PATIENCE_SECONDS = 300
GONE = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncio.TimeoutError)
RESTARTING = (
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)
REFUSED = (
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
)
SCHEMA = """
CREATE TABLE IF NOT EXISTS scalehook_version (version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS heads (
    service TEXT PRIMARY KEY, seq BIGINT NOT NULL DEFAULT 0, published BIGINT NOT NULL DEFAULT 0,
    snapshot_seq BIGINT NOT NULL DEFAULT 0, snapshot BYTEA
);
CREATE TABLE IF NOT EXISTS clock (
    only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
    real DOUBLE PRECISION NOT NULL, virtual DOUBLE PRECISION NOT NULL
);
"""


class PostgresJournals:
    """The database. Connections are made on first use, and made anew when the server comes back."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Any = None

    async def open(self, service: str) -> Journal:
        """The journal of a service; waits for a server that is not there yet."""
        if not re.fullmatch(r"[a-z_][a-z0-9_]*", service):
            raise ValueError(f"{service!r} is no service's name")
        await self._connected()
        table = f"entries_{service}"
        await self._pool.execute(
            f"CREATE TABLE IF NOT EXISTS {table} (seq BIGINT PRIMARY KEY, body BYTEA NOT NULL)"
        )
        await self._pool.execute(
            "INSERT INTO heads (service) VALUES ($1) ON CONFLICT DO NOTHING", service
        )
        return PostgresJournal(self._pool, service, table)

    async def anchor(self) -> Anchor | None:
        """Where virtual time stands; None when nobody has moved it."""
        await self._connected()
        row = await self._pool.fetchrow("SELECT real, virtual FROM clock")
        return Anchor(row[0], row[1]) if row else None

    async def keep_anchor(self, anchor: Anchor) -> None:
        """Tell services that start later where virtual time stands."""
        await self._connected()
        await self._pool.execute(
            "INSERT INTO clock (real, virtual) VALUES ($1, $2) "
            "ON CONFLICT (only_row) DO UPDATE SET real = $1, virtual = $2",
            anchor.real,
            anchor.virtual,
        )

    async def close(self) -> None:
        """Close all connections."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def _connected(self) -> None:
        if self._pool is None:
            self._pool = await patiently(self._connect, "waiting for the database")

    async def _connect(self) -> Any:
        try:
            pool = await asyncpg.create_pool(self._url, min_size=1, max_size=4)
        except (*REFUSED, ValueError) as problem:
            raise JournalDamaged(f"the database refuses: {problem}; look at {SETTING}") from problem
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", SCHEMA_LOCK)
            await connection.execute(SCHEMA)
            found = await connection.fetchval("SELECT version FROM scalehook_version")
            if found is None:
                await connection.execute("INSERT INTO scalehook_version VALUES ($1)", VERSION)
        if found is not None and found > VERSION:
            await pool.close()
            raise JournalDamaged(
                f"the database was written by a newer scalehook (format {found}): name another "
                f"one in {SETTING}, or use that version"
            )
        return pool


class PostgresJournal:
    """One service's rows. A call that a dead server interrupts is made again when it is back; an
    append that had arrived all the same is then refused as stale, and its writer loads again.
    """

    def __init__(self, pool: Any, service: str, table: str) -> None:
        self._pool = pool
        self._service = service
        self._table = table

    async def load(self) -> Loaded:
        """The snapshot, and the entries that it does not cover or that are unpublished."""

        async def load() -> Loaded:
            async with (
                self._pool.acquire() as connection,
                connection.transaction(isolation="repeatable_read"),
            ):
                seq, published, snapshot_seq, snapshot = await connection.fetchrow(
                    "SELECT seq, published, snapshot_seq, snapshot FROM heads WHERE service = $1",
                    self._service,
                )
                rows = await connection.fetch(
                    f"SELECT seq, body FROM {self._table} WHERE seq > $1 ORDER BY seq",
                    min(published, snapshot_seq),
                )
            entries = [(row[0], row[1]) for row in rows]
            return Loaded(seq, published, snapshot_seq, snapshot, entries)

        return await self._patiently(load)

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

    async def history(self, after: int = 0) -> list[tuple[int, bytes]]:
        """The entries that are still there."""
        statement = f"SELECT seq, body FROM {self._table} WHERE seq > $1 ORDER BY seq"

        async def fetch() -> list[tuple[int, bytes]]:
            return [(row[0], row[1]) for row in await self._pool.fetch(statement, after)]

        return await self._patiently(fetch)

    async def _execute(self, statement: str, *values: Any) -> str:
        async def execute() -> str:
            return str(await self._pool.execute(statement, *values))

        return await self._patiently(execute)

    async def _patiently(self, call: Callable[[], Awaitable[T]]) -> T:
        return await patiently(call, f"{self._service} waits for the database")


async def patiently(call: Callable[[], Awaitable[T]], waiting: str) -> T:
    """Make the call again, with growing waits, while the server is away."""

    def tell(state: RetryCallState) -> None:
        problem = state.outcome.exception() if state.outcome else None
        log.warning(waiting, attempt=state.attempt_number, problem=repr(problem))

    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type((*GONE, *RESTARTING)),
        wait=wait_exponential(0.1, max=5),
        stop=stop_after_delay(PATIENCE_SECONDS),
        before_sleep=tell,
        reraise=True,
    ):
        with attempt:
            return await call()
    raise AssertionError("tenacity returns or raises")
