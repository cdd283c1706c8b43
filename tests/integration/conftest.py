"""Broker and database are processes of this machine, where they are installed: those of `e2e/` are
containers. So each way to have them is proved, and nothing starts a third one to do so.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest

from scalehook.testing.postgres import VARIABLE as DATABASE_VARIABLE
from scalehook.testing.postgres import Server, postgres_server
from scalehook.testing.postgres import private as private_postgres
from scalehook.testing.rabbit import VARIABLE, Broker, rabbit_broker
from scalehook.testing.rabbit import private as private_rabbit


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A RabbitMQ broker."""
    programs = None if VARIABLE in os.environ else private_rabbit.programs()
    made: AbstractContextManager[Broker]
    made = private_rabbit.private_broker(programs) if programs else rabbit_broker()
    with made as running:
        yield running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server."""
    programs = None if DATABASE_VARIABLE in os.environ else private_postgres.programs()
    made: AbstractContextManager[Server]
    made = private_postgres.private_server(programs) if programs else postgres_server()
    with made as running:
        yield running
