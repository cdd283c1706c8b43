"""Real servers for integration and end-to-end tests; in CI they must be there."""

import asyncio
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import asyncpg
import pytest

from scalehook.kit.postgres_journal import patiently
from scalehook.testing.postgres import Server, new_database_name, postgres_server
from scalehook.testing.rabbit import Broker, rabbit_broker
from scalehook.testing.throwaway import NoServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server."""
    try:
        with postgres_server() as server:
            yield server
    except NoServer as problem:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs a database: {problem}")
        pytest.skip(str(problem))


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A RabbitMQ broker."""
    try:
        with rabbit_broker() as running:
            yield running
    except NoServer as problem:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs a broker: {problem}")
        pytest.skip(str(problem))


@pytest.fixture
def vhost(broker: Broker) -> str:
    """The address of a new, empty vhost."""
    return broker.vhost()


@pytest.fixture
def database(postgres: Server) -> Iterator[str]:
    """The address of a new, empty database."""
    with _new_database(postgres) as url:
        yield url


@pytest.fixture(scope="module")
def module_database(postgres: Server) -> Iterator[str]:
    """One for all tests of a module."""
    with _new_database(postgres) as url:
        yield url


@contextmanager
def _new_database(postgres: Server) -> Iterator[str]:
    name = new_database_name()
    _administer(postgres, f"CREATE DATABASE {name}")
    yield postgres.url(name)
    _administer(postgres, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(server: Server, statement: str) -> None:
    async def execute() -> None:
        connection = await asyncpg.connect(server.url("postgres"))
        await connection.execute(statement)
        await connection.close()

    with ThreadPoolExecutor(1) as thread:  # the test's own loop may be running
        thread.submit(asyncio.run, patiently(execute, "waiting for the server")).result()
