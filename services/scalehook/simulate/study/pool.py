"""Seeds over the cores: one process for each, which is told nothing but text."""

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path

from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.interrupts import Interrupts, unheard
from scalehook.simulate.study.piece import Played, play_piece, tables_of
from scalehook.wiring.services import readers

MOST_TOGETHER = 8  # seeds in a piece of work
PIECES_AHEAD = 4  # of each process: it never waits, and few are to be called off
LOOK_SECONDS, LOOK_FOR_PARENT_SECONDS = 0.2, 2.0


@dataclass
class Pool:
    """`outcomes` gives each seed's when it is there, in no order. Once `interrupts` has been asked to,
    it lets what runs end, and no more begins.
    """

    jobs: int
    interrupts: Interrupts = field(default_factory=Interrupts)
    differences: list[str] = field(default_factory=list)  # one program agrees with itself
    _executor: ProcessPoolExecutor | None = field(default=None, repr=False)

    @property
    def interrupted(self) -> bool:
        """Whether there may be fewer than were wanted."""
        return self.interrupts.asked

    def outcomes(self, study: Study, seeds: Sequence[int]) -> Iterator[SeedOutcome]:
        """Of all these."""
        if self.jobs == 1:
            yield from self._here(study, seeds)
            return
        self._executor = self._executor or _quickest(self.jobs)
        size = max(1, min(MOST_TOGETHER, len(seeds) // (4 * self.jobs)))
        pieces = (seeds[place : place + size] for place in range(0, len(seeds), size))
        waiting = self._begun(study, pieces, self.jobs * PIECES_AHEAD)
        while waiting:
            done, waiting = wait(waiting, LOOK_SECONDS, FIRST_COMPLETED)
            for each in done:
                yield from each.result().outcomes
            if self.interrupts.asked:
                waiting = {each for each in waiting if not each.cancel()}
            else:
                waiting |= self._begun(study, pieces, len(done))

    def close(self) -> None:
        """No more; what still runs is waited for, unless that is to end at once."""
        if self._executor is None:
            return
        if self.interrupts.at_once:
            kill(self._executor)
        self._executor.shutdown(cancel_futures=True)

    def _begun(self, study: Study, pieces: Iterator[Sequence[int]], count: int) -> "set[Future[Played]]":
        """So many more of them."""
        assert self._executor is not None
        told = study.text, study.file, study.overrides, tables_of(study)
        with unheard():  # processes may start here
            return {self._executor.submit(play_piece, *told, each) for each in islice(pieces, count)}

    def _here(self, study: Study, seeds: Sequence[int]) -> Iterator[SeedOutcome]:
        for seed in seeds:
            if self.interrupts.asked:
                return
            yield play(study, seed)


def cores() -> int:
    """As many as this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spawned(jobs: int) -> ProcessPoolExecutor:
    """Processes that share nothing with this one, and leave Ctrl-C to it."""
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin)


def _quickest(jobs: int) -> ProcessPoolExecutor:
    """Forking is quick, and safe where nothing else runs in this process, as in the command line."""
    threads = Path("/proc/self/task")  # those too that were not started in Python
    if not threads.is_dir() or len(list(threads.iterdir())) > 1:
        return spawned(jobs)
    readers()  # what all of them need is imported once
    return ProcessPoolExecutor(jobs, get_context("fork"), initializer=_begin)


def kill(executor: Executor) -> None:
    """Its processes are gone, whatever they do."""
    for process in list((getattr(executor, "_processes", None) or {}).values()):
        process.kill()


def _begin() -> None:
    """Ctrl-C is for who has started it; who is left alone ends, whatever it plays."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    while parent is not None and os.getppid() == parent.pid:
        time.sleep(LOOK_FOR_PARENT_SECONDS)
    os._exit(1)
