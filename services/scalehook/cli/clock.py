"""`scalehook clock`: virtual time of a running stack."""

import typer
from rich import print as show

from scalehook.cli import remote
from scalehook.cli.options import DurationArgument

app = typer.Typer(add_completion=False, help="Show and move virtual time.", no_args_is_help=True)


@app.command()
def advance(
    duration: DurationArgument,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Move the clock; returns when everything that came due is done."""
    moved = remote.ask(endpoint, "POST", "clock/advance", {"seconds": duration})
    show(f"It is now {moved['now']}.")
    for name in moved["busy"]:
        show(f"Still running in real time: {name}")


@app.command()
def now(endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT) -> None:
    """Show virtual time."""
    show(remote.ask(endpoint, "GET", "clock")["now"])
