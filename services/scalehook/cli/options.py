"""Options and arguments that several commands share."""

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from scalehook.kit.clock.durations import seconds_of


class LogLevel(StrEnum):
    """From which level on lines are logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def duration(text: str) -> float:
    """The seconds of `10m`; a usage error for anything else."""
    try:
        seconds = seconds_of(text)
    except ValueError as problem:
        raise typer.BadParameter(str(problem)) from problem
    if seconds < 0:
        raise typer.BadParameter(f"{text} is below 0: time goes forward only")
    return seconds


def finite(value: float) -> float:
    """The number; a usage error for `nan` and `inf`, which JSON does not know."""
    if not math.isfinite(value):
        raise typer.BadParameter(f"{value} is no number")
    return value


def folder(name: str | Path) -> Path:
    """The folder; a usage error for an empty name, which would be wherever one is."""
    if not str(name):
        raise typer.BadParameter("the name is empty")
    return Path(name)


DurationArgument = typer.Argument(
    parser=duration,
    metavar="DURATION",
    help="How far to move it: 90s, 10m, 6h, 1h30m, or plain seconds.",
)
LogLevelOption = Annotated[
    LogLevel, typer.Option(case_sensitive=False, help="Log lines from this level on, to stderr.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]
StateOption = Annotated[
    Path, typer.Option(parser=folder, metavar="FOLDER", help="Where the stack keeps its state.")
]
DEFAULT_STATE = Path("~/.scalehook")
