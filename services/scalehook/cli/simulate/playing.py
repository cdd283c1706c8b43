"""Seeds are played, and what has come of them is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import typer

from scalehook.cli import failure
from scalehook.cli.simulate.files import Files
from scalehook.cli.simulate.replaying import VIOLATED, shrink
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.interrupts import Interrupts
from scalehook.simulate.study.keeping import Players
from scalehook.simulate.study.progress import Progress
from scalehook.simulate.study.replaying import Replay, written
from scalehook.simulate.study.report import Report, report
from scalehook.simulate.study.sweep import BadSweep, Stopped, Sweep, check, sweep
from scalehook.simulate.study.table import table


@dataclass
class Playing:
    """Of one command; each method gives its exit code."""

    study: Study
    asked: range
    players: Players
    files: Files
    progress: Progress
    interrupts: Interrupts
    _reports: list[Report] = field(default_factory=list)
    _outcomes: list[SeedOutcome] = field(default_factory=list)

    def seeds(self, shrink_seconds: float = 0.0) -> int:
        """The study as it is."""
        outcomes = self._play(self.study)
        found = self._reports[0]
        self.files.tell(table(found))
        self.files.write(self.study, self._reports, outcomes, None)
        if shrink_seconds and found.violations and not found.interrupted:
            first = next(each for each in outcomes if each.violations)
            shrink(self.study, first, shrink_seconds, self.interrupts)
        return self._code()

    def sweep(self, text: str, target: float, hook: str) -> int:
        """The study with other values."""
        try:
            wanted = Sweep.read(text)
            check(self.study, wanted, hook)
            answer = sweep(self.study, wanted, target, self._unless_interrupted, hook)
            answer = replace(answer, stopped=self.players.interrupted)
        except BadSweep as problem:
            failure.fail(failure.USAGE, str(problem))
        self.files.tell("\n".join([*map(str, answer.points), str(answer)]))
        self.files.write(self.study, self._reports, self._outcomes, answer)
        return self._code()

    def _unless_interrupted(self, study: Study) -> list[SeedOutcome]:
        if self.players.interrupted:
            raise Stopped
        return self._play(study)

    def _play(self, study: Study) -> list[SeedOutcome]:
        found: list[SeedOutcome] = []
        self.progress.begin(len(self.asked))
        try:
            for outcome in self.players.outcomes(study, self.asked):
                found.append(outcome)
                self.progress.note(bool(outcome.violations))
        except KeyboardInterrupt:
            pass  # the second: what is there is told all the same
        finally:
            self.progress.end()
        found.sort(key=lambda outcome: outcome.seed)
        self._note(study, found)
        return found

    def _note(self, study: Study, found: Sequence[SeedOutcome]) -> None:
        again = {
            each.seed: written(study, Replay(each.seed, study.overrides))
            for each in found
            if each.violations
        }
        interrupted = self.players.interrupted
        self._outcomes += found
        self._reports.append(
            report(study, found, asked=len(self.asked), interrupted=interrupted, replay_of=again)
        )

    def _code(self) -> int:
        """Machines that do not agree are a violation, too: the same seed gives the same bytes."""
        for each in self.players.differences:
            typer.secho(each, fg="red", err=True)
        violated = any(each.violated_seeds for each in self._reports)
        return VIOLATED if violated or self.players.differences else 0
