"""Which failures mean that a server is away, and which are mistakes of ours."""

import asyncio
import re

import aio_pika
import asyncpg
import pytest
from aiormq.exceptions import ChannelInvalidStateError, ConnectionClosed

from scalehook.distributed.perseverance import passes
from scalehook.kit.bus.rabbit.away import loss_noticed
from scalehook.kit.bus.rabbit.connection import connect

AWAY = [
    ConnectionRefusedError(),
    TimeoutError(),
    ConnectionClosed(320, "CONNECTION_FORCED"),
    ChannelInvalidStateError("closed"),
    asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"),
    asyncpg.InterfaceError("connection is closed"),
    asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
    asyncpg.AdminShutdownError("terminating connection due to administrator command"),
    asyncpg.CannotConnectNowError("the database system is starting up"),
    asyncio.IncompleteReadError(b"", 1),
]
MISTAKES = [
    RuntimeError("a mistake"),
    ValueError("a mistake"),
    asyncpg.DataError("a value that fits no column"),
    asyncpg.UndefinedTableError("no such table"),
    asyncpg.CheckViolationError("refused"),
]


@pytest.mark.parametrize("problem", AWAY, ids=repr)
def test_what_is_waited_for(problem: Exception) -> None:
    """The server may be back soon."""
    assert passes(problem)


@pytest.mark.parametrize("problem", MISTAKES, ids=repr)
def test_what_is_not_waited_for(problem: Exception) -> None:
    """It would be the same the next time; a bare RuntimeError says nothing of any server."""
    assert not passes(problem)
    with pytest.raises(type(problem)), loss_noticed():
        raise problem


async def test_a_channel_of_a_connection_that_is_not_there() -> None:
    """The client has a bare RuntimeError for it: it is told by where it comes from."""
    connection = aio_pika.Connection("amqp://127.0.0.1:1/")
    with pytest.raises(ConnectionError, match="Connection was not opened"), loss_noticed():
        connection.channel()


async def test_a_broker_that_is_not_there_is_told_by_its_address() -> None:
    """Without the password."""
    with pytest.raises(ConnectionError) as told:
        await connect("amqp://user:secret@127.0.0.1:1/v", "a")
    assert re.search(r"no broker at amqp://127\.0\.0\.1:1/v", str(told.value))
    assert "secret" not in str(told.value)
