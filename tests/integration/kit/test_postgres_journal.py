"""What only a PostgreSQL server can suffer."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from types import SimpleNamespace

import asyncpg
import pytest
import tenacity
from structlog.testing import capture_logs

from scalehook.kit.clock.clock import Anchor
from scalehook.kit.journal.journal import JournalDamaged, StaleWriter
from scalehook.kit.journal.postgres import PostgresJournals
from scalehook.kit.journal.postgres_connection import patiently
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.testing.postgres import Server


async def test_the_server_restarts_in_the_middle(database: str, postgres: Server) -> None:
    """Appends go on when it is back; what was acknowledged is there, once."""
    store = PostgresJournals(PostgresDatabase(database))
    journal = await store.open("a")
    restarting = asyncio.create_task(asyncio.to_thread(postgres.restart))
    seq, known = 0, []
    while not restarting.done() or seq < 50:
        try:
            await journal.append(seq, [b"%d" % seq])
            known.append(b"%d" % seq)
            seq += 1
        except StaleWriter:  # it had arrived before the answer was lost
            seq = (await journal.load()).seq
    await restarting
    bodies = [body for _, body in await journal.history()]
    assert len(bodies) == len(set(bodies)) == seq
    assert set(known) <= set(bodies)
    await store.close()


async def test_two_writers_at_the_same_instant(database: str) -> None:
    """One of them appends, the other is refused."""
    stores = [PostgresJournals(PostgresDatabase(database)) for _ in range(2)]
    journals = [await store.open("a") for store in stores]
    outcomes = await asyncio.gather(
        *(journal.append(0, [b"x"]) for journal in journals), return_exceptions=True
    )
    assert {type(outcome) for outcome in outcomes} == {type(None), StaleWriter}
    for store in stores:
        await store.close()


async def test_services_start_side_by_side(database: str) -> None:
    """The schema is made once."""
    stores = [PostgresJournals(PostgresDatabase(database)) for _ in range(8)]
    await asyncio.gather(*(store.open(f"s{n}") for n, store in enumerate(stores)))
    for store in stores:
        await store.close()


async def test_everything_waits_for_a_server_that_restarts(database: str, postgres: Server) -> None:
    """Opening and keeping the time too, with connections that had been made before."""
    store = PostgresJournals(PostgresDatabase(database))
    await store.anchor(Anchor(1, 1))
    restarting = asyncio.create_task(asyncio.to_thread(postgres.restart))
    rounds = 0
    while not restarting.done() or rounds < 10:
        rounds += 1
        await store.open(f"s{rounds % 3}")
        await store.keep_anchor(Anchor(1, rounds))
        assert await store.anchor(Anchor(0, 0)) == Anchor(1, rounds)
    await restarting
    await store.close()


async def test_an_outage_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is waited for, and every line says what may have to be changed."""
    elapsed = 0.0
    monkeypatch.setattr(tenacity, "time", SimpleNamespace(monotonic=lambda: elapsed))

    async def call() -> str:
        nonlocal elapsed
        elapsed += 1800
        if elapsed < 3600:
            raise ConnectionRefusedError
        return "there again"

    with capture_logs() as lines:
        assert await patiently(call, "waiting") == "there again"
    assert {line["setting"] for line in lines} == {"SCALEHOOK_DATABASE_URL"}


async def test_all_processes_have_one_time(database: str) -> None:
    """The first to come says where it begins: at a speed other than 1 each would have its own."""
    stores = [PostgresJournals(PostgresDatabase(database)) for _ in range(2)]
    assert [await store.anchor(Anchor(n, n)) for n, store in enumerate(stores)] == [Anchor(0, 0)] * 2
    for store in stores:
        await store.close()


async def test_a_newer_database_is_not_touched(database: str) -> None:
    """Nothing is made in it, and the message names the setting."""
    store = PostgresJournals(PostgresDatabase(database))
    await store.open("a")
    await store.close()
    await execute(database, "UPDATE scalehook_version SET version = 99", "DROP TABLE heads")
    with pytest.raises(JournalDamaged, match=r"newer.*SCALEHOOK_DATABASE_URL"):
        await PostgresJournals(PostgresDatabase(database)).open("a")
    assert await execute(database, "SELECT to_regclass('heads')") is None


@pytest.mark.parametrize(
    "wrong", ["/nosuchdatabase", "?user=nobody", "?no_such_parameter=1", "postgres//x"]
)
async def test_addresses_that_are_refused(database: str, wrong: str) -> None:
    """A database or a user that is not there, or no address at all: told at once, with the setting."""
    address = database + wrong if wrong[0] == "?" else wrong
    address = database.rpartition("/")[0] + wrong if wrong[0] == "/" else address
    address = address.replace("scalehook@", "") if "user" in wrong else address
    with pytest.raises(JournalDamaged, match="SCALEHOOK_DATABASE_URL"):
        await asyncio.wait_for(PostgresJournals(PostgresDatabase(address)).open("a"), 10)


async def test_a_role_that_may_make_no_tables(database: str, role: str) -> None:
    """Refused, with the setting's name; with tables that somebody else has made it can work."""
    address = f"postgresql://{role}:secret@{database.partition('@')[2]}"
    with pytest.raises(JournalDamaged, match=r"permission denied.*SCALEHOOK_DATABASE_URL"):
        await PostgresJournals(PostgresDatabase(address)).open("a")
    store = PostgresJournals(PostgresDatabase(database))
    await store.open("a")
    await store.close()
    await execute(database, f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
    store = PostgresJournals(PostgresDatabase(address))
    await (await store.open("a")).append(0, [b"x"])
    with pytest.raises(JournalDamaged, match="SCALEHOOK_DATABASE_URL"):
        await store.open("b")
    await store.close()


@pytest.fixture
async def role(database: str) -> AsyncIterator[str]:
    """Who may log in, and nothing else."""
    name = f"poor_{uuid.uuid4().hex[:8]}"
    await execute(
        database,
        f"CREATE ROLE {name} LOGIN PASSWORD 'secret'",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    )
    yield name
    await execute(database, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


async def test_names_that_are_no_service(database: str) -> None:
    """They become part of a table's name."""
    with pytest.raises(ValueError, match="no service"):
        await PostgresJournals(PostgresDatabase(database)).open("a; DROP TABLE heads")


async def execute(database: str, *statements: str) -> object:
    """As the owner; what the last one finds."""
    connection = await asyncpg.connect(database)
    try:
        return [await connection.fetchval(statement) for statement in statements][-1]
    finally:
        await connection.close()
