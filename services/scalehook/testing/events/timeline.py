"""What has happened in a stack, as a timeline."""

from datetime import datetime

from scalehook.testing.past import Happened, Past
from scalehook.timeline import Fact, grow
from scalehook.timeline.showing.tree import as_text


def timeline_of(past: Past, now: datetime, wanted: str = "") -> str:
    """The trees that name this id, or all; empty where nothing has a place in one."""
    roots = grow(_fact(found) for found in past.events())
    chosen = [root for root in roots if not wanted or root.mentions(wanted)]
    return as_text(chosen, now)


def _fact(found: Happened) -> Fact:
    body = found.event.model_dump(mode="json", by_alias=True)
    entry = found.entry
    return Fact(found.event.wire_name(), found.at, body, entry.correlation_id, entry.caller)
