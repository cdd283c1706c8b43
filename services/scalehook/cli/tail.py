"""`scalehook tail`: what happens in a running stack, as it happens."""

import json
from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from rich.console import Console

from scalehook.cli import remote
from scalehook.cli.event_line import event_line
from scalehook.cli.following import Following
from scalehook.gateway.control.wanted import snake_case
from scalehook.kit.api.wildcards import matches

Events = Iterator[dict[str, Any]]
Names = list[str] | None


def tail(
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    service: Annotated[Names, typer.Option(help="Only events of this service; may be repeated.")] = None,
    kind: Annotated[
        Names,
        typer.Option("--type", help="Only events of this name, * and ? allowed; may be repeated."),
    ] = None,
    correlation: Annotated[
        Names,
        typer.Option(metavar="ID", help="Only what a request began, by its RequestId; may be repeated."),
    ] = None,
    action: Annotated[
        Names, typer.Option(metavar="TOKEN", help="The same of a lifecycle action; may be repeated.")
    ] = None,
    instance: Annotated[
        Names, typer.Option(metavar="ID", help="The same of an instance; may be repeated.")
    ] = None,
    since: Annotated[
        str,
        typer.Option(metavar="TIME", help="And what happened since then, such as 2026-01-31T08:00:00Z."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object per line.")] = False,
) -> None:
    """Show live events, one line each, until Ctrl-C or the end of the stack."""
    _check_services(service or [])
    following = Following(correlation or (), [*(action or ()), *(instance or ())])
    try:
        for event in chosen(followed(_events(endpoint, since), following), service, kind):
            _show(event, as_json)
    except KeyboardInterrupt:
        raise typer.Exit from None


def followed(events: Events, following: Following) -> Events:
    """Those that belong to what is followed; all of them when that is nothing."""
    return filter(following.belongs, events) if following else events


def chosen(events: Events, services: Names, names: Names) -> Events:
    """Those of one of these services and of one of these names; None lets all pass."""
    patterns = [snake_case(name) for name in names or ()]
    for event in events:
        owner, _, name = event["type"].partition(".")
        if services and owner not in services:
            continue
        if patterns and not any(
            matches(each, name) or matches(each, event["type"]) for each in patterns
        ):
            continue
        yield event


def _check_services(names: list[str]) -> None:
    """A misspelt one would be silent for ever."""
    if names:
        from scalehook.wiring.services import NAMES

        if unknown := set(names).difference(NAMES):
            raise typer.BadParameter(
                f"there is no service {min(unknown)!r}: name one of {', '.join(NAMES)}",
                param_hint="--service",
            )


def _show(event: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(event))
        return
    console = Console()
    whole = not console.is_terminal  # a terminal gets what fits into a row; a file or a pipe gets all
    line = event_line(event)
    console.print(line, soft_wrap=whole, no_wrap=True, overflow="ellipsis", crop=not whole)


def _events(endpoint: str, since: str) -> Events:
    path = f"events?{urlencode({'since': since})}" if since else "events"
    for line in remote.lines(endpoint, path):
        if line.startswith("data:"):
            yield json.loads(line[5:])
