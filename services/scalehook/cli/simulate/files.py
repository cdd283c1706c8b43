"""The files that were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import typer

from scalehook.cli import failure
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.report import Report
from scalehook.simulate.study.sweep import Answer
from scalehook.simulate.study.writing import as_csv, as_html, as_json

HERE = Path("-")


@dataclass(frozen=True)
class Files:
    """`-` is standard output; None was not asked for."""

    json: Path | None = None
    csv: Path | None = None
    html: Path | None = None
    plots: Path | None = None

    def look(self) -> None:
        """Before anything runs: whether pictures can be drawn."""
        if self.plots is not None and find_spec("matplotlib") is None:
            failure.fail(failure.USAGE, "--plots needs Matplotlib: pip install 'scalehook[plots]'")

    def tell(self, text: str) -> None:
        """Where JSON is printed, the text goes beside it."""
        typer.echo(text, err=self.json == HERE)

    def write(
        self, study: Study, reports: list[Report], outcomes: Sequence[SeedOutcome], answer: Answer | None
    ) -> None:
        """All of them."""
        if not reports:
            return
        told = "" if answer is None else str(answer)
        if self.json is not None:
            _write(self.json, as_json(reports) + "\n")
        if self.csv is not None:
            _write(self.csv, as_csv(outcomes))
        if self.html is not None:
            _write(self.html, as_html(reports, told))
        if self.plots is not None:
            self._draw(self.plots, study, outcomes, answer)

    def _draw(
        self, folder: Path, study: Study, outcomes: Sequence[SeedOutcome], answer: Answer | None
    ) -> None:
        from scalehook.simulate.study.drawing import draw  # few want pictures, and it takes a while

        try:
            folder.mkdir(parents=True, exist_ok=True)
            draw(folder, study, outcomes, answer)
        except OSError as problem:
            failure.fail(failure.UNUSABLE, f"{folder} cannot be written: {problem}")


def _write(file: Path, text: str) -> None:
    if file == HERE:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text)
    except OSError as problem:
        failure.fail(failure.UNUSABLE, f"{file} cannot be written: {problem}")
