"""What a broker that is away looks like, and trying again until it is back."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator

import structlog
from aio_pika.exceptions import AMQPException
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_never,
    wait_exponential,
    wait_fixed,
)

log = structlog.get_logger(__name__)
SETTING = "SCALEHOOK_AMQP_URL"
AWAY = (AMQPException, OSError, asyncio.TimeoutError, RuntimeError)
PAUSE_SECONDS = 0.2


@contextlib.contextmanager
def loss_noticed() -> Iterator[None]:
    """A connection that no frame comes through any more is ended by cancelling whatever waits for
    it. Nobody notices a task that ends so, hence a cancellation that is not the task's own is
    an error like any other. So is the end of a connection between two frames of its handshake, which
    would end a loop of attempts.
    """
    try:
        yield
    except StopAsyncIteration as problem:
        raise ConnectionError("the broker has hung up") from problem
    except asyncio.CancelledError as problem:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise ConnectionError("the connection to the broker was lost") from problem


def until_back(tell: Callable[[RetryCallState], None] | None = None) -> AsyncRetrying:
    """Tries again, without end, while the broker is away."""
    return AsyncRetrying(
        retry=retry_if_exception_type(AWAY),
        wait=wait_fixed(PAUSE_SECONDS),
        stop=stop_never,
        before_sleep=tell,
    )


def patiently(name: str) -> AsyncRetrying:
    """Tries again with growing waits, without end: a broker may start later than we do."""
    return AsyncRetrying(
        retry=retry_if_exception_type(AWAY),
        wait=wait_exponential(0.1, max=5),
        stop=stop_never,
        before_sleep=waiting(name),
        reraise=True,
    )


def waiting(name: str) -> Callable[[RetryCallState], None]:
    """Tells who waits, for what, and which setting to look at."""

    def tell(state: RetryCallState) -> None:
        problem = state.outcome.exception() if state.outcome else None
        log.warning("waiting for the broker", name=name, setting=SETTING, problem=repr(problem))

    return tell
