"""A broker and a database server that somebody else runs: each test is isolated, nothing stays."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager

import aio_pika
import asyncpg
import pytest

from scalehook.testing.postgres import VARIABLE as DATABASE_VARIABLE
from scalehook.testing.postgres import Server, new_database, postgres_server
from scalehook.testing.postgres import private as private_postgres
from scalehook.testing.rabbit import VARIABLE, Broker, new_vhost, rabbit_broker
from scalehook.testing.rabbit import private as private_rabbit
from scalehook.testing.rabbit.administration import MANAGEMENT_VARIABLE
from scalehook.testing.rabbit.broker import vhost_of
from scalehook.testing.rabbit.private import PrivateBroker
from scalehook.testing.throwaway import NoServer, free_port
from support.http import HTTP

ROLE = "CREATE ROLE humble LOGIN NOCREATEDB"


@pytest.fixture(scope="module")
def somebodys_broker(broker: Broker) -> Iterator[PrivateBroker]:
    """Reached by its address alone: the one of these tests, where it is a process of this machine."""
    if isinstance(broker, PrivateBroker):
        yield broker
        return
    programs = private_rabbit.programs()
    if programs is None:
        raise NoServer("rabbitmq-server is not installed")
    with private_rabbit.private_broker(programs) as running:
        yield running


@pytest.fixture
def by_management(somebodys_broker: PrivateBroker, monkeypatch) -> AbstractContextManager[Broker]:
    """Its management API answers."""
    monkeypatch.setenv(VARIABLE, somebodys_broker.address)
    monkeypatch.setenv(MANAGEMENT_VARIABLE, somebodys_broker.management_url)
    return rabbit_broker()


@pytest.fixture
def by_rabbitmqctl(somebodys_broker: PrivateBroker, monkeypatch) -> AbstractContextManager[Broker]:
    """It does not, but rabbitmqctl is set up for it."""
    monkeypatch.setenv(VARIABLE, somebodys_broker.address)
    monkeypatch.setenv(MANAGEMENT_VARIABLE, f"http://127.0.0.1:{free_port()}")
    path = f"{somebodys_broker.programs}:{somebodys_broker.environment['PATH']}"
    for name, value in {**somebodys_broker.environment, "PATH": path}.items():
        monkeypatch.setenv(name, value)
    return rabbit_broker()


async def declare(vhost: str, *, passive: bool = False) -> None:
    connection = await aio_pika.connect(vhost)
    async with connection:
        await (await connection.channel()).declare_queue("mine", durable=True, passive=passive)


def vhosts(broker: PrivateBroker) -> set[str]:
    """Asked over HTTP: each rabbitmqctl starts an Erlang."""
    answer = HTTP.get(f"{broker.management_url}/api/vhosts", auth=("guest", "guest"))
    return {vhost["name"] for vhost in answer.raise_for_status().json()}


async def test_every_vhost_is_new_and_goes_again(
    by_management: AbstractContextManager[Broker], somebodys_broker: PrivateBroker
) -> None:
    """What one test declares another does not see; in the end all is as it was."""
    before = vhosts(somebodys_broker)
    with by_management as broker:
        first = broker.vhost()
        with new_vhost(broker) as second:
            await declare(first)
            await declare(first, passive=True)
            with pytest.raises(aio_pika.exceptions.ChannelNotFoundEntity):
                await declare(second, passive=True)
        assert vhosts(somebodys_broker) == before | {vhost_of(first)}
    assert vhosts(somebodys_broker) == before


async def test_a_vhost_that_rabbitmqctl_makes(
    by_rabbitmqctl: AbstractContextManager[Broker], somebodys_broker: PrivateBroker
) -> None:
    """Is one that the user of the address may use, and goes again; each step starts an Erlang."""
    before = vhosts(somebodys_broker)
    with by_rabbitmqctl as broker:
        made = broker.vhost()
        await declare(made)
        assert vhosts(somebodys_broker) == before | {vhost_of(made)}
    assert vhosts(somebodys_broker) == before


@pytest.fixture(scope="module")
def somebodys_database(postgres: Server) -> Iterator[str]:
    """The address of a database on a server that somebody else runs; as with the broker."""
    if isinstance(postgres, private_postgres.PrivateServer):
        yield postgres.url("postgres")
        return
    programs = private_postgres.programs()
    if programs is None:
        raise NoServer("initdb is not installed")
    with private_postgres.private_server(programs) as running:
        yield running.url("postgres")


async def asked(address: str, query: str) -> list[str]:
    connection = await asyncpg.connect(address)
    try:
        return [row[0] for row in await connection.fetch(query)]
    finally:
        await connection.close()


NAMES = "SELECT datname FROM pg_database ORDER BY datname"


def test_every_database_is_new_and_goes_again(somebodys_database: str, monkeypatch) -> None:
    """One for each test, made from the database that is given."""
    monkeypatch.setenv(DATABASE_VARIABLE, somebodys_database)
    before = asyncio.run(asked(somebodys_database, NAMES))
    with postgres_server() as server:
        with new_database(server) as first, new_database(server) as second:
            asyncio.run(asked(first, "CREATE TABLE mine ()"))
            with pytest.raises(asyncpg.UndefinedTableError):
                asyncio.run(asked(second, "SELECT 1 FROM mine"))
        assert asyncio.run(asked(somebodys_database, NAMES)) == before


def test_a_user_who_may_make_no_database(somebodys_database: str, monkeypatch) -> None:
    """The reason to skip tells what the server refuses."""
    asyncio.run(asked(somebodys_database, ROLE))
    monkeypatch.setenv(DATABASE_VARIABLE, somebodys_database.replace("scalehook@", "humble@"))
    refusal = pytest.raises(NoServer, match="refuses 'CREATE DATABASE")
    with postgres_server() as server, refusal, new_database(server):
        pass
