"""The tables of a database, and which version of them this program writes."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from scalehook.kit.journal.journal import JournalDamaged
from scalehook.kit.journal.postgres_connection import SETTING

VERSION = 5
LOCK = 0x5CA1E400  # of PostgreSQL's advisory locks: services start side by side
LEASE = "epoch BIGINT NOT NULL DEFAULT 0, holder TEXT, session INTEGER, expires TIMESTAMPTZ"
SESSION_START = "session_start TIMESTAMPTZ"
TABLES = f"""
CREATE TABLE scalehook_version (version INTEGER NOT NULL);
CREATE TABLE heads (
    service TEXT PRIMARY KEY, seq BIGINT NOT NULL DEFAULT 0, published BIGINT NOT NULL DEFAULT 0,
    snapshot_seq BIGINT NOT NULL DEFAULT 0, snapshot BYTEA, {LEASE},
    {SESSION_START}
);
CREATE TABLE clock (
    only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
    real DOUBLE PRECISION NOT NULL, virtual DOUBLE PRECISION NOT NULL
);
"""
# how a database of an older format becomes one of the next: the first had an advisory lock in place of
# the lease, the second knew a lease's session by its number alone; those after it have other entries
TO_NEXT = {
    1: f"ALTER TABLE heads {', '.join(f'ADD COLUMN {column}' for column in LEASE.split(', '))}",
    2: f"ALTER TABLE heads ADD COLUMN {SESSION_START}",
}


async def prepare(connection: Any) -> None:
    """Make what all services share, unless it is there; a newer database is left as it is."""
    async with _alone(connection):
        if not await _has(connection, "scalehook_version"):
            await connection.execute(TABLES)
            await connection.execute("INSERT INTO scalehook_version VALUES ($1)", VERSION)
        found = await connection.fetchval("SELECT version FROM scalehook_version")
        for older in range(found, VERSION):
            if older in TO_NEXT:
                await connection.execute(TO_NEXT[older])
            await connection.execute("UPDATE scalehook_version SET version = $1", older + 1)
    if found > VERSION:
        raise JournalDamaged(
            f"the database was written by a newer scalehook (format {found}): name another "
            f"one in {SETTING}, or use that version"
        )


async def prepare_service(connection: Any, service: str) -> str:
    """Make a service's table and head, unless they are there; the table's name."""
    table = f"entries_{service}"
    async with _alone(connection):
        if not await _has(connection, table):  # a role that may not make tables can use one
            await connection.execute(
                f"CREATE TABLE {table} (seq BIGINT PRIMARY KEY, body BYTEA NOT NULL)"
            )
        await connection.execute(
            "INSERT INTO heads (service) VALUES ($1) ON CONFLICT DO NOTHING", service
        )
    return table


@contextlib.asynccontextmanager
async def _alone(connection: Any) -> AsyncIterator[None]:
    """One process at a time; one that freezes here does not keep the others waiting."""
    async with connection.transaction():
        await connection.execute("SET LOCAL idle_in_transaction_session_timeout = '5s'")
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        yield


async def _has(connection: Any, table: str) -> bool:
    return bool(await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", table))
