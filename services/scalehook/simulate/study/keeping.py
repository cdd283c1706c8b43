"""Outcomes in a file, a line each: a study that was stopped goes on where it was."""

import json
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, Self

from pydantic import TypeAdapter, ValidationError

from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.point import point

FORMAT = "simulate-outcomes/1"
OUTCOMES: TypeAdapter[SeedOutcome] = TypeAdapter(SeedOutcome)


class BadKept(ValueError):
    """The file is no such file; the text says which line."""


def new_run() -> str:
    """A name for a study."""
    return secrets.token_hex(4)


class Players(Protocol):
    """Whoever plays seeds: processes here, or workers elsewhere."""

    @property
    def interrupted(self) -> bool:
        """Whether not all were played, since somebody has stopped it."""

    @property
    def differences(self) -> list[str]:
        """Seeds on which two of them do not agree."""

    def outcomes(self, study: Study, seeds: Sequence[int]) -> Iterator[SeedOutcome]:
        """Each when it is there."""

    def close(self) -> None:
        """No more."""


class Kept:
    """The first line says what it is, and the study's own name, `run`."""

    def __init__(
        self, file: Path, code: str, run: str, known: dict[str, dict[int, SeedOutcome]]
    ) -> None:
        self.run = run
        self._file, self._code, self._known = file, code, known

    @classmethod
    def open(cls, file: Path, code: str) -> Self:
        """A new one where there is none; BadKept where it is something else. OSError, too."""
        lines = file.read_bytes().splitlines(keepends=True) if file.exists() else []
        if lines and not lines[-1].endswith(b"\n"):  # whoever wrote it was killed
            lines.pop()
        if not lines:
            run = new_run()
            head = {"format": FORMAT, "run": run}
            file.write_text(json.dumps(head) + "\n")
            return cls(file, code, run, {})
        run = _run(file, lines[0])
        file.write_bytes(b"".join(lines))
        return cls(file, code, run, _known(file, lines[1:]))

    def of(self, study: Study) -> dict[int, SeedOutcome]:
        """By seed; of the same code only."""
        return self._known.get(point(study, self._code), {})

    def keep(self, study: Study, outcome: SeedOutcome) -> None:
        """One more."""
        line = {"point": point(study, self._code), "outcome": OUTCOMES.dump_python(outcome, mode="json")}
        with self._file.open("a") as stream:
            stream.write(json.dumps(line, separators=(",", ":")) + "\n")


class Resumed:
    """Plays only what is not in the file, and keeps it there."""

    def __init__(self, players: Players, kept: Kept) -> None:
        self._players, self._kept = players, kept

    @property
    def interrupted(self) -> bool:
        """Whether the others were."""
        return self._players.interrupted

    @property
    def differences(self) -> list[str]:
        """Of the others."""
        return self._players.differences

    def outcomes(self, study: Study, seeds: Sequence[int]) -> Iterator[SeedOutcome]:
        """What is known comes first."""
        known = self._kept.of(study)
        yield from (known[seed] for seed in seeds if seed in known)
        missing = [seed for seed in seeds if seed not in known]
        if missing:
            for outcome in self._players.outcomes(study, missing):
                self._kept.keep(study, outcome)
                yield outcome

    def close(self) -> None:
        """The others'."""
        self._players.close()


def _run(file: Path, line: bytes) -> str:
    head = _read(file, 1, line)
    if head.get("format") != FORMAT or not isinstance(head.get("run"), str):
        raise BadKept(f"{file} has no outcomes of `scalehook simulate`")
    return str(head["run"])


def _known(file: Path, lines: list[bytes]) -> dict[str, dict[int, SeedOutcome]]:
    found: dict[str, dict[int, SeedOutcome]] = {}
    for number, line in enumerate(lines, 2):
        said = _read(file, number, line)
        try:
            outcome = OUTCOMES.validate_python(said["outcome"])
            found.setdefault(str(said["point"]), {})[outcome.seed] = outcome
        except (KeyError, ValidationError) as problem:
            raise BadKept(f"{file}:{number} cannot be read: {problem}") from problem
    return found


def _read(file: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as problem:
        raise BadKept(f"{file}:{number} cannot be read: {problem}") from problem
    if not isinstance(found, dict):
        raise BadKept(f"{file}:{number} cannot be read")
    return found
