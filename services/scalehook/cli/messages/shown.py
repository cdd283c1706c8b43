"""Messages of a queue, shown to a person or to a program."""

import base64
import json
from typing import Annotated, Any

import typer

from scalehook.cli.columns import Cells, Thing, show_things, time

DecodeOption = Annotated[
    bool, typer.Option("--decode", help="Bodies that are JSON in Base64 are shown as JSON.")
]


def show_messages(messages: list[Thing], decode: bool, as_json: bool) -> None:
    """A row for each, with the columns that any of them needs; or as a list in JSON."""
    if decode:
        messages = [
            {**message, "message_body": decoded(message["message_body"])} for message in messages
        ]
    columns = {
        heading: cell
        for heading, cell in COLUMNS.items()
        if heading in ALWAYS or any(cell(message) for message in messages)
    }
    show_things("Messages", columns, messages, as_json)


def decoded(body: str) -> Any:
    """What a body holds that is JSON in Base64; the body itself for any other."""
    try:
        return json.loads(base64.b64decode(body, validate=True))
    except ValueError:  # no Base64, no text or no JSON
        return body


def _properties(message: Thing) -> str:
    given = message["user_properties"]
    return " ".join(f"{each['name']}={each['value']}:{each['type']}" for each in given)


ALWAYS = ("id", "sent", "priority", "received", "body")
COLUMNS: Cells = {
    "id": lambda message: message["message_id"],
    "sent": lambda message: time(message["enqueue_time"]),
    "priority": lambda message: message["priority"],
    "received": lambda message: message["dequeue_count"],
    "held until": lambda message: time(message.get("next_visible_time", 0)),
    "handle": lambda message: message.get("receipt_handle", ""),
    "group": lambda message: message["message_group_id"] or "",
    "properties": _properties,
    "body": lambda message: message["message_body"],
}
