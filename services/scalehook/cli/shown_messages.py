"""Messages of a queue, shown to a person or to a program."""

import base64
import json
from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.console import Console

from scalehook.cli.columns import show_columns
from scalehook.kit.clock.moments import iso_seconds, moment

DecodeOption = Annotated[
    bool, typer.Option("--decode", help="Bodies that are JSON in Base64 are shown as JSON.")
]
Message = dict[str, Any]


def show_messages(messages: list[Message], decode: bool, as_json: bool) -> None:
    """A row for each, with the columns that any of them needs; or as a list in JSON."""
    if decode:
        messages = [
            {**message, "message_body": decoded(message["message_body"])} for message in messages
        ]
    if as_json:
        typer.echo(json.dumps(messages, indent=2, ensure_ascii=False))
        return
    columns = {
        heading: cell
        for heading, cell in COLUMNS.items()
        if heading in ALWAYS or any(cell(message) for message in messages)
    }
    rows = [[cell(message) for cell in columns.values()] for message in messages]
    show_columns(Console(highlight=False), "Messages", tuple(columns), rows)


def decoded(body: str) -> Any:
    """What a body holds that is JSON in Base64; the body itself for any other."""
    try:
        return json.loads(base64.b64decode(body, validate=True))
    except ValueError:  # no Base64, no text or no JSON
        return body


def time(milliseconds: int) -> str:
    """Unix milliseconds as a time."""
    return iso_seconds(moment(milliseconds / 1000))


def _until(message: Message) -> str:
    return time(message["next_visible_time"]) if "next_visible_time" in message else ""


def _properties(message: Message) -> str:
    given = message["user_properties"]
    return " ".join(f"{each['name']}={each['value']}:{each['type']}" for each in given)


ALWAYS = ("id", "sent", "priority", "received", "body")
COLUMNS: dict[str, Callable[[Message], Any]] = {
    "id": lambda message: message["message_id"],
    "sent": lambda message: time(message["enqueue_time"]),
    "priority": lambda message: message["priority"],
    "received": lambda message: message["dequeue_count"],
    "held until": _until,
    "handle": lambda message: message.get("receipt_handle", ""),
    "group": lambda message: message["message_group_id"] or "",
    "properties": _properties,
    "body": lambda message: message["message_body"],
}
