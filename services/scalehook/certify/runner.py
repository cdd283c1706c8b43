"""Plays all scenarios, some at a time."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace

from scalehook.certify.applicable import not_applicable
from scalehook.certify.consumer import Unusable
from scalehook.certify.judging import Judgement
from scalehook.certify.options import Options
from scalehook.certify.outcome import Outcome, without_play
from scalehook.certify.scenario import Scenario
from scalehook.certify.staging import Staging
from scalehook.certify.trial import Trial
from scalehook.certify.verdict import Verdict

MOST_UNREADY = 3  # in a row: then nobody needs to see the others
Told = Callable[[Outcome], None]


@dataclass(eq=False)
class Runner:
    """`told` hears of each outcome when there is one, from any thread."""

    options: Options
    told: Told
    interrupted: threading.Event = field(default_factory=threading.Event)
    _unready: int = 0
    _problem: Unusable | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _local: threading.local = field(default_factory=threading.local)
    _stagings: list[Staging] = field(default_factory=list)

    def run(self) -> list[Outcome]:
        """All outcomes, in the order of names. After an interruption those that there are. Unusable when
        the consumer cannot be started at all.
        """
        chosen = sorted(self.options.scenarios, key=lambda scenario: scenario.name)
        together = [scenario for scenario in chosen if not scenario.alone]
        alone = [scenario for scenario in chosen if scenario.alone]
        try:
            outcomes = [*self._play(together, self.options.jobs), *self._play(alone, 1)]
        finally:
            for staging in self._stagings:
                staging.close()
        if self._problem is not None:
            raise self._problem
        ended = [outcome.ended() for outcome in outcomes]  # kept consumers have, only now
        return sorted(ended, key=lambda outcome: outcome.scenario.name)

    def _play(self, scenarios: list[Scenario], jobs: int) -> Iterator[Outcome]:
        with ThreadPoolExecutor(jobs, thread_name_prefix="certify") as pool:
            futures: list[Future[Outcome | None]] = [pool.submit(self._one, each) for each in scenarios]
            try:
                for future in as_completed(futures):
                    if (outcome := future.result()) is not None:
                        yield outcome
            except KeyboardInterrupt:
                self.interrupted.set()
                yield from (found for each in futures if (found := _result(each)) is not None)

    def _one(self, scenario: Scenario) -> Outcome | None:
        if self.interrupted.is_set() or self._problem is not None:
            return None
        outcome = self._without_play(scenario) or self._played(scenario)
        if outcome is not None:
            self.told(outcome)
        return outcome

    def _without_play(self, scenario: Scenario) -> Outcome | None:
        if why := not_applicable(scenario, self.options.profile):
            return without_play(scenario, Verdict.NOT_APPLICABLE, why)
        if self._unready >= MOST_UNREADY:
            why = (
                f"not played: {MOST_UNREADY} times in a row the consumer was not ready, or heard nothing"
            )
            return without_play(scenario, Verdict.INCONCLUSIVE, why)
        return None

    def _played(self, scenario: Scenario) -> Outcome | None:
        try:
            outcome = Trial(scenario, self.options).run(self._staging())
        except Unusable as problem:
            self._problem = problem
            return None
        if self.interrupted.is_set() and outcome.verdict is not Verdict.HELD:
            return None  # it was ended in its midst
        with self._lock:
            self._unready = self._unready + 1 if outcome.unready else 0
        return self._measured(outcome)

    def _measured(self, outcome: Outcome) -> Outcome:
        """A scenario that is newer than the baseline fails nobody before it has held once."""
        baseline = self.options.baseline
        if baseline is None or outcome.scenario.name in baseline or outcome.verdict is Verdict.HELD:
            return outcome
        said = outcome.judgement
        reason = f"new, {said.verdict.value}: {said.reason}"
        return replace(outcome, judgement=Judgement(Verdict.PENDING, reason, said.broken))

    def _staging(self) -> Staging:
        """One for each thread: what is kept is kept there."""
        found = getattr(self._local, "staging", None)
        if found is None:
            found = self._local.staging = Staging(self.options, self.interrupted.is_set)
            self._stagings.append(found)
        return found


def _result(future: "Future[Outcome | None]") -> Outcome | None:
    return None if future.cancelled() else future.result()
