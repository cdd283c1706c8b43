"""Notifications of lifecycle actions, attempt by attempt."""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden
from scalehook.timeline.node import Node


def sent(fact: Fact, garden: Garden) -> None:
    """The receiver has it. What it has is below."""
    node = _notification(fact, garden)
    node.end(fact.at, f"sent at attempt {fact.text('Attempts')}")
    if message_id := fact.text("MessageId"):
        node.marks.add(message_id)
        for kind in ("message", "topic message", "execution"):
            garden.put((kind, message_id), node.key)


def attempt_failed(fact: Fact, garden: Garden) -> None:
    """There will be another."""
    node = _notification(fact, garden)
    garden.moment(node, fact, f"attempt {fact.text('Attempts')} failed: {fact.text('Reason')}")


def failed(fact: Fact, garden: Garden) -> None:
    """It was given up."""
    node = _notification(fact, garden)
    node.end(fact.at, f"failed after {fact.text('Attempts')}: {fact.text('Reason')}")


def struck(fact: Fact, garden: Garden) -> None:
    """Somebody wanted it so."""
    node = _notification(fact, garden)
    garden.moment(node, fact, f"fault {fact.text('Kind')}")


def _notification(fact: Fact, garden: Garden) -> Node:
    token, receiver = fact.text("LifecycleActionToken"), fact.text("NotificationArn")
    node = garden.node("notification", token)
    node.title = f"notification to {receiver}" if receiver else node.title or "notification"
    node.at, node.lasts = node.at or fact.at, True
    garden.put(node.key, ("action", token))
    return node


PLACES = {
    "notification_dispatcher.notification_sent": sent,
    "notification_dispatcher.notification_attempt_failed": attempt_failed,
    "notification_dispatcher.notification_failed": failed,
    "notification_dispatcher.notification_fault_struck": struck,
}
