"""Reaching a PostgreSQL server: what is waited for, and which failures a person has to mend."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import asyncpg

from scalehook.kit.addresses import shown
from scalehook.kit.journal.journal import JournalDamaged, JournalUnavailable
from scalehook.kit.logs import Log
from scalehook.kit.retrying import growing, insist, retrying

log = Log(__name__)
T = TypeVar("T")
SETTING = "SCALEHOOK_DATABASE_URL"
CONNECT_SECONDS = 10
GONE = (
    OSError,  # nobody listens, the connection was reset, no such host
    EOFError,  # the server has hung up between two words
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,  # the connection is closed, or busy with a call that was given up
    asyncpg.InternalClientError,  # the connection was lost while its last call was under way
)
RESTARTING = (
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.IdleSessionTimeoutError,  # the server has ended our session, and lets us in again
    asyncpg.IdleInTransactionSessionTimeoutError,
)
NOT_NOW = (
    asyncpg.InsufficientResourcesError,  # the disk is full, no memory, too many locks
    asyncpg.PostgresSystemError,  # the disk fails
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.TransactionRollbackError,  # a deadlock with somebody at the database
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
)
REFUSED = (asyncpg.PostgresError, ValueError)  # unless it passes


def passes(problem: BaseException) -> bool:
    """Whether waiting may help. A wrong address is the driver's InterfaceError, and a ValueError."""
    return isinstance(problem, (*GONE, *RESTARTING)) and not isinstance(problem, ValueError)


async def patiently(call: Callable[[], Awaitable[T]], url: str, who: str) -> T:
    """Make the call again, with growing waits, while the server is away; until it is cancelled.
    JournalUnavailable when the server is there and cannot do now what it may do later.
    """

    def tell(problem: BaseException) -> None:
        log.warning(
            f"{who} waits for the database", address=shown(url), setting=SETTING, problem=repr(problem)
        )

    try:
        return await insist(call, lambda: retrying(passes, growing(0.1), tell=tell))
    except NOT_NOW as problem:
        raise JournalUnavailable(f"the database refuses: {problem}") from problem


async def reach(call: Callable[[], Awaitable[T]], url: str, who: str) -> T:
    """`patiently`, and JournalDamaged with what to change when the server does not let us."""
    with telling_refusals():
        return await patiently(call, url, who)


@contextlib.contextmanager
def telling_refusals() -> Iterator[None]:
    """What does not pass by waiting is said in words of the setting."""
    try:
        yield
    except REFUSED as problem:
        if passes(problem):
            raise
        raise JournalDamaged(f"the database refuses: {problem}; look at {SETTING}") from problem
