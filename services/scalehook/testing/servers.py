"""Fixtures for tests that need a broker or a database: `pytest_plugins = ["scalehook.testing.servers"]`.

A test that asks for what cannot be had is skipped with the reason, and fails where `CI` is set.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from scalehook.testing.postgres import Server, new_database, postgres_server
from scalehook.testing.rabbit import Broker, new_vhost, rabbit_broker
from scalehook.testing.throwaway import NoServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A RabbitMQ broker."""
    with rabbit_broker() as running:
        yield running


@pytest.fixture
def vhost(broker: Broker) -> Iterator[str]:
    """The address of a new, empty vhost."""
    with new_vhost(broker) as address:
        yield address


@pytest.fixture(scope="module")
def module_vhost(broker: Broker) -> Iterator[str]:
    """One for all tests of a module."""
    with new_vhost(broker) as address:
        yield address


@pytest.fixture
def database(postgres: Server) -> Iterator[str]:
    """The address of a new, empty database."""
    with new_database(postgres) as url:
        yield url


@pytest.fixture(scope="module")
def module_database(postgres: Server) -> Iterator[str]:
    """One for all tests of a module."""
    with new_database(postgres) as url:
        yield url


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[None]:
    """A fixture may find no server."""
    with skipping():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """A test may ask a server for what somebody else's does not do, as a restart."""
    with skipping():
        return (yield)


@contextmanager
def skipping() -> Iterator[None]:
    """A test that finds no server is skipped, or fails where `CI` is set."""
    try:
        yield
    except NoServer as problem:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs it: {problem}", pytrace=False)
        pytest.skip(str(problem))
