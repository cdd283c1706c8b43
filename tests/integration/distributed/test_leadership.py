"""The lead is one process's, and goes on to the next one whatever happens to the first."""

import asyncio
import contextlib
from types import SimpleNamespace

import asyncpg
import pytest
import tenacity

from scalehook.distributed.leadership import KEEPALIVES, connect, leadership
from scalehook.kit.journal.journal import JournalDamaged
from scalehook.testing.postgres import Server
from support.buses import eventually

HOUR = 3600


class Candidate:
    """Waits for the lead, in a task of its own."""

    def __init__(self, url: str) -> None:
        self.state = ""
        self.leads = asyncio.Event()
        self.leaving = asyncio.Event()
        self.task = asyncio.create_task(self._run(url))

    async def _run(self, url: str) -> None:
        async with leadership(url, "a", self._become) as lost:
            self.leads.set()
            leaving = asyncio.ensure_future(self.leaving.wait())
            losing = asyncio.ensure_future(lost.wait())
            await asyncio.wait({leaving, losing}, return_when=asyncio.FIRST_COMPLETED)

    def _become(self, state: str) -> None:
        self.state = state

    async def end(self) -> None:
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task


async def test_the_second_stands_by(database: str) -> None:
    """It says so only when the database has told it, and leads when the first has left."""
    first = Candidate(database)
    assert first.state == ""
    await asyncio.wait_for(first.leads.wait(), 10)
    second = Candidate(database)
    await eventually(lambda: second.state == "waiting")
    await eventually(lambda: second.state == "standby")
    assert not second.leads.is_set()
    first.leaving.set()
    await asyncio.wait_for(second.leads.wait(), 10)
    await second.end()


async def test_a_standby_of_an_hour_outlives_a_restart(
    database: str, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it has stood by: it waits for the database anew."""
    elapsed = 0.0
    monkeypatch.setattr(tenacity, "time", SimpleNamespace(monotonic=lambda: elapsed))
    first = Candidate(database)
    await asyncio.wait_for(first.leads.wait(), 10)
    second = Candidate(database)
    await eventually(lambda: second.state == "standby")
    elapsed += HOUR
    await asyncio.to_thread(postgres.restart)
    await asyncio.wait_for(second.leads.wait(), 30)
    await second.end()
    await first.task


async def test_a_machine_that_dies_silently(database: str) -> None:
    """The server asks whether the other side is still there, and does not do it every two hours."""
    connection = await connect(database)
    told = {name: await connection.fetchval(f"SHOW {name}") for name in KEEPALIVES}
    assert told == KEEPALIVES  # as the socket has them
    await connection.close()


async def test_the_lead_is_of_one_service(database: str) -> None:
    """Each service has a lock of its own; its key is seen in the database."""
    candidate = Candidate(database)
    await asyncio.wait_for(candidate.leads.wait(), 10)
    connection = await asyncpg.connect(database)
    count = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = $1"
    assert await connection.fetchval(count, 0x5CA1E) == 1
    await connection.close()
    await candidate.end()


@pytest.mark.parametrize("wrong", ["postgres//x", "postgresql://127.0.0.1:port/x", "/nosuchdatabase"])
async def test_an_address_that_is_refused(database: str, wrong: str) -> None:
    """Told at once, with the setting to change."""
    url = database.rpartition("/")[0] + wrong if wrong[0] == "/" else wrong
    candidate = Candidate(url)
    with pytest.raises(JournalDamaged, match="SCALEHOOK_DATABASE_URL"):
        await asyncio.wait_for(candidate.task, 10)
