"""What a broker that is away looks like, in whatever words its client says it."""

import asyncio
import contextlib
import traceback
from collections.abc import Iterator

from aio_pika.exceptions import AMQPError, ChannelInvalidStateError

AWAY = (AMQPError, ChannelInvalidStateError, OSError, TimeoutError)
CLIENT = ("aio_pika", "aiormq", "uvloop")


@contextlib.contextmanager
def loss_noticed() -> Iterator[None]:
    """What the client has no error of its own for is a ConnectionError: a connection that ends in the
    midst of its handshake, a call of its own that it cancels, and a bare RuntimeError of its own.
    """
    try:
        yield
    except StopAsyncIteration as problem:
        raise ConnectionError("the broker has hung up") from problem
    except RuntimeError as problem:
        if not _is_the_clients(problem):
            raise
        raise ConnectionError(str(problem)) from problem
    except asyncio.CancelledError as problem:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise ConnectionError("the connection was lost") from problem


def _is_the_clients(problem: RuntimeError) -> bool:
    """Any other bare RuntimeError is a mistake of ours, which no waiting mends."""
    *_, (frame, _) = traceback.walk_tb(problem.__traceback__)
    module = str(frame.f_globals.get("__name__", ""))
    return type(problem) is RuntimeError and module.partition(".")[0] in CLIENT
