"""`scalehook fleet`: what goes wrong with new instances, on purpose."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console

from scalehook.cli import remote
from scalehook.cli.columns import show_columns
from scalehook.cli.options import duration as seconds
from scalehook.kit.clock.durations import written

app = typer.Typer(
    add_completion=False, help="Let things go wrong with new instances.", no_args_is_help=True
)
UNLIMITED = "unlimited"
COLUMNS = ("type", "zone", "left")


@app.command()
def show(
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: Annotated[bool, typer.Option("--json", help="As a JSON object.")] = False,
) -> None:
    """Show stock, failure rate, and how long a start takes."""
    found = remote.ask(endpoint, "GET", "fleet")
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        _show(found)


@app.command()
def stock(
    instance_type: Annotated[str, typer.Argument(help="Such as ecs.g7.large; * is all types.")],
    amount: Annotated[str, typer.Argument(help=f"How many more can be had, or {UNLIMITED}.")],
    zone: Annotated[str, typer.Option(help="Only in this zone.")] = "",
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Say how many more instances of a type can be had."""
    level = {"instance_type": instance_type, "zone_id": zone, "amount": _amount(amount)}
    _change(endpoint, stock=[level])


@app.command("failure-rate")
def failure_rate(
    rate: Annotated[float, typer.Argument(min=0, max=1, help="0.2: every fifth.")],
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Say which share of new instances fails."""
    _change(endpoint, failure_rate=rate)


@app.command("slow-start")
def slow_start(
    duration: Annotated[
        float, typer.Argument(parser=seconds, metavar="DURATION", help="90s, 10m, or plain seconds.")
    ],
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Say how long starts take from now on."""
    _change(endpoint, slow_start_seconds=duration)


@app.command()
def reset(endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT) -> None:
    """Go back to what the settings say."""
    _change(endpoint, reset=True)


def _amount(text: str) -> int | None:
    if text == UNLIMITED:
        return None
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    raise typer.BadParameter(f"{text!r} is neither a number nor {UNLIMITED!r}")


def _change(endpoint: str, **changes: Any) -> None:
    _show(remote.ask(endpoint, "POST", "fleet", changes))


def _show(found: dict[str, Any]) -> None:
    console = Console(highlight=False)
    console.print(f"Of new instances, {found['failure_rate']:.0%} fail.", markup=False)
    console.print(f"A start takes {written(found['start_up_seconds'])}.", markup=False)
    rows = [_row(level) for level in found["stock"]]
    show_columns(console, "Stock", COLUMNS, rows)


def _row(level: dict[str, Any]) -> tuple[str, ...]:
    left = UNLIMITED if level["amount"] is None else str(level["amount"])
    return level["instance_type"], level["zone_id"] or "all", left
