"""`scalehook template`: whether a template of OOS would run here."""

from pathlib import Path
from typing import Annotated

import typer

from scalehook.cli import failure

app = typer.Typer(
    add_completion=False,
    help="Look at a template of Operation Orchestration Service.",
    no_args_is_help=True,
)


@app.callback()
def template() -> None:
    """A group, though it has one command."""


@app.command()
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="YAML or JSON.")]) -> None:
    """Say, line by line, what is wrong with it and what it needs that is not simulated."""
    from scalehook.template_engine.validation import lacking, problems  # the engine: only for this
    from scalehook.template_engine.yaml_reading import LARGEST

    try:
        with file.open("rb") as template_file:  # which may have no end: a device, a pipe
            read = template_file.read(LARGEST + 1)
        text = read.decode(errors="strict" if len(read) <= LARGEST else "replace")
    except (OSError, UnicodeDecodeError) as problem:
        failure.fail(failure.UNUSABLE, f"{file}: {problem}")
    found = problems(text) or lacking(text)
    for line in found:
        typer.echo(f"{file}:{line}" if line[0].isdigit() else f"{file}: {line}")
    if found:
        raise typer.Exit(failure.UNUSABLE)
    typer.echo(f"{file}: it would run here")
