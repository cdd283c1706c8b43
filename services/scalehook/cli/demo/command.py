"""`scalehook demo`: plays the stories with the official SDKs, and checks all that it says."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scalehook.cli import failure, remote
from scalehook.cli.demo.narration import Narrator, Untrue

if TYPE_CHECKING:
    from scalehook.cli.demo.clients import Cloud

START_UP_SECONDS = 0.5  # of an instance: nobody likes to wait


def demo(
    endpoint: Annotated[
        str | None,
        typer.Option(help="Play against this stack (keys from SCALEHOOK_ACCESS_KEY_ID/_SECRET)."),
    ] = None,
) -> None:
    """Play the two stories of lifecycle hooks, and a refusal, against a stack of its own."""
    try:
        from scalehook.cli.demo import play
    except ModuleNotFoundError as missing:
        failure.fail(
            failure.USAGE,
            f"the demo uses the official SDKs ({missing.name} is not installed): "
            "in scalehook's source tree, pip install '.[demo]'",
        )
    say = Narrator()
    try:
        with _cloud(endpoint) as (cloud, executor, reason):
            play.play(cloud, say, executor, reason)
    except Untrue as untrue:
        failure.fail(failure.UNTRUE, str(untrue))


@contextmanager
def _cloud(endpoint: str | None) -> "Iterator[tuple[Cloud, str, str]]":
    from scalehook.cli.demo.clients import Cloud

    if endpoint is not None:
        info = remote.ask(endpoint, "GET", "info")
        key_id = os.environ.get("SCALEHOOK_ACCESS_KEY_ID", "")
        secret = os.environ.get("SCALEHOOK_ACCESS_KEY_SECRET", "")
        if not (key_id and secret):
            failure.fail(failure.USAGE, "set SCALEHOOK_ACCESS_KEY_ID and SCALEHOOK_ACCESS_KEY_SECRET")
        cloud = Cloud(endpoint, key_id, secret, info["region"], info["account_id"])
        yield cloud, "unknown", "decided by that stack"
        return
    from scalehook.fleet.settings import Settings as FleetSettings
    from scalehook.kit.logs import configure_logging
    from scalehook.testing.running import running_stack

    configure_logging("warning")
    fleet = FleetSettings(start_up_seconds=START_UP_SECONDS)
    with (
        tempfile.TemporaryDirectory(prefix="scalehook-demo-", ignore_cleanup_errors=True) as folder,
        running_stack(Path(folder), fleet=fleet) as stack,
    ):
        choice = stack.stack.executor()
        key_id, secret = stack.access_key_id, stack.access_key_secret
        cloud = Cloud(stack.endpoint, key_id, secret, stack.region, stack.account_id)
        yield cloud, choice.name, choice.reason
