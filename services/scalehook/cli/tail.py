"""`scalehook tail`: what happens in a running stack, as it happens."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.console import Console

from scalehook.cli import remote
from scalehook.cli.event_line import event_line
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
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object per line.")] = False,
) -> None:
    """Show live events, one line each, until Ctrl-C or the end of the stack."""
    console = Console()
    try:
        for event in chosen(_events(endpoint), service, kind):
            if as_json:
                typer.echo(json.dumps(event))
            else:
                # a terminal gets what fits into a row; a file or a pipe gets all
                whole = not console.is_terminal
                line = event_line(event)
                console.print(line, soft_wrap=whole, no_wrap=True, overflow="ellipsis", crop=not whole)
    except KeyboardInterrupt:
        raise typer.Exit from None


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


def _events(endpoint: str) -> Events:
    for line in remote.lines(endpoint, "events"):
        if line.startswith("data:"):
            yield json.loads(line[5:])
