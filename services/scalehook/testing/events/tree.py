"""What happened, as a tree: below each message what it led to."""

import re
from collections.abc import Iterable, Iterator, Sequence

from scalehook.kit.machine.entry import Entry
from scalehook.testing.events.growing import Branch, grow
from scalehook_contracts.base import Event

MOST_LINES = 60  # of a tree in a message: the newest
TOLD = re.compile(
    r"(^|_)(token|instance_ids?|hook_id|status|status_code|result|lifecycle_state|queue_name|topic_name"
    r"|execution_id|template_name|reason|message_id|url)$"
)
BELOW = {"": "", "├─ ": "│  ", "└─ ": "   "}


def drawn(entries: Sequence[tuple[str, Entry]], ids: Iterable[str] = ()) -> str:
    """The trees that are about one of these ids, where there are any; else all. What nobody could hear
    of is left out, and long ones lose their beginning.
    """
    roots, wanted = grow(entries), list(ids)
    about = [root for root in roots if root.mentions(wanted)] if wanted else []
    lines = [line for root in about or roots if not root.is_quiet() for line in _lines(root)]
    left = len(lines) - MOST_LINES
    shown = [f"… {left} lines before", *lines[left:]] if left > 0 else lines
    return "\n".join(shown) or "nothing has happened"


def _lines(branch: Branch, before: str = "", joint: str = "") -> Iterator[str]:
    entry = branch.entry
    yield f"{entry.at:%H:%M:%S} {before}{joint}{_said(branch)}"
    below = before + BELOW[joint]
    for event in branch.events():
        yield f"{entry.at:%H:%M:%S} {below}   {_event(event)}"
    heard = [each for each in branch.followed if not each.is_quiet()]
    for number, each in enumerate(heard, 1):
        yield from _lines(each, below, "└─ " if number == len(heard) else "├─ ")


def _said(branch: Branch) -> str:
    """`scaling_controller: complete_lifecycle_action`."""
    return f"{branch.service}: {branch.entry.type.partition('.')[2] or branch.entry.type}"


def _event(event: Event) -> str:
    found = {name: getattr(event, name) for name in type(event).model_fields if TOLD.search(name)}
    told = " ".join(f"{name}={_short(value)}" for name, value in found.items() if value)
    return f"{type(event).__name__} {told}".rstrip()


def _short(value: object) -> str:
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
