"""`scalehook dead`: messages that no service could handle."""

from typing import Annotated

import typer
from rich import print as show
from rich.table import Table

from scalehook.cli import remote

app = typer.Typer(
    add_completion=False, help="List dead letters and send them again.", no_args_is_help=True
)


@app.command("list")
def show_all(endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT) -> None:
    """Show every dead letter with its reason."""
    letters = remote.ask(endpoint, "GET", "dead")["dead_letters"]
    if not letters:
        show("No dead letters.")
        return
    table = Table("id", "service", "type", "at", "reason")
    for letter in letters:
        table.add_row(*(str(letter[name]) for name in ("id", "service", "type", "at", "reason")))
    show(table)


@app.command()
def retry(
    ids: Annotated[list[str] | None, typer.Argument(help="Which; all when none is named.")] = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Send dead letters to their readers again."""
    body = {"ids": ids} if ids else {}
    show(f"Sent again: {remote.ask(endpoint, 'POST', 'dead/retry', body)['retried']}")
