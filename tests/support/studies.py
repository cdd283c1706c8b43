"""Studies whose seeds are played by workers at a broker."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from scalehook.simulate.distributed.worker import Worker
from scalehook.simulate.distributed.workers import Workers
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.study.interrupts import Interrupts
from scalehook.simulate.study.keeping import new_run

CODE = "this-code"


class OneThread(ThreadPoolExecutor):
    """Plays here: to start a process takes seconds."""

    def __init__(self, jobs: int) -> None:
        super().__init__(1)


class Killed(Executor):
    """Each piece kills its process."""

    def __init__(self, jobs: int) -> None:
        """It has none."""

    def submit(self, *arguments: Any, **_: Any) -> Future[Any]:
        """Somebody has killed it."""
        done: Future[Any] = Future()
        done.set_exception(BrokenProcessPool("killed"))
        return done


class Endless(Executor):
    """Has a process that never comes to an end, unless it is killed."""

    def __init__(self, jobs: int) -> None:
        self.begun, self._processes = threading.Event(), {1: self}

    def submit(self, *arguments: Any, **_: Any) -> Future[Any]:
        """It plays."""
        self.begun.set()
        return Future()

    def kill(self) -> None:
        """Then there is none."""
        self._processes.clear()


class Nobody:
    """Wants to know why nothing comes."""

    def workers(self, count: int) -> None:
        """Forgets it."""

    def away(self, problem: BaseException) -> None:
        """That, too."""


@contextmanager
def working(worker: Worker) -> Iterator[None]:
    """It does, inside."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(worker.run(),))
    thread.start()
    yield
    loop.call_soon_threadsafe(worker.stopping.set)
    thread.join()
    loop.close()


@contextmanager
def studying(url: str, run: str | None = None, *, kept: bool = False) -> Iterator[Workers]:
    """All workers of this code, for one study."""
    found = Workers(url, CODE, run or new_run(), Nobody(), Interrupts(), kept=kept)
    yield found
    found.close()


def in_order(outcomes: Iterator[SeedOutcome]) -> list[SeedOutcome]:
    """By seed."""
    return sorted(outcomes, key=lambda outcome: outcome.seed)
