"""`scalehook resource`: databases, addresses, clusters and more of a running stack, by hand."""

import json
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from scalehook.cli import remote
from scalehook.cli.columns import show_things
from scalehook.cli.options import JsonOption

app = typer.Typer(
    add_completion=False, help="Show, add and remove resources of other products.", no_args_is_help=True
)
PATH = "resources"
LONGEST = 80  # characters of an attribute in a list
KindArgument = Annotated[str, typer.Argument(metavar="KIND", help="redis, eip, cluster …")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The resource's id.")]
COLUMNS = {
    "kind": lambda thing: thing["kind"],
    "id": lambda thing: thing["resource_id"],
    "attributes": lambda thing: _told(thing["attributes"]),
}


@app.command("list")
def show_all(
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="Only of this kind.")] = "",
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: JsonOption = False,
) -> None:
    """Show all resources, or those of a kind."""
    found = remote.ask(endpoint, "GET", f"{PATH}?{urlencode({'kind': kind})}")["resources"]
    show_things("Resources", COLUMNS, found, as_json)


@app.command()
def show(
    kind: KindArgument, resource_id: IdArgument, endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT
) -> None:
    """Show all that a resource has, as JSON."""
    query = urlencode({"kind": kind, "id": resource_id})
    _show(remote.ask(endpoint, "GET", f"{PATH}?{query}"))


@app.command()
def add(
    kind: KindArgument,
    resource_id: Annotated[str, typer.Argument(metavar="[ID]", help="Its id; else it gets one.")] = "",
    attributes: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="What it is to have.")
    ] = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Make a resource; a value may be JSON."""
    words = [resource_id, *(attributes or [])]
    resource_id = "" if "=" in resource_id else words.pop(0)
    said = dict(map(_pair, filter(None, words)))
    _show(remote.ask(endpoint, "POST", PATH, {"kind": kind, "id": resource_id, "attributes": said}))


@app.command()
def remove(
    kind: KindArgument, resource_id: IdArgument, endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT
) -> None:
    """Remove a resource."""
    remote.ask(endpoint, "DELETE", f"{PATH}?{urlencode({'kind': kind, 'id': resource_id})}")


def _pair(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE")
    if value[:1] not in ("[", "{"):
        return name, value
    try:
        return name, json.loads(value)
    except ValueError as problem:
        raise typer.BadParameter(f"the value of {name} is no JSON") from problem


def _show(answer: dict[str, Any]) -> None:
    [found] = answer["resources"]
    typer.echo(json.dumps(found, indent=2, ensure_ascii=False))


def _told(attributes: dict[str, Any]) -> str:
    """What it has in a word, or the beginning of it; lists and objects are for `show`."""
    return " ".join(
        f"{name}={_short(str(value))}"
        for name, value in attributes.items()
        if value not in ("", None) and not isinstance(value, list | dict)
    )


def _short(value: str) -> str:
    """As much as fits into a row: the body of an object may be long."""
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
