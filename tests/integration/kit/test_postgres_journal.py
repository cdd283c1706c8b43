"""What only a PostgreSQL server can suffer."""

import asyncio

import asyncpg
import pytest

from scalehook.kit.journal import JournalDamaged, StaleWriter
from scalehook.kit.postgres_journal import PostgresJournals
from scalehook.testing.postgres import Server


async def test_the_server_restarts_in_the_middle(database: str, postgres: Server) -> None:
    """Appends go on when it is back; what was acknowledged is there, once."""
    store = PostgresJournals(database)
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
    stores = [PostgresJournals(database) for _ in range(2)]
    journals = [await store.open("a") for store in stores]
    outcomes = await asyncio.gather(
        *(journal.append(0, [b"x"]) for journal in journals), return_exceptions=True
    )
    assert {type(outcome) for outcome in outcomes} == {type(None), StaleWriter}
    for store in stores:
        await store.close()


async def test_services_start_side_by_side(database: str) -> None:
    """The schema is made once."""
    stores = [PostgresJournals(database) for _ in range(8)]
    await asyncio.gather(*(store.open(f"s{n}") for n, store in enumerate(stores)))
    for store in stores:
        await store.close()


async def test_a_newer_database_is_not_touched(database: str) -> None:
    """The message names the setting."""
    store = PostgresJournals(database)
    await store.open("a")
    await store.close()
    connection = await asyncpg.connect(database)
    await connection.execute("UPDATE scalehook_version SET version = 99")
    await connection.close()
    with pytest.raises(JournalDamaged, match="SCALEHOOK_DATABASE_URL"):
        await PostgresJournals(database).open("a")


@pytest.mark.parametrize("wrong", ["/nosuchdatabase", "?user=nobody"])
async def test_addresses_that_are_refused(database: str, wrong: str) -> None:
    """A database or a user that is not there: told at once, with the setting's name."""
    address = database.rpartition("/")[0] + wrong if wrong[0] == "/" else database + wrong
    address = address.replace("scalehook@", "") if wrong[0] == "?" else address
    with pytest.raises(JournalDamaged, match="SCALEHOOK_DATABASE_URL"):
        await PostgresJournals(address).open("a")


async def test_names_that_are_no_service(database: str) -> None:
    """They become part of a table's name."""
    with pytest.raises(ValueError, match="no service"):
        await PostgresJournals(database).open("a; DROP TABLE heads")
