"""Reaching a PostgreSQL server: what is waited for, and what a person is told to change."""

import asyncio
import contextlib
import math
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import asyncpg
import structlog
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_delay,
    wait_exponential,
)

from scalehook.kit.journal.journal import JournalDamaged

log = structlog.get_logger(__name__)
T = TypeVar("T")
SETTING = "SCALEHOOK_DATABASE_URL"
CONNECT_SECONDS = 10
GONE = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncio.TimeoutError)
RESTARTING = (
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)
REFUSED = (asyncpg.PostgresError, ValueError)  # unless it passes


def passes(problem: BaseException) -> bool:
    """Whether waiting may help. A wrong address is the driver's InterfaceError, and a ValueError."""
    return isinstance(problem, (*GONE, *RESTARTING)) and not isinstance(problem, ValueError)


async def patiently(call: Callable[[], Awaitable[T]], waiting: str, limit: float = math.inf) -> T:
    """Make the call again, with growing waits, while the server is away: for `limit` seconds, or
    until it is cancelled.
    """

    def tell(problem: BaseException | None) -> None:
        log.warning(waiting, setting=SETTING, problem=repr(problem))

    def tell_of(state: RetryCallState) -> None:
        tell(state.outcome.exception() if state.outcome else None)

    async def attempt() -> T:
        return await call()

    try:
        return await call()  # as a rule it is there, and needs nobody who tries again
    except Exception as problem:
        if not passes(problem):
            raise
        tell(problem)
    retrying = AsyncRetrying(
        retry=retry_if_exception(passes),
        wait=wait_exponential(0.1, max=5),
        stop=stop_after_delay(limit),
        before_sleep=tell_of,
        reraise=True,
    )
    return await retrying(attempt)


async def reach(call: Callable[[], Awaitable[T]], waiting: str) -> T:
    """`patiently`, and JournalDamaged with what to change when the server does not let us."""
    with telling_refusals():
        return await patiently(call, waiting)


@contextlib.contextmanager
def telling_refusals() -> Iterator[None]:
    """What does not pass by waiting is said in words of the setting."""
    try:
        yield
    except REFUSED as problem:
        if passes(problem):
            raise
        raise JournalDamaged(f"the database refuses: {problem}; look at {SETTING}") from problem
