"""`scalehook fault`: what goes wrong on purpose."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console

from scalehook.cli import remote
from scalehook.cli.columns import show_columns

app = typer.Typer(
    add_completion=False, help="Let things go wrong on purpose, for tests.", no_args_is_help=True
)
COLUMNS = ("id", "kind", "fired", "seen", "what")
HEAD = COLUMNS[:-1]


@app.command()
def add(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Such as refuse, drop or deaf.")],
    arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME=VALUE", help='times=2, seconds=10m, action=\'["A","B"]\'.'),
    ] = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Add a fault; the answer is its id. An unknown kind is told which there are."""
    body = dict(map(_argument, arguments or []))
    typer.echo(remote.ask(endpoint, "POST", "faults", {"kind": kind, **body})["id"])


@app.command("list")
def show_all(
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show all faults, and how often each has fired."""
    faults = remote.ask(endpoint, "GET", "faults")["faults"]
    if as_json:
        typer.echo(json.dumps(faults, indent=2))
    else:
        show_columns(Console(highlight=False), "Faults", COLUMNS, list(map(_row, faults)))


@app.command()
def remove(
    ids: Annotated[list[str] | None, typer.Argument(help="Which; all when none is named.")] = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Remove faults. An unknown id is an error; those before it are removed."""
    if not ids:
        removed = remote.ask(endpoint, "DELETE", "faults")["faults"]
    else:
        removed = [remote.ask(endpoint, "DELETE", f"faults/{name}") for name in ids]
    for fault in removed:
        typer.echo(f"{fault['id']} {fault['kind']}: fired {fault['fired']}")


def _argument(text: str) -> tuple[str, Any]:
    """A value is JSON, where it reads as such, else text."""
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _row(fault: dict[str, Any]) -> tuple[str, ...]:
    rest = {name: value for name, value in fault.items() if name not in HEAD}
    what = " ".join(f"{name}={value}" for name, value in rest.items())
    return *(str(fault[name]) for name in HEAD), what
