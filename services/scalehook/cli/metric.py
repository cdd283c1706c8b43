"""`scalehook metric`: what the instances of a scaling group show."""

import json
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from rich.console import Console

from scalehook.cli import remote
from scalehook.cli.columns import show_columns
from scalehook.cli.options import finite

app = typer.Typer(
    add_completion=False,
    help="Set, clear and show the load of a scaling group: what its alarms look at.",
    no_args_is_help=True,
)
GroupArgument = Annotated[str, typer.Argument(metavar="GROUP", help="The group's id or name.")]
MetricArgument = Annotated[str, typer.Argument(metavar="METRIC", help="Such as CpuUtilization.")]
LOAD = ("metric", "set to", "instances", "average")
ALARM = ("alarm", "state", "value")


@app.command("set")
def set_load(
    group: GroupArgument,
    metric: MetricArgument,
    value: Annotated[float, typer.Argument(callback=finite, help="In the metric's own unit.")],
    total: Annotated[
        bool, typer.Option("--total", help="The instances in service share it: more, less for each.")
    ] = False,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Each instance in service shows this from now on."""
    body = {"group": group, "metric": metric, "value": value, "total": total}
    _show(remote.ask(endpoint, "POST", "metric/set", body))


@app.command()
def clear(
    group: GroupArgument,
    metric: Annotated[str, typer.Argument(metavar="METRIC", help="Which; all without it.")] = "",
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """The instances show it no more: alarms on it have no data."""
    _show(remote.ask(endpoint, "POST", "metric/clear", {"group": group, "metric": metric}))


@app.command()
def show(
    group: GroupArgument,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: Annotated[bool, typer.Option("--json", help="As a JSON object.")] = False,
) -> None:
    """What the group shows, and how its alarms stand."""
    found = remote.ask(endpoint, "GET", f"metric?{urlencode({'group': group})}")
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        _show(found)


def _show(found: dict[str, Any]) -> None:
    console = Console(highlight=False)
    loads = [_load(load) for load in found["group_metrics"]]
    show_columns(console, f"Load of {found['group']}", LOAD, loads)
    alarms = [_alarm(alarm) for alarm in found["alarms"]]
    show_columns(console, "Alarms", ALARM, alarms)


def _load(load: dict[str, Any]) -> tuple[str, ...]:
    value = f"{load['value']:g} {'in total' if load['total'] else 'each'}"
    return load["metric_name"], value, str(load["instances"]), _number(load["average"])


def _alarm(alarm: dict[str, Any]) -> tuple[str, ...]:
    state = alarm["state"] if alarm["enabled"] else f"{alarm['state']}, disabled"
    return alarm["name"], state, _number(alarm["metric_value"])


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"
