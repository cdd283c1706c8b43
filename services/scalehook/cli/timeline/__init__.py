"""`scalehook timeline`: what led to what, as a tree."""

import json
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from rich.console import Console, Group
from rich.live import Live

from scalehook.cli import failure, remote
from scalehook.cli.timeline.batches import batches
from scalehook.timeline import Fact, Node, grow
from scalehook.timeline.finding import ids_meant, mentioning
from scalehook.timeline.showing.data import as_data
from scalehook.timeline.showing.mermaid import as_mermaid
from scalehook.timeline.showing.page import as_page
from scalehook.timeline.showing.tree import as_text, as_tree

BEGINNING = "1970-01-01T00:00:00Z"
MOST_FACTS = 50_000  # that are followed; the oldest are forgotten
MOST_NAMED = 5
FORGOTTEN = "what came before the last snapshot is not told any more"


def timeline(
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="[ID]",
            help="A scaling activity, lifecycle action (its token), instance, message, execution or "
            "request, or how its id begins; none: all that there is.",
        ),
    ] = "",
    last: Annotated[bool, typer.Option("--last", help="Only the newest.")] = False,
    follow: Annotated[bool, typer.Option("--follow", help="Go on, until Ctrl-C.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="As sequence diagrams of Mermaid.")] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="As a page of its own, in this file.")
    ] = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Show what led to what, from a scaling rule to the end of its last lifecycle action."""
    given = {"--json": as_json, "--mermaid": mermaid, "--html": html}
    forms = [name for name, said in given.items() if said]
    if len(forms) > 1:
        raise typer.BadParameter(f"{' and '.join(forms)}: one of them")
    if follow:
        if forms:
            raise typer.BadParameter("--follow draws on the terminal alone")
        _follow(endpoint, wanted, last)
        return
    found = _found(grow(_facts(endpoint, follow=False)), wanted, last)
    now = datetime.fromisoformat(remote.ask(endpoint, "GET", "clock")["now"])
    if html is not None:
        _write(html, as_page(found, now))
    elif as_json:
        typer.echo(json.dumps([as_data(node) for node in found], indent=2, ensure_ascii=False))
    elif mermaid:
        typer.echo("\n".join(as_mermaid(node) for node in found), nl=False)
    else:
        _print(found, now)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as problem:
        failure.fail(failure.UNUSABLE, f"{file} cannot be written: {problem.strerror}")


def _print(found: list[Node], now: datetime) -> None:
    console = Console(highlight=False)
    if not (found and console.is_terminal):
        typer.echo(as_text(found, now) or "nothing has happened")
        return
    for node in found:
        console.print(as_tree(node, now))


def _follow(endpoint: str, wanted: str, last: bool) -> None:
    """Drawn anew as events come: what came first may find its place by what comes later."""
    facts: deque[Fact] = deque(maxlen=MOST_FACTS)
    try:
        console = Console(highlight=False)
        with Live(console=console, auto_refresh=False, vertical_overflow="visible") as live:
            for come in batches(_facts(endpoint, follow=True)):
                facts.extend(come)
                roots = grow(facts)
                found = mentioning(roots, ids_meant(roots, wanted)) if wanted else roots
                shown = found[-1:] if last else found
                live.update(Group(*(as_tree(node, come[-1].at) for node in shown)), refresh=True)
    except KeyboardInterrupt:
        raise typer.Exit from None


def _found(roots: list[Node], wanted: str, last: bool) -> list[Node]:
    """Those of the one thing that is meant, or all."""
    ids = ids_meant(roots, wanted) if wanted else []
    if wanted and not ids:
        failure.fail(failure.REFUSED, f"nothing that has happened names {wanted!r}: {FORGOTTEN}")
    if len(ids) > 1:
        named = [*ids[:MOST_NAMED], *(["…"] if len(ids) > MOST_NAMED else [])]
        failure.fail(failure.REFUSED, f"{len(ids)} ids begin with {wanted!r}: {', '.join(named)}")
    found = mentioning(roots, ids) if wanted else roots
    return found[-1:] if last else found


def _facts(endpoint: str, follow: bool) -> Iterator[Fact]:
    query = urlencode({"since": BEGINNING, "follow": "true" if follow else "false"})
    lines = remote.lines if follow else remote.all_lines
    for line in lines(endpoint, f"events?{query}"):
        if line.startswith("data:"):
            event: dict[str, Any] = json.loads(line[5:])
            yield Fact.of(event)
