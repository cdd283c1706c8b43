"""The lead is one process's, and goes on to the next one whatever happens to the first."""

import asyncio
import contextlib

import asyncpg
import pytest

from scalehook.distributed import leadership as leading
from scalehook.distributed.leadership import leadership
from scalehook.kit.journal import postgres_lease
from scalehook.kit.journal.journal import JournalDamaged
from scalehook.kit.journal.postgres_lease import Lease
from scalehook.testing.postgres import Server
from support.patience import eventually, in_time

RESTARTS = 3
FIND = "SELECT pid FROM pg_stat_activity WHERE pid = (SELECT session FROM heads WHERE service = 'a')"


class Candidate:
    """Waits for the lead, in a task of its own."""

    def __init__(self, url: str, service: str = "a") -> None:
        self.state = ""
        self.lease: Lease | None = None
        self.leads = asyncio.Event()
        self.leaving = asyncio.Event()
        self.task = asyncio.create_task(self._run(url, service))

    async def _run(self, url: str, service: str) -> None:
        async with leadership(url, service, self._become) as lease:
            self.lease = lease
            self.leads.set()
            leaving = asyncio.ensure_future(self.leaving.wait())
            losing = asyncio.ensure_future(lease.lost.wait())
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
    await in_time(first.leads.wait())
    second = Candidate(database)
    await eventually(lambda: second.state == "waiting")
    await eventually(lambda: second.state == "standby")
    assert not second.leads.is_set()
    first.leaving.set()
    await in_time(second.leads.wait())
    await second.end()


async def test_the_lead_is_of_one_service(database: str) -> None:
    """Each service has a lease of its own."""
    candidates = [Candidate(database, service) for service in ("a", "b")]
    for each in candidates:
        await in_time(each.leads.wait())
    for each in candidates:
        await each.end()


async def test_a_standby_outlives_restarts(database: str, postgres: Server) -> None:
    """However often: it waits for the database anew, and leads when it is there; the holder of
    before has noticed.
    """
    for _ in range(RESTARTS):
        first = Candidate(database)
        await in_time(first.leads.wait())
        second = Candidate(database)
        await eventually(lambda standby=second: standby.state == "standby")
        await asyncio.to_thread(postgres.restart)
        await in_time(second.leads.wait())
        await first.task
        await second.end()


async def expire(database: str) -> None:
    """So much time passes at the database."""
    connection = await asyncpg.connect(database)
    await connection.execute("UPDATE heads SET expires = clock_timestamp()")
    await connection.close()


async def test_a_holder_that_does_not_renew(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is replaced, though its connection stands; when it renews at last it learns of it."""
    monkeypatch.setattr(leading, "RENEW_SECONDS", 3600)
    first = Candidate(database)
    await in_time(first.leads.wait())
    second = Candidate(database)
    await eventually(lambda: second.state == "standby")
    await expire(database)
    await in_time(second.leads.wait())
    assert first.lease is not None
    assert second.lease is not None
    assert second.lease.epoch == first.lease.epoch + 1
    assert not first.lease.lost.is_set()
    await first.lease.renew()
    assert not first.lease.held()
    await first.task
    assert second.lease.held()
    await second.end()


async def test_a_holder_that_wakes_up_late(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows without asking anybody, and takes up nothing that the lease was for."""
    candidate = Candidate(database)
    await in_time(candidate.leads.wait())
    assert candidate.lease is not None
    assert candidate.lease.held()
    woken = candidate.lease.until
    monkeypatch.setattr(postgres_lease, "elapsed_seconds", lambda: woken)
    assert not candidate.lease.held()
    monkeypatch.undo()
    assert not candidate.lease.held()  # once lost, it is lost
    await candidate.task


async def test_a_lease_that_is_renewed(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is held on; for less long from the moment at which the holder has read its journal."""
    monkeypatch.setattr(leading, "RENEW_SECONDS", 0)
    candidate = Candidate(database)
    await in_time(candidate.leads.wait())
    lease = candidate.lease
    assert lease is not None
    first = lease.until
    await eventually(lambda: lease.until > first)
    monkeypatch.setattr(leading, "RENEW_SECONDS", postgres_lease.STARTING_SECONDS)
    await eventually(lambda: not lease.due.is_set())
    lease.running()
    await eventually(lambda: lease.until < first)
    assert lease.held()
    await candidate.end()


async def test_the_lease_ends_with_its_connection(database: str) -> None:
    """Nobody waits for a holder that has died; one whose connection alone was cut gives up."""
    first = Candidate(database)
    await in_time(first.leads.wait())
    connection = await asyncpg.connect(database)
    [row] = await connection.fetch(FIND)
    await connection.execute("SELECT pg_terminate_backend($1)", row["pid"])
    await first.task
    second = Candidate(database)
    await in_time(second.leads.wait())
    await second.end()
    await connection.close()


async def test_a_session_with_the_number_of_the_holders(database: str) -> None:
    """A server that has restarted counts anew: nobody waits for a stranger that bears the number of one
    that is gone.
    """
    first = Candidate(database)
    await in_time(first.leads.wait())
    await first.end()
    connection = await asyncpg.connect(database)
    await connection.execute("UPDATE heads SET session = pg_backend_pid()")
    second = Candidate(database)
    await eventually(lambda: second.state == "standby" or second.leads.is_set())
    assert second.state == "waiting"
    await second.end()
    await connection.close()


@pytest.mark.parametrize("wrong", ["postgres//x", "postgresql://127.0.0.1:port/x", "/nosuchdatabase"])
async def test_an_address_that_is_refused(database: str, wrong: str) -> None:
    """Told at once, with the setting to change."""
    url = database.rpartition("/")[0] + wrong if wrong[0] == "/" else wrong
    candidate = Candidate(url)
    with pytest.raises(JournalDamaged, match="SCALEHOOK_DATABASE_URL"):
        await in_time(candidate.task)
