"""`scalehook mailbox`: the mails and short messages of topics; none of them has left this machine."""

from typing import Annotated
from urllib.parse import urlencode

import typer

from scalehook.cli import remote
from scalehook.cli.columns import Cells, show_things, time
from scalehook.cli.options import JsonOption

COLUMNS: Cells = {
    "sent": lambda letter: time(letter["at"]),
    "kind": lambda letter: letter["kind"],
    "to": lambda letter: letter["to"],
    "topic": lambda letter: letter["topic_name"],
    "subscription": lambda letter: letter["subscription_name"],
    "subject": lambda letter: letter["subject"] or letter["template_code"],
    "text": lambda letter: letter["body"] or letter["parameters"],
}
MOST = 1000


def mailbox(
    clear: Annotated[bool, typer.Option("--clear", help="Throw all of it away.")] = False,
    to: Annotated[str, typer.Option(metavar="RECEIVER", help="Only to this address or number.")] = "",
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: JsonOption = False,
) -> None:
    """Show the mails and short messages that topics have sent."""
    if clear and (to or as_json):
        raise typer.BadParameter("it throws all away and shows nothing", param_hint="--clear")
    if clear:
        remote.ask(endpoint, "DELETE", "mns/mailbox")
        typer.echo("The mailbox is empty.")
        return
    path = f"mns/mailbox?{urlencode({'to': to, 'most': MOST})}"
    letters = remote.ask(endpoint, "GET", path)["letters"]
    show_things("Letters", COLUMNS, letters, as_json)
