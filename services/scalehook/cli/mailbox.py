"""`scalehook mailbox`: the mails and short messages of topics; none of them has left this machine."""

import json
from typing import Annotated, Any
from urllib.parse import urlencode

import typer
from rich.console import Console

from scalehook.cli import remote
from scalehook.cli.columns import show_columns
from scalehook.cli.shown_messages import time

COLUMNS = ("sent", "kind", "to", "topic", "subscription", "subject", "text")
MOST = 1000


def mailbox(
    clear: Annotated[bool, typer.Option("--clear", help="Throw all of it away.")] = False,
    to: Annotated[str, typer.Option(metavar="RECEIVER", help="Only to this address or number.")] = "",
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show the mails and short messages that topics have sent."""
    if clear:
        remote.ask(endpoint, "DELETE", "mns/mailbox")
        typer.echo("The mailbox is empty.")
        return
    path = f"mns/mailbox?{urlencode({'to': to, 'most': MOST})}"
    letters = remote.ask(endpoint, "GET", path)["letters"]
    if as_json:
        typer.echo(json.dumps(letters, indent=2, ensure_ascii=False))
    else:
        show_columns(Console(highlight=False), "Letters", COLUMNS, map(_row, letters))


def _row(letter: dict[str, Any]) -> tuple[str, ...]:
    return (
        time(letter["at"]),
        letter["kind"],
        letter["to"],
        letter["topic_name"],
        letter["subscription_name"],
        letter["subject"] or letter["template_code"],
        letter["body"] or letter["parameters"],
    )
