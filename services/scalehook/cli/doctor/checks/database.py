"""PostgreSQL, in which separate services keep their journals."""

import asyncio
import os
from collections.abc import Iterator

from scalehook.cli.doctor.checks.servers import tell
from scalehook.cli.doctor.finding import Finding
from scalehook.distributed.settings import Settings

PATIENCE_SECONDS = 5
VARIABLE = "SCALEHOOK_DATABASE_URL"


def look(endpoint: str) -> Iterator[Finding]:
    """Where the settings say; nobody needs one for a stack in one process."""
    problem = ""
    try:
        asyncio.run(_connect(Settings().database_url))
    except Exception as refused:  # of whatever kind: it is told
        problem = str(refused) or type(refused).__name__
    yield tell("database", "PostgreSQL", problem, VARIABLE, is_asked_for=VARIABLE in os.environ)


async def _connect(url: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(url, timeout=PATIENCE_SECONDS)
    await connection.close()
