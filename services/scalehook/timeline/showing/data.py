"""A tree as plain data, for programs."""

from typing import Any

from scalehook.timeline.node import Node


def as_data(node: Node) -> dict[str, Any]:
    """Times are ISO 8601, lengths in seconds; what is not known is null."""
    took = node.took
    return {
        "kind": node.kind,
        "id": node.key[1],
        "title": node.title,
        "at": _time(node.at),
        "ended_at": _time(node.ended_at),
        "awaited": node.awaited,
        "until": _time(node.until),
        "seconds": None if took is None else took.total_seconds(),
        "outcome": node.outcome,
        "who": node.who,
        "below": [as_data(each) for each in node.below],
    }


def _time(at: Any) -> str | None:
    return None if at is None else str(at.isoformat())
