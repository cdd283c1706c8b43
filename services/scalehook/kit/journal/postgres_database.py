"""One PostgreSQL database: its connections, shared by the journals and the clock of a process."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import asyncpg

from scalehook.kit.journal.postgres_connection import CONNECT_SECONDS, patiently, reach
from scalehook.kit.journal.postgres_schema import prepare

T = TypeVar("T")
Call = Callable[[Any], Awaitable[T]]  # with a connection
MOST_CONNECTIONS = 4


class PostgresDatabase:
    """Connections are made on first use, and made anew when the server comes back."""

    def __init__(self, url: str, who: str = "this process") -> None:
        self._url = url
        self._who = who
        self._pool: Any = None

    async def reach(self, call: Call[T]) -> T:
        """For the first calls: waits for the server, and raises JournalDamaged with what to change
        when it does not let us.
        """
        return await reach(lambda: self._do(call), self._url, self._who)

    async def patiently(self, call: Call[T]) -> T:
        """Makes the call again, while the server is away."""
        return await patiently(lambda: self._do(call), self._url, self._who)

    @contextlib.asynccontextmanager
    async def locked(self, name: str) -> AsyncIterator[None]:
        """Nobody else is inside a block of this name, in whichever process: they come one by one. The
        server lets the next one in when this process dies.
        """
        if self._pool is None:
            self._pool = await self._connect()
        async with self._pool.acquire() as connection:
            try:
                await connection.execute("SELECT pg_advisory_lock(hashtext($1))", name)
                yield
                await connection.execute("SELECT pg_advisory_unlock(hashtext($1))", name)
            except BaseException:
                connection.terminate()  # and the lock with it
                raise

    async def close(self) -> None:
        """Close all connections."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def _do(self, call: Call[T]) -> T:
        if self._pool is None:
            self._pool = await self._connect()
        async with self._connection() as connection:
            return await call(connection)

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        async with self._pool.acquire() as connection:
            try:
                yield connection
            except asyncpg.InternalClientError:  # nobody knows what it still waits for
                connection.terminate()
                raise

    async def _connect(self) -> Any:
        pool = await asyncpg.create_pool(
            self._url, min_size=0, max_size=MOST_CONNECTIONS, timeout=CONNECT_SECONDS, reset=_leave
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
