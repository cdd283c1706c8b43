"""A sequence diagram in the language of Mermaid: who has told whom of what."""

import re
from collections.abc import Iterator

from scalehook.timeline.node import Node

# By kind: who acts, and on whom. What is not here is a note at whoever acts above it.
ARROWS = {
    "activity": ("Caller", "AutoScaling"),
    "instance": ("AutoScaling", "ECS"),
    "action": ("AutoScaling", "AutoScaling"),
    "notification": ("AutoScaling", "Dispatcher"),
    "message": ("Dispatcher", "MNS"),
    "topic message": ("Dispatcher", "MNS"),
    "push": ("MNS", "Subscriber"),
    "bus event": ("Dispatcher", "EventBridge"),
    "delivery": ("EventBridge", "Target"),
    "execution": ("Dispatcher", "OOS"),
    "task": ("OOS", "OOS"),
    "invocation": ("OOS", "CloudAssistant"),
    "script": ("CloudAssistant", "Instance"),
}
ODD = re.compile(r"[#;:<>{}\n\r]")
LONGEST = 100


def as_mermaid(root: Node) -> str:
    """In order of time; ends of what lasts are arrows back."""
    steps = sorted(_steps(root, "AutoScaling"), key=lambda step: step[0])
    return "\n".join(["sequenceDiagram", *(f"    {line}" for _, line in steps)]) + "\n"


def _steps(node: Node, above: str) -> Iterator[tuple[float, str]]:
    here = above
    if node.at is not None:
        if (arrow := ARROWS.get(node.kind)) is None:
            yield node.at.timestamp(), f"Note over {above}: {_said(node.title)}"
        else:
            sender, here = arrow
            yield node.at.timestamp(), f"{sender}->>{here}: {_said(node.title)}"
            if node.ended_at is not None and node.outcome:
                yield node.ended_at.timestamp(), f"{here}-->>{sender}: {_said(node.outcome)}"
    for each in node.below:
        yield from _steps(each, here)


def _said(text: str) -> str:
    """Without what Mermaid would take for its own."""
    plain = ODD.sub(" ", text)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"
