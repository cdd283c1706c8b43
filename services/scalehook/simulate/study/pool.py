"""Seeds over the cores: one process for each, which is told nothing but text."""

import contextlib
import os
import signal
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import Study, parse
from scalehook.wiring.services import readers

MOST_TOGETHER = 8  # seeds in a piece of work


@dataclass
class Pool:
    """`outcomes` gives each seed's when it is there, in no order. Ctrl-C lets what runs end, and no more
    begins; `interrupted` says so.
    """

    jobs: int
    interrupted: bool = False
    _executor: ProcessPoolExecutor | None = field(default=None, repr=False)

    def outcomes(self, study: Study, seeds: range) -> Iterator[SeedOutcome]:
        """Of all these."""
        if self.jobs == 1:
            yield from self._here(study, seeds)
            return
        self._executor = self._executor or _executor(self.jobs)
        size = max(1, min(MOST_TOGETHER, len(seeds) // (4 * self.jobs)))
        pieces = [seeds[place : place + size] for place in range(0, len(seeds), size)]
        with _without_interrupts():  # the processes start here, and are as deaf from their beginning
            waiting = {self._submit(study, piece) for piece in pieces}
        while waiting:
            waiting, done = self._wait(waiting)
            for each in done:
                with contextlib.suppress(CancelledError):
                    yield from each.result()

    def close(self) -> None:
        """No more."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def _submit(self, study: Study, piece: range) -> "Future[list[SeedOutcome]]":
        assert self._executor is not None
        return self._executor.submit(_piece, study.text, study.file, study.overrides, piece)

    def _wait(
        self, waiting: "set[Future[list[SeedOutcome]]]"
    ) -> "tuple[set[Future[list[SeedOutcome]]], set[Future[list[SeedOutcome]]]]":
        try:
            done, left = wait(waiting, return_when=FIRST_COMPLETED)
        except KeyboardInterrupt:
            if self.interrupted:
                raise
            self.interrupted = True
            for each in waiting:
                each.cancel()
            return waiting, set()
        return left, done

    def _here(self, study: Study, seeds: range) -> Iterator[SeedOutcome]:
        for seed in seeds:
            try:
                yield play(study, seed)
            except KeyboardInterrupt:
                self.interrupted = True
                return


def cores() -> int:
    """As many as this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _executor(jobs: int) -> ProcessPoolExecutor:
    way = _way()
    if way == "fork":
        readers()  # what all of them need is imported once
    return ProcessPoolExecutor(jobs, get_context(way), initializer=_deaf)


def _way() -> str:
    """Forking is quick, and safe where nothing else runs in this process, as in the command line."""
    threads = Path("/proc/self/task")  # those too that were not started in Python
    return "fork" if threads.is_dir() and len(list(threads.iterdir())) == 1 else "spawn"


def _deaf() -> None:
    """Ctrl-C is for who has started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _piece(text: str, file: str, overrides: tuple[Override, ...], seeds: range) -> list[SeedOutcome]:
    study = _study(text, file, overrides)
    return [play(study, seed) for seed in seeds]


@lru_cache(maxsize=4)
def _study(text: str, file: str, overrides: tuple[Override, ...]) -> Study:
    return parse(text, file, overrides)
