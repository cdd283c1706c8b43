"""An event as one line for a person: times as times, message bodies as the text that they carry."""

import base64
import re
import zlib
from typing import Any

from rich.text import Text

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.kit.one_line import one_line

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_red", "bright_green", "bright_cyan")
TIME = re.compile(r"(^|[a-z])(At|Time|Deadline|Until)$")
BODIES = {"MessageBody", "CommandContent", "UserData"}  # Base64, where a client or a hook says so
EARLIEST, MILLISECONDS, LATEST = 1e9, 1e11, 1e14  # what lies outside is no time


def event_line(event: dict[str, Any]) -> Text:
    """`09:51:07 scaling_controller.lifecycle_action_started ScalingGroupId=asg-… …`."""
    owner, _, name = event["type"].partition(".")
    line = Text(f"{event['at'][11:19]} ", style="dim")
    line.append(f"{owner}.", style=f"dim {_colour(owner)}")
    line.append(name, style=f"bold {_colour(owner)}")
    for key, value in event["body"].items():
        if value not in ("", None, [], {}):
            line.append(f" {key}=", style="dim")
            line.append(one_line(readable(key, value)))
    return line


def readable(key: str, value: Any) -> Any:
    """The value of a field as a person would write it, also inside of objects and lists."""
    if isinstance(value, dict):
        return {name: readable(name, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [readable(key, inner) for inner in value]
    if isinstance(value, str) and key in BODIES:
        return _decoded(value)
    if isinstance(value, int | float) and TIME.search(key) and EARLIEST <= value < LATEST:
        return iso_seconds(moment(value / 1000 if value >= MILLISECONDS else value))
    return value


def _decoded(text: str) -> str:
    try:
        plain = base64.b64decode(text, validate=True).decode()
    except ValueError:  # no Base64, or no text
        return text
    return plain if plain.replace("\n", "").isprintable() else text


def _colour(owner: str) -> str:
    return COLOURS[zlib.crc32(owner.encode()) % len(COLOURS)]
