"""`scalehook state`: the directory in which an embedded stack keeps its state."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich import print as show

from scalehook.cli import failure
from scalehook.embedded import StateDirectory
from scalehook.embedded.repair import repair as set_aside
from scalehook.embedded.state_directory import StateDirectoryLocked
from scalehook.kit.journal.journal import JournalDamaged

app = typer.Typer(
    add_completion=False, help="Look after the state of an embedded stack.", no_args_is_help=True
)
State = Annotated[Path, typer.Option(help="Where the stack keeps its state.")]


@app.command()
def repair(state: State = Path("~/.scalehook")) -> None:
    """Set aside what cannot be read, so that the stack starts again; nothing is deleted."""
    path = state.expanduser()
    if not path.is_dir():
        failure.fail(failure.UNUSABLE, f"there is no state directory {path}")
    try:
        directory = StateDirectory(path)
        said = asyncio.run(set_aside(directory))
    except (StateDirectoryLocked, JournalDamaged, OSError) as problem:
        failure.fail(failure.UNUSABLE, str(problem))
    for line in said or ["Nothing had to be set aside."]:
        show(line)


@app.callback()
def _group() -> None:
    """Look after the state of an embedded stack."""
