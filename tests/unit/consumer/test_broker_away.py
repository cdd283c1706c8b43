"""Which failures of a consumer's connection mean that the broker is away, and which are mistakes."""

import asyncio

import aio_pika
import pytest
from aio_pika.exceptions import ChannelInvalidStateError, ConnectionClosed

from scalehook.consumer.sources.broker_away import AWAY, loss_noticed


@pytest.mark.parametrize(
    "problem",
    [ConnectionRefusedError(), TimeoutError(), ConnectionClosed(320, "forced"),
     ChannelInvalidStateError("closed"), StopAsyncIteration(), asyncio.CancelledError()],
    ids=repr,
)  # fmt: skip
async def test_what_is_waited_for(problem: BaseException) -> None:
    """The broker may be back soon; a call that the client has cancelled is a lost connection."""
    with pytest.raises(AWAY), loss_noticed():
        raise problem


async def test_a_channel_of_a_connection_that_is_not_there() -> None:
    """The client has a bare RuntimeError for it: it is told by where it comes from."""
    with pytest.raises(ConnectionError, match="Connection was not opened"), loss_noticed():
        aio_pika.Connection("amqp://127.0.0.1:1/").channel()


@pytest.mark.parametrize("problem", [RuntimeError("a mistake"), ValueError("a mistake")], ids=repr)
def test_what_is_a_mistake(problem: Exception) -> None:
    """It would be the same the next time, and ends the consumer."""
    with pytest.raises(type(problem), match="a mistake"), loss_noticed():
        raise problem


async def test_whoever_is_called_off_is_called_off() -> None:
    """A cancellation of the consumer's own is no lost connection."""

    async def waits() -> None:
        with loss_noticed():
            await asyncio.Event().wait()

    task = asyncio.create_task(waits())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
