"""`scalehook state`: the directory in which an embedded stack keeps its state."""

import asyncio
import os
import shlex
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scalehook.cli import failure, remote
from scalehook.cli.options import DEFAULT_STATE, StateOption, folder
from scalehook.embedded import StateDirectory
from scalehook.embedded.repair import repair as set_aside
from scalehook.embedded.state_directory import (
    OWNER_ONLY,
    StateDirectoryDamaged,
    StateDirectoryLocked,
)
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.journal.journal import JournalDamaged

if TYPE_CHECKING:
    from scalehook.embedded.state_file import Imported

app = typer.Typer(
    add_completion=False, help="Look after the state of an embedded stack.", no_args_is_help=True
)
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Versioned JSON.")]
OfDirectory = Annotated[
    Path | None,
    typer.Option(
        "--state",
        parser=folder,
        metavar="FOLDER",
        help="A state directory that no stack uses, in place of a running stack.",
    ),
]


@app.command()
def repair(state: StateOption = DEFAULT_STATE) -> None:
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
        typer.echo(line)


@app.command("export")
def export_state(
    file: FileArgument,
    state: OfDirectory = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    keys: Annotated[
        bool, typer.Option("--keys", help="The account's own key as well; with --state only.")
    ] = False,
) -> None:
    """Write everything that a stack knows into one file: of a running stack, or of a directory that none
    uses.
    """
    from scalehook.embedded.state_moving import export

    if state is None and keys:
        raise typer.BadParameter(
            "a running stack does not tell its key: add --state", param_hint="--keys"
        )
    if state is None:
        raw = remote.exchange(endpoint, "GET", "state").content
    elif not state.expanduser().is_dir():
        failure.fail(failure.UNUSABLE, f"there is no state directory {state}")
    else:
        with _used(state) as directory:
            raw = asyncio.run(export(directory, GatewaySettings(), keys=keys))
    _write(file, raw)
    typer.echo(f"The state is in {file}.")


@app.command("import")
def import_state(
    file: FileArgument,
    state: OfDirectory = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Go on with such a file: in a running stack instead of what it knows, or in a new directory."""
    try:
        raw = file.read_bytes()
    except OSError as problem:
        failure.fail(failure.UNUSABLE, f"{file} cannot be read: {problem.strerror}")
    if state is None:
        answer = remote.exchange(endpoint, "PUT", "state", raw).json()
        typer.echo(f"The stack is as {file} says. It is now {answer['now']}.")
        return
    from scalehook.embedded.state_moving import take_in

    imported = _read(file, raw)
    with _used(state) as directory:
        asyncio.run(take_in(directory, imported))
    typer.echo(f"`scalehook up --state {shlex.quote(str(state))}` goes on as {file} says.")


def _read(file: Path, raw: bytes) -> "Imported":
    from scalehook.embedded.state_file import read
    from scalehook.embedded.state_file_broken import StateFileBroken

    try:
        imported = read(raw)
        imported.check_place(GatewaySettings())
    except StateFileBroken as problem:
        failure.fail(failure.UNUSABLE, f"{file}: {problem}")
    return imported


def _write(file: Path, raw: bytes) -> None:
    """Only its owner may read it: keys of RAM users are in it."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as stream:
            os.fchmod(stream.fileno(), OWNER_ONLY)
            stream.write(raw)
    except OSError as problem:
        failure.fail(failure.UNUSABLE, f"{file} cannot be written: {problem.strerror}")


@contextmanager
def _used(state: Path) -> Iterator[StateDirectory]:
    """The directory, for us alone; what is wrong with it ends the program."""
    from scalehook.embedded.state_moving import HasAPast

    try:
        with closing(StateDirectory(state)) as directory:
            yield directory
    except (StateDirectoryLocked, StateDirectoryDamaged, JournalDamaged, HasAPast) as problem:
        failure.fail(failure.UNUSABLE, str(problem))
    except OSError as problem:
        failure.fail(failure.UNUSABLE, f"the state directory {state} cannot be used: {problem}")


@app.callback()
def _group() -> None:
    """Look after the state of an embedded stack."""
