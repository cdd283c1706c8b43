"""A message as it is given on the command line: its body and its properties."""

import base64
import sys
from typing import Annotated, Any

import typer

TYPES = ("STRING", "NUMBER", "BOOLEAN", "BINARY")
STDIN = "-"

BodyArgument = Annotated[str, typer.Argument(metavar="BODY", help="The body; - reads it from stdin.")]
Base64Option = Annotated[
    bool, typer.Option("--base64", help="Send it in Base64, as the SDKs do. Needed for bytes.")
]
GroupOption = Annotated[str | None, typer.Option(help="The message group, of FIFO queues and topics.")]
PropertyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--property",
        metavar="NAME=VALUE[:TYPE]",
        help=f"A property; TYPE is {', '.join(TYPES)}, the first when it is not given.",
    ),
]


def given_message(
    body: str, in_base64: bool, group: str | None, properties: list[str] | None
) -> dict[str, Any]:
    """The fields that messages of queues and topics share in the stack's requests."""
    return {
        "body": _body(body, in_base64),
        "group": group,
        "properties": [_property(text) for text in properties or ()],
    }


def _body(text: str, in_base64: bool) -> str:
    raw = sys.stdin.buffer.read() if text == STDIN else text.encode(errors="surrogateescape")
    if in_base64:
        return base64.b64encode(raw).decode()
    try:
        return raw.decode()
    except UnicodeDecodeError as problem:
        raise typer.BadParameter("the body is no UTF-8: send it with --base64") from problem


def _property(text: str) -> dict[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE[:TYPE]")
    head, _, kind = value.rpartition(":")
    if kind in TYPES and head != value:
        return {"name": name, "value": head, "type": kind}
    return {"name": name, "value": value, "type": TYPES[0]}
