"""Seeds over the cores: one process for each, which is told nothing but text."""

import contextlib
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.piece import Played, play_piece, tables_of
from scalehook.wiring.services import readers

MOST_TOGETHER = 8  # seeds in a piece of work


@dataclass
class Pool:
    """`outcomes` gives each seed's when it is there, in no order. Ctrl-C lets what runs end, and no more
    begins; `interrupted` says so.
    """

    jobs: int
    interrupted: bool = False
    differences: list[str] = field(default_factory=list)  # one program agrees with itself
    _executor: ProcessPoolExecutor | None = field(default=None, repr=False)

    def outcomes(self, study: Study, seeds: Sequence[int]) -> Iterator[SeedOutcome]:
        """Of all these."""
        if self.jobs == 1:
            yield from self._here(study, seeds)
            return
        self._executor = self._executor or _quickest(self.jobs)
        size = max(1, min(MOST_TOGETHER, len(seeds) // (4 * self.jobs)))
        pieces = [seeds[place : place + size] for place in range(0, len(seeds), size)]
        with _without_interrupts():  # the processes start here, and are as deaf from their beginning
            waiting = {self._submit(study, piece) for piece in pieces}
        while waiting:
            waiting, done = self._wait(waiting)
            for each in done:
                with contextlib.suppress(CancelledError):
                    yield from each.result().outcomes

    def close(self) -> None:
        """No more."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def _submit(self, study: Study, piece: Sequence[int]) -> "Future[Played]":
        assert self._executor is not None
        told = study.text, study.file, study.overrides, tables_of(study)
        return self._executor.submit(play_piece, *told, piece)

    def _wait(self, waiting: "set[Future[Played]]") -> "tuple[set[Future[Played]], set[Future[Played]]]":
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

    def _here(self, study: Study, seeds: Sequence[int]) -> Iterator[SeedOutcome]:
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


def spawned(jobs: int) -> ProcessPoolExecutor:
    """Processes that share nothing with this one, and leave Ctrl-C to it."""
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_deaf)


def _quickest(jobs: int) -> ProcessPoolExecutor:
    """Forking is quick, and safe where nothing else runs in this process, as in the command line."""
    threads = Path("/proc/self/task")  # those too that were not started in Python
    if not threads.is_dir() or len(list(threads.iterdir())) > 1:
        return spawned(jobs)
    readers()  # what all of them need is imported once
    return ProcessPoolExecutor(jobs, get_context("fork"), initializer=_deaf)


def _deaf() -> None:
    """Ctrl-C is for who has started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
