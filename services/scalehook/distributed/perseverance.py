"""What is tried again, with growing waits, until it succeeds or is cancelled."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from scalehook.kit.bus.rabbit import away as broker
from scalehook.kit.journal import postgres_connection as database
from scalehook.kit.journal.journal import JournalUnavailable
from scalehook.kit.logs import Log
from scalehook.kit.retrying import growing, insist, retrying

log = Log(__name__)
T = TypeVar("T")


class Setback(Exception):
    """The attempt has failed; another one may not."""


def passes(problem: BaseException) -> bool:
    """Whether another attempt may help: broker or database were away, or it says so itself."""
    itself = isinstance(problem, (Setback, JournalUnavailable))
    return itself or broker.passes(problem) or database.passes(problem)


async def persevere(name: str, work: Callable[[], Awaitable[T]]) -> T:
    """The first attempt that succeeds. The waits leave a standby the time to take the lead."""

    def tell(problem: BaseException) -> None:
        log.warning("tried again soon", service=name, problem=repr(problem))

    return await insist(work, lambda: retrying(passes, growing(1), tell=tell))
