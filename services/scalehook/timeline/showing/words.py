"""What all forms say of a node, in the same words."""

from datetime import datetime, timedelta

from scalehook.timeline.node import Node

BAD_WORDS = ("fail", "abandon", "rollback", "rejected", "timeout", "dropped", "given up", "error")


def went_wrong(node: Node) -> bool:
    """Whether it has not ended as somebody would like."""
    outcome = node.outcome.lower()
    return not node.awaited and any(word in outcome for word in BAD_WORDS)


def length(took: timedelta) -> str:
    """`1 h 2 min 3 s`; what is shorter than a minute, with its milliseconds."""
    seconds = took.total_seconds()
    if seconds < 60:
        return f"{seconds:.3f}".rstrip("0").rstrip(".") + " s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    named = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{number} {unit}" for number, unit in named if number)


def told(node: Node, now: datetime) -> str:
    """How it ended, after how long and by whom; or until when it is awaited."""
    parts = [node.outcome]
    if node.took is not None:
        parts.append(f"after {length(node.took)}")
    if node.awaited:
        parts = [_awaited(node, now), *parts]
    if node.who:
        parts.append(f"by {node.who}")
    return ", ".join(filter(None, parts))


def _awaited(node: Node, now: datetime) -> str:
    if node.until is None:
        return "awaited"
    left = node.until - now
    until = f"awaited until {node.until:%Y-%m-%d %H:%M:%S}"
    return f"{until} ({length(left)} left)" if left > timedelta() else until
