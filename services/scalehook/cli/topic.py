"""`scalehook topic`: the topics of a running stack, and their messages, by hand."""

from typing import Annotated
from urllib.parse import urlencode

import typer

from scalehook.cli import remote
from scalehook.cli.columns import fields, show_things
from scalehook.cli.messages.deliveries import DeliveryLog
from scalehook.cli.messages.given import (
    Base64Option,
    BodyArgument,
    GroupOption,
    PropertyOption,
    given_message,
)
from scalehook.cli.options import JsonOption

app = typer.Typer(
    add_completion=False, help="Show topics, publish, and see what came of it.", no_args_is_help=True
)
TOPIC = {
    "name": "topic_name",
    "subscriptions": "subscriptions",
    "messages under way": "message_count",
    "pushes under way": "pushes",
}
SUBSCRIPTION = {
    "name": "subscription_name",
    "endpoint": "endpoint",
    "tag": "filter_tag",
    "strategy": "notify_strategy",
    "format": "notify_content_format",
}
Name = Annotated[str, typer.Argument(metavar="TOPIC", help="The topic's name.")]


@app.command("list")
def show_all(
    name: Annotated[
        str, typer.Argument(metavar="TOPIC", help="Whose subscriptions; all topics without it.")
    ] = "",
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: JsonOption = False,
) -> None:
    """Show all topics, or the subscriptions of one."""
    if name:
        path = f"mns/subscriptions?{urlencode({'topic': name})}"
        found = remote.ask(endpoint, "GET", path)["subscriptions"]
        show_things(f"Subscriptions of {name}", fields(SUBSCRIPTION), found, as_json)
    else:
        topics = remote.ask(endpoint, "GET", "mns/topics")["topics"]
        show_things("Topics", fields(TOPIC), topics, as_json)


@app.command()
def publish(
    name: Name,
    body: BodyArgument,
    base64: Base64Option = False,
    tag: Annotated[
        str | None, typer.Option(help="Subscriptions with another tag do not get it.")
    ] = None,
    group: GroupOption = None,
    properties: PropertyOption = None,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
) -> None:
    """Publish a message; the answer is its id."""
    asked = {"topic": name, "tag": tag} | given_message(body, base64, group, properties)
    typer.echo(remote.ask(endpoint, "POST", "mns/publish", asked)["message_id"])


@app.command()
def log(
    name: Name,
    subscription: Annotated[str, typer.Option(help="Only to this subscription.")] = "",
    message: Annotated[str, typer.Option(metavar="ID", help="Only of this message.")] = "",
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="And what comes, until Ctrl-C.")
    ] = False,
    endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON; --follow: an object per line.")
    ] = False,
) -> None:
    """Show the last deliveries: each attempt, what came of it, and when the next one is made."""
    deliveries = DeliveryLog(endpoint, name, subscription, message)
    try:
        deliveries.follow(as_json) if follow else deliveries.show(as_json)
    except KeyboardInterrupt:
        raise typer.Exit from None
