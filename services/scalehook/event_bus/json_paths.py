"""Paths into an event: `$.data.items[0].name`, `$['data']`. No wildcards, so that one value is meant.

A library of JSON paths would know wildcards and filters as well, whose time is not bounded by what users
write; the documented paths are of this form alone.
"""

import re
from typing import Any

STEP = re.compile(r"\.([A-Za-z0-9_-]+)|\[(0|[1-9][0-9]{0,5})\]|\['([^'\]]+)'\]")
LONGEST = 1024


class PathError(ValueError):
    """The text is no path of this form."""


def parse(text: str) -> tuple[str | int, ...]:
    """The steps of a path; PathError when it has another form."""
    steps: list[str | int] = []
    position = 1
    while text.startswith("$") and len(text) <= LONGEST and position < len(text):
        step = STEP.match(text, position)
        if step is None:
            break
        name, index, quoted = step.groups()
        steps.append(int(index) if index is not None else name or quoted)
        position = step.end()
    if position != len(text) or not text.startswith("$"):
        raise PathError(f"no path: {text[:80]!r}")
    return tuple(steps)


def find(text: str, event: Any) -> Any:
    """What the path leads to; None where there is nothing."""
    value = event
    for step in parse(text):
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and step < len(value) else None
    return value
