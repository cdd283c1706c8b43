"""`scalehook tail`: what happens in a running stack, as it happens."""

import json
import zlib
from typing import Any

import httpx
import typer
from rich.console import Console
from rich.text import Text

from scalehook.cli import failure, remote

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_red", "bright_green", "bright_cyan")


def tail(endpoint: remote.Endpoint = remote.DEFAULT_ENDPOINT) -> None:
    """Show live events, one line each, coloured by service; end with Ctrl-C."""
    console = Console(soft_wrap=True)
    url = f"{endpoint.rstrip('/')}/_scalehook/events"
    try:
        with httpx.stream("GET", url, timeout=httpx.Timeout(10, read=None), trust_env=False) as stream:
            stream.raise_for_status()
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    console.print(render(json.loads(line[5:])))
    except KeyboardInterrupt:
        raise typer.Exit from None
    except httpx.HTTPError as problem:
        failure.fail(failure.UNREACHABLE, f"lost the stack at {endpoint}: {problem}")


def render(event: dict[str, Any]) -> Text:
    """`09:51:07 scaling_controller.lifecycle_action_started ScalingGroupId=asg-… …`."""
    owner, _, name = event["type"].partition(".")
    line = Text(f"{event['at'][11:19]} ", style="dim")
    line.append(f"{owner}.", style=f"dim {_colour(owner)}")
    line.append(name, style=f"bold {_colour(owner)}")
    for key, value in event["body"].items():
        if value not in ("", None, [], {}):
            line.append(f" {key}=", style="dim")
            line.append(value if isinstance(value, str) else json.dumps(value))
    return line


def _colour(owner: str) -> str:
    return COLOURS[zlib.crc32(owner.encode()) % len(COLOURS)]
