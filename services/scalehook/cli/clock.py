"""`scalehook clock`: virtual time of a running stack."""

import json
from typing import Annotated, Any

import typer

from scalehook.cli import remote
from scalehook.cli.options import DurationArgument, duration

app = typer.Typer(add_completion=False, help="Show and move virtual time.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="What the stack answers, as JSON.")]
PatienceOption = Annotated[
    float | None,
    typer.Option(
        parser=duration,
        metavar="REAL",
        help="How long (real time) consumers with a notification in hand are waited for; 0: not at all.",
    ),
]


@app.command()
def advance(
    distance: Annotated[float | None, DurationArgument] = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    to: Annotated[
        str,
        typer.Option(
            metavar="TIME",
            help="To this instant, 2026-01-31T08:00:00Z, or to the `next` deadline, whatever that is.",
        ),
    ] = "",
    until: Annotated[
        str,
        typer.Option(
            metavar="EVENT",
            help="Stop when it happens: scaling_controller.lifecycle_action_ended. "
            "Without DURATION: within a day.",
        ),
    ] = "",
    patience: PatienceOption = None,
    hold_scripts: Annotated[bool, typer.Option(help="Wait for scripts as for consumers.")] = False,
    strict: Annotated[bool, typer.Option(help="Whoever holds one deadline holds all.")] = False,
    as_json: AsJson = False,
) -> None:
    """Move the clock; returns when everything that came due is done."""
    if distance is None and not (to or until):
        raise typer.BadParameter("DURATION, --to or --until is needed")
    asked = {"seconds": distance, "to": to or None, "until": until, "patience": patience}
    asked |= {"hold_scripts": hold_scripts, "strict": strict}
    _tell(remote.ask(endpoint, "POST", "clock/advance", asked), as_json, until)


@app.command()
def settle(
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    patience: PatienceOption = None,
    as_json: AsJson = False,
) -> None:
    """Wait until no consumer has a notification in hand; the clock stands meanwhile."""
    _tell(remote.ask(endpoint, "POST", "clock/settle", {"patience": patience}), as_json)


@app.command()
def now(endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT) -> None:
    """Show virtual time."""
    typer.echo(remote.ask(endpoint, "GET", "clock")["now"])


def _tell(moved: dict[str, Any], as_json: bool, until: str = "") -> None:
    if as_json:
        typer.echo(json.dumps(moved))
        return
    typer.echo(f"It is now {moved['now']}.")
    if until:
        typer.echo(f"{until} has happened." if moved["happened"] else f"{until} has not happened.")
    for passed in moved["passed"]:
        holders = ", ".join(holder["name"] for holder in passed["holders"])
        typer.echo(f"Passed {passed['at']}, held off by: {holders}")
    for name in moved["names"]:
        typer.echo(f"Still busy in real time: {name}")
