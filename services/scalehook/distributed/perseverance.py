"""What is tried again, with growing waits, until it succeeds or is cancelled."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from aio_pika.exceptions import AMQPException
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential

from scalehook.kit.journal.postgres_connection import passes as database_passes

log = structlog.get_logger(__name__)
T = TypeVar("T")
BROKER_AWAY = (AMQPException, RuntimeError)  # the client's words for a connection that has closed


class Setback(Exception):
    """The attempt has failed; another one may not."""


def passes(problem: BaseException) -> bool:
    """Whether another attempt may help: broker or database were away, or it says so itself."""
    return isinstance(problem, (Setback, *BROKER_AWAY)) or database_passes(problem)


async def persevere(name: str, work: Callable[[], Awaitable[T]]) -> T:
    """The first attempt that succeeds. The waits leave a standby the time to take the lead."""

    def tell(state: RetryCallState) -> None:
        problem = state.outcome.exception() if state.outcome else None
        log.warning("tried again soon", service=name, problem=repr(problem))

    async def attempt() -> T:
        return await work()

    retrying = AsyncRetrying(
        retry=retry_if_exception(passes),
        wait=wait_exponential(1, max=5),
        before_sleep=tell,
        reraise=True,
    )
    return await retrying(attempt)
