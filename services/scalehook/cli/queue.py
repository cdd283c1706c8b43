"""`scalehook queue`: the queues of a running stack, and their messages, by hand."""

from typing import Annotated
from urllib.parse import urlencode

import typer

from scalehook.cli import remote
from scalehook.cli.columns import fields, show_things
from scalehook.cli.messages.given import (
    Base64Option,
    BodyArgument,
    GroupOption,
    PropertyOption,
    given_message,
)
from scalehook.cli.messages.shown import DecodeOption, show_messages
from scalehook.cli.options import JsonOption, duration

app = typer.Typer(
    add_completion=False, help="Show queues; send, receive and purge messages.", no_args_is_help=True
)
MOST = 16  # messages that one request of the cloud brings
COLUMNS = {
    "name": "queue_name",
    "active": "active_messages",
    "inactive": "inactive_messages",
    "delayed": "delay_messages",
    "visibility": "visibility_timeout",
    "delay": "delay_seconds",
    "retention": "message_retention_period",
}
Name = Annotated[str, typer.Argument(metavar="QUEUE", help="The queue's name.")]
Count = Annotated[int, typer.Option(min=1, max=MOST, help="At most so many messages.")]


@app.command("list")
def show_all(endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT, as_json: JsonOption = False) -> None:
    """Show all queues: their messages, and their times in seconds."""
    queues = remote.ask(endpoint, "GET", "mns/queues")["queues"]
    show_things("Queues", fields(COLUMNS), queues, as_json)


@app.command()
def peek(
    name: Name,
    count: Count = 1,
    decode: DecodeOption = False,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: JsonOption = False,
) -> None:
    """Show the messages that would be received next; nothing changes."""
    path = f"mns/peek?{urlencode({'queue': name, 'count': count})}"
    show_messages(remote.ask(endpoint, "GET", path)["messages"], decode, as_json)


@app.command()
def send(
    name: Name,
    body: BodyArgument,
    base64: Base64Option = False,
    delay: Annotated[
        float | None,
        typer.Option(parser=duration, metavar="DURATION", help="Nobody gets it before; such as 10s."),
    ] = None,
    priority: Annotated[int | None, typer.Option(help="1 is received first, 16 last.")] = None,
    group: GroupOption = None,
    properties: PropertyOption = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Send a message; the answer is its id."""
    asked = {"queue": name, "delay": delay, "priority": priority}
    asked |= given_message(body, base64, group, properties)
    typer.echo(remote.ask(endpoint, "POST", "mns/send", asked)["message_id"])


@app.command()
def receive(
    name: Name,
    count: Count = 1,
    wait: Annotated[
        float | None,
        typer.Option(
            parser=duration,
            metavar="DURATION",
            help="Wait so long (virtual time, 30s at most) for a message; otherwise as the queue says.",
        ),
    ] = None,
    delete: Annotated[bool, typer.Option("--delete", help="Delete what is received at once.")] = False,
    decode: DecodeOption = False,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: JsonOption = False,
) -> None:
    """Receive messages as a consumer does: nobody else gets them until their time is over."""
    asked = {"queue": name, "count": count, "wait": wait, "delete": delete}
    show_messages(remote.ask(endpoint, "POST", "mns/receive", asked)["messages"], decode, as_json)


@app.command()
def purge(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Delete all messages of a queue, those in somebody's hands too."""
    if not yes:
        typer.confirm(f"Delete all messages of {name}?", abort=True)
    purged = remote.ask(endpoint, "POST", "mns/purge", {"queue": name})["purged"]
    typer.echo(f"Deleted: {purged}")
