"""Pushes of topics to subscribers, attempt by attempt."""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden


def begun(fact: Fact, garden: Garden) -> None:
    """It lasts until it is taken or given up."""
    title = f"push by subscription {fact.text('SubscriptionName')}"
    node = garden.begin("push", fact.text("PushId"), fact, title)
    garden.put(node.key, ("topic message", fact.text("MessageId")))


def failed(fact: Fact, garden: Garden) -> None:
    """There will be another attempt."""
    node = garden.known("push", fact.text("PushId"))
    if node is not None:
        node.until = fact.time("NextAttemptTime")
        garden.moment(node, fact, f"attempt failed: {fact.text('Reason')}")


def succeeded(fact: Fact, garden: Garden) -> None:
    """The subscriber has it."""
    node = garden.known("push", fact.text("PushId"))
    if node is not None:
        node.end(fact.at, f"taken at attempt {fact.text('Attempts')}")


def discarded(fact: Fact, garden: Garden) -> None:
    """It was given up."""
    node = garden.known("push", fact.text("PushId"))
    if node is not None:
        node.end(fact.at, f"given up: {fact.text('Reason')}")


PLACES = {
    "message_service.push_begun": begun,
    "message_service.push_failed": failed,
    "message_service.push_succeeded": succeeded,
    "message_service.push_discarded": discarded,
}
