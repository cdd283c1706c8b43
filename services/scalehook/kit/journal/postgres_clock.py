"""Where virtual time stands, kept in the database: all processes have one time."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from scalehook.kit.clock.clock import Anchor
from scalehook.kit.journal.postgres_database import PostgresDatabase


class PostgresClock:
    """The anchor of all processes' clocks."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    @contextlib.asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Nobody else moves the time meanwhile; those who want to come one after the other."""
        async with self._database.locked("clock"):
            yield

    async def anchor(self, first: Anchor) -> Anchor:
        """Where virtual time stands: at `first`, when nobody has asked before."""

        async def read(connection: Any) -> Anchor:
            await connection.execute(
                "INSERT INTO clock (real, virtual) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                first.real,
                first.virtual,
            )
            return Anchor(*await connection.fetchrow("SELECT real, virtual FROM clock"))

        return await self._database.reach(read)

    async def keep_anchor(self, anchor: Anchor) -> None:
        """Keep where virtual time stands, for processes that start later."""

        async def keep(connection: Any) -> None:
            await connection.execute(
                "INSERT INTO clock (real, virtual) VALUES ($1, $2) "
                "ON CONFLICT (only_row) DO UPDATE SET real = $1, virtual = $2",
                anchor.real,
                anchor.virtual,
            )

        await self._database.reach(keep)
