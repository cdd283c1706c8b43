"""What only a PostgreSQL server can suffer."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import asyncpg
import pytest

from scalehook.kit.clock.clock import Anchor
from scalehook.kit.journal.journal import JournalDamaged, JournalUnavailable, StaleWriter
from scalehook.kit.journal.postgres import AT_A_TIME, PostgresJournal, PostgresJournals
from scalehook.kit.journal.postgres_clock import PostgresClock
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.kit.journal.postgres_lease import take
from scalehook.kit.journal.postgres_schema import VERSION
from scalehook.testing.postgres import Server
from support.journals import kept
from support.patience import in_time


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
    bodies = [body for _, body in await kept(journal)]
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
    shared = PostgresDatabase(database)
    store, clock = PostgresJournals(shared), PostgresClock(shared)
    await clock.anchor(Anchor(1, 1))
    restarting = asyncio.create_task(asyncio.to_thread(postgres.restart))
    rounds = 0
    while not restarting.done() or rounds < 10:
        rounds += 1
        await store.open(f"s{rounds % 3}")
        await clock.keep_anchor(Anchor(1, rounds))
        assert await clock.anchor(Anchor(0, 0)) == Anchor(1, rounds)
    await restarting
    await store.close()


async def test_all_processes_have_one_time(database: str) -> None:
    """The first to come says where it begins: at a speed other than 1 each would have its own."""
    databases = [PostgresDatabase(database) for _ in range(2)]
    clocks = [PostgresClock(each) for each in databases]
    assert [await each.anchor(Anchor(n, n)) for n, each in enumerate(clocks)] == [Anchor(0, 0)] * 2
    for each in databases:
        await each.close()


async def test_a_newer_database_is_not_touched(database: str) -> None:
    """Nothing is made in it, and the message names the setting."""
    store = PostgresJournals(PostgresDatabase(database))
    await store.open("a")
    await store.close()
    await execute(database, "UPDATE scalehook_version SET version = 99", "DROP TABLE heads")
    with pytest.raises(JournalDamaged, match=r"newer.*SCALEHOOK_DATABASE_URL"):
        await PostgresJournals(PostgresDatabase(database)).open("a")
    assert await execute(database, "SELECT to_regclass('heads')") is None


OLDER_FORMATS = {  # the columns that each one lacks
    1: ["session_start", "epoch", "holder", "session", "expires"],
    2: ["session_start"],
}


@pytest.mark.parametrize("version", OLDER_FORMATS)
async def test_a_database_of_an_older_format(database: str, version: int) -> None:
    """Its journals load, and go on; the lease is as in a new one."""
    store = PostgresJournals(PostgresDatabase(database))
    await (await store.open("a")).append(0, [b"x"])
    await store.close()
    await execute(
        database,
        f"ALTER TABLE heads {', '.join(f'DROP COLUMN {name}' for name in OLDER_FORMATS[version])}",
        f"UPDATE scalehook_version SET version = {version}",
    )
    store = PostgresJournals(PostgresDatabase(database))
    journal = await store.open("a")
    await journal.append(1, [b"y"])
    assert await kept(journal) == [(1, b"x"), (2, b"y")]
    connection = await asyncpg.connect(database)
    assert await take(connection, "a")
    assert not await take(connection, "a")
    await connection.close()
    assert await execute(database, "SELECT version FROM scalehook_version") == VERSION
    await store.close()


async def test_one_whose_lease_has_been_taken_appends_nothing(database: str) -> None:
    """Even when its successor has not appended anything yet: it would not know of it."""
    shared = PostgresDatabase(database)
    connection = await asyncpg.connect(database)
    journal = await PostgresJournals(shared, epoch=1).open("a")
    assert await take(connection, "a")
    await journal.append(0, [b"x"])
    await execute(database, "UPDATE heads SET expires = clock_timestamp()")
    assert await take(connection, "a")
    with pytest.raises(StaleWriter):
        await journal.append(1, [b"y"])
    await PostgresJournal(shared, "a", "entries_a", epoch=2).append(1, [b"z"])
    assert await kept(journal) == [(1, b"x"), (2, b"z")]
    await connection.close()
    await shared.close()


REFUSALS = {
    "disk_full": "the disk is full",
    "out_of_memory": "out of shared memory",
    "read_only_sql_transaction": "cannot execute INSERT in a read-only transaction",
    "deadlock_detected": "deadlock detected",
    "query_canceled": "canceling statement due to statement timeout",
}


@pytest.mark.parametrize("condition", REFUSALS)
async def test_entries_that_are_not_kept_now(database: str, condition: str) -> None:
    """The append says so, and the same one succeeds when there is room again; reading goes on."""
    store = PostgresJournals(PostgresDatabase(database))
    journal = await store.open("a")
    await journal.append(0, [b"x"])
    await execute(
        database,
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSALS[condition]}' USING ERRCODE = '{condition}'; END $$",
        "CREATE TRIGGER refuse BEFORE INSERT ON entries_a EXECUTE FUNCTION refuse()",
    )
    with pytest.raises(JournalUnavailable, match=REFUSALS[condition]):
        await journal.append(1, [b"y"])
    assert await kept(journal) == [(1, b"x")]
    await execute(database, "DROP TRIGGER refuse ON entries_a")
    await journal.append(1, [b"y"])
    assert await kept(journal) == [(1, b"x"), (2, b"y")]
    await store.close()


async def test_entries_of_any_bytes_in_any_number(database: str) -> None:
    """Zeros too, and more than are fetched at a time; they come in their order."""
    store = PostgresJournals(PostgresDatabase(database))
    journal = await store.open("a")
    bodies = [b"\0" + b"%d" % number + b"\xff" for number in range(2 * AT_A_TIME + 1)]
    await journal.append(0, bodies)
    assert await kept(journal) == list(enumerate(bodies, 1))
    await store.close()


@pytest.mark.parametrize(
    "wrong", ["/nosuchdatabase", "?user=nobody", "?no_such_parameter=1", "postgres//x"]
)
async def test_addresses_that_are_refused(database: str, wrong: str) -> None:
    """A database or a user that is not there, or no address at all: told at once, with the setting."""
    address = database + wrong if wrong[0] == "?" else wrong
    address = database.rpartition("/")[0] + wrong if wrong[0] == "/" else address
    address = address.replace("scalehook@", "") if "user" in wrong else address
    with pytest.raises(JournalDamaged, match="SCALEHOOK_DATABASE_URL"):
        await in_time(PostgresJournals(PostgresDatabase(address)).open("a"))


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
