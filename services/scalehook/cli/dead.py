"""`scalehook dead`: messages that no service could handle."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from scalehook.cli import failure, remote

app = typer.Typer(
    add_completion=False, help="List dead letters, send them again, or drop them.", no_args_is_help=True
)
COLUMNS = ("id", "service", "type", "at", "reason")


@app.command("list")
def show_all(
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with their bodies.")] = False,
) -> None:
    """Show every dead letter with its reason: a line each, nothing is cut."""
    letters = remote.ask(endpoint, "GET", "dead")["dead_letters"]
    if as_json:
        typer.echo(json.dumps(letters, indent=2))
    elif letters:
        rows = [[_printable(letter[name]) for name in COLUMNS] for letter in letters]
        typer.echo("\n".join(_aligned([[name.upper() for name in COLUMNS], *rows])))
    else:
        typer.echo("No dead letters.")


@app.command()
def retry(
    ids: Annotated[list[str] | None, typer.Argument(help="Which; all when none is named.")] = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Send dead letters to their readers again. An unknown id is an error, and none is sent."""
    answer = remote.ask(endpoint, "POST", "dead/retry", {"ids": ids} if ids else {})
    typer.echo(f"Sent again: {answer['retried']}")
    if answer["kept"]:
        kept = (f"{_printable(name)}: {_printable(why)}" for name, why in answer["kept"].items())
        failure.fail(failure.REFUSED, "not sent again: " + "; ".join(kept))


@app.command()
def drop(
    ids: Annotated[list[str], typer.Argument(help="Which.")],
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Forget dead letters: nobody gets them any more. An unknown id is an error; then none is."""
    answer = remote.ask(endpoint, "POST", "dead/drop", {"ids": ids})
    typer.echo(f"Dropped: {answer['dropped']}")


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest cell; the last one ends where it ends."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]


def _printable(value: Any) -> str:
    """On one line, and without what a terminal would obey."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in str(value))
