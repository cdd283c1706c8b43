"""`scalehook status`: how a stack stands."""

import json
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from scalehook.cli import remote
from scalehook.cli.columns import show_columns
from scalehook.kit.clock.durations import written


def status(
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: Annotated[bool, typer.Option("--json", help="As a JSON object.")] = False,
) -> None:
    """Show groups, waiting lifecycle actions, queues, topics and the newest executions."""
    found = remote.ask(endpoint, "GET", "status")
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        _show(found, Console(highlight=False))


def _show(found: dict[str, Any], console: Console) -> None:
    now = datetime.fromisoformat(found["now"])
    console.print(f"It is now {_second(now)}.", markup=False)
    show_columns(console, "Scaling groups", GROUP, [_group(each) for each in found["groups"]])
    waiting = [_action(each, now) for each in found["waiting"]]
    show_columns(console, "Waiting lifecycle actions", ACTION, waiting)
    if found["waiting_count"] > len(waiting):
        console.print(f"  … {found['waiting_count']} in all")
    show_columns(console, "Queues", QUEUE, [[each[key] for key in QUEUE] for each in found["queues"]])
    topics = [[each[key] for key in TOPIC.values()] for each in found["topics"]]
    show_columns(console, "Topics", tuple(TOPIC), topics)
    executions = [[each[key] for key in EXECUTION] for each in found["executions"]]
    show_columns(console, "Newest executions", EXECUTION, executions)


GROUP = ("id", "name", "state", "size", "instances")
ACTION = ("group", "hook id", "token", "instances", "deadline", "left", "then")
QUEUE = ("name", "active", "inactive", "delayed")
TOPIC = {
    "name": "name",
    "subscriptions": "subscriptions",
    "messages under way": "messages",
    "pushes under way": "pushes",
}
EXECUTION = ("id", "template", "status", "started", "message")


def _group(group: dict[str, Any]) -> tuple[str, ...]:
    counts = ", ".join(f"{count} {state}" for state, count in group["instances"].items())
    size = f"{group['min_size']}–{group['max_size']}"
    return group["id"], group["name"], group["state"], size, counts or "none"


def _action(action: dict[str, Any], now: datetime) -> tuple[str, ...]:
    deadline = datetime.fromisoformat(action["deadline"])
    return (
        action["group"],
        action["hook_id"],
        action["token"],
        ",".join(action["instances"]),
        _second(deadline),
        written((deadline - now).total_seconds()),
        action["default_result"],
    )


def _second(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
