"""All workers that listen at a broker, as one pool."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from scalehook.kit.bus.rabbit.away import AWAY, loss_noticed
from scalehook.simulate.distributed.mail import Heard, Mail
from scalehook.simulate.distributed.messages import Done, Failed, Work
from scalehook.simulate.distributed.pace import Pace
from scalehook.simulate.outcome import SeedOutcome, lost
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.interrupts import Interrupts
from scalehook.simulate.study.point import point

T = TypeVar("T")
LARGEST = 2**20  # characters of a scenario and its tables
LOOK_SECONDS = 2.0
KILLED = "worker"  # what ends a seed whose worker has died each time


class Unplayable(Exception):
    """Workers cannot play this study; the text says why."""


class Listener(Protocol):
    """Whoever wants to know why nothing comes."""

    def workers(self, count: int) -> None:
        """So many are there."""

    def away(self, problem: BaseException) -> None:
        """The broker is not, and is waited for."""


class Workers:
    """`outcomes` gives each seed's when it is there, in no order. Two workers that do not agree on
    a seed are in `differences`. Once `interrupts` has been asked to, it ends: what they have begun is
    not waited for.
    """

    def __init__(
        self, url: str, code: str, run: str, listener: Listener, interrupts: Interrupts,
        *, kept: bool = False,
    ) -> None:  # fmt: skip
        self.interrupts = interrupts
        self.differences: list[str] = []
        self._code, self._run_name, self._listener, self._kept = code, run, listener, kept
        self._mail = Mail(url, code, run, listener.away)
        self._runner: asyncio.Runner | None = None
        self._looked = 0.0
        self._digests: dict[tuple[str, int], tuple[str, str]] = {}
        self._early: dict[str, list[SeedOutcome]] = {}

    @property
    def interrupted(self) -> bool:
        """Whether there may be fewer than were wanted."""
        return self.interrupts.asked

    def outcomes(self, study: Study, seeds: Sequence[int]) -> Iterator[SeedOutcome]:
        """Of all these; Unplayable where workers refuse the study."""
        with contextlib.suppress(asyncio.CancelledError):
            if self._runner is None:
                self._runner = asyncio.Runner()
                self._wait(self._mail.open())
            yield from self._played(study, seeds)

    def close(self) -> None:
        """What is left is forgotten, unless it is `kept` for another time."""
        if self._runner is not None:
            self._runner.run(self._mail.close(forget=not (self._kept and self.interrupted)))
            self._runner.close()

    def _played(self, study: Study, seeds: Sequence[int]) -> Iterator[SeedOutcome]:
        where = point(study, self._code)
        pace, left = Pace(seeds), set(seeds)
        make = _piece_of(study, self._run_name, where)
        while left:
            early = [each for each in self._early.pop(where, []) if each.seed in left]
            left.difference_update(each.seed for each in early)
            yield from early
            self._wait(self._mail.send([make(piece) for piece in pace.next_pieces(left)]))
            if (heard := self._wait(self._next())) is None:
                continue
            for outcome in self._read(heard, pace):
                if outcome.seed in left and heard[0].point == where:
                    left.discard(outcome.seed)
                    yield outcome
                elif heard[0].point != where:
                    self._early.setdefault(heard[0].point, []).append(outcome)
            self._wait(_acknowledge(heard))

    async def _next(self) -> Heard | None:
        if time.monotonic() - self._looked > LOOK_SECONDS:
            self._listener.workers(await self._mail.workers())
            self._looked = time.monotonic()
        return await self._mail.hear(LOOK_SECONDS)

    def _read(self, heard: Heard, pace: Pace) -> list[SeedOutcome]:
        letter, _ = heard
        if isinstance(letter, Failed):
            raise Unplayable(f"{letter.worker} cannot play it: {letter.reason}")
        if isinstance(letter, Work):
            pace.over(letter.seeds)
            return [lost(seed, KILLED) for seed in letter.seeds]
        assert isinstance(letter, Done)
        pace.over([each.seed for each in letter.outcomes], letter.seconds)
        for outcome in letter.outcomes:
            self._compare(letter, outcome)
        return letter.outcomes

    def _compare(self, letter: Done, outcome: SeedOutcome) -> None:
        """A seed may be played twice: where a worker was thought dead, or a study went on."""
        mine = letter.worker, outcome.digest
        worker, digest = self._digests.setdefault((letter.point, outcome.seed), mine)
        if digest != outcome.digest and outcome.whole:
            self.differences.append(
                f"seed {outcome.seed}: {worker} and {letter.worker} do not agree: "
                f"{digest} and {outcome.digest}"
            )

    def _wait(self, awaitable: Awaitable[T]) -> T:
        """CancelledError, once it is interrupted."""

        async def waited() -> T:
            loop, task = asyncio.get_running_loop(), asyncio.current_task()
            assert task is not None
            with self.interrupts.waking(lambda: loop.call_soon_threadsafe(task.cancel)):
                return await awaitable

        assert self._runner is not None
        return self._runner.run(waited())


def _piece_of(study: Study, run: str, where: str) -> Callable[[Sequence[int]], Work]:
    size = len(study.text) + sum(map(len, study.tables.values()))
    if size > LARGEST:
        raise Unplayable(f"the scenario and its tables have {size} characters; {LARGEST} can be sent")

    def made(seeds: Sequence[int]) -> Work:
        return Work(
            run=run, point=where, file=Path(study.file).name, text=study.text, tables=study.tables,
            overrides=[(each.path, each.value) for each in study.overrides], seeds=list(seeds),
        )  # fmt: skip

    return made


async def _acknowledge(heard: Heard) -> None:
    with (
        contextlib.suppress(*AWAY),
        loss_noticed(),
    ):  # the connection is another one by now: it comes again
        await heard[1].ack()
