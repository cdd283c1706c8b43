"""Messages in queues and topics: who has received them, and what became of them."""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden
from scalehook.timeline.node import Node


def enqueued(fact: Fact, garden: Garden) -> None:
    """It waits in a queue for whoever receives it."""
    title = f"message in queue {fact.text('QueueName')}"
    node = garden.begin("message", fact.text("MessageId"), fact, title)
    if publication := fact.text("PublicationId"):
        garden.put(node.key, ("topic message", publication))
    else:
        garden.put_in_flow(node, fact, "bus event", "action")


def received(fact: Fact, garden: Garden) -> None:
    """Somebody has it in hand, until it is visible again."""
    node = garden.known("message", fact.text("MessageId"))
    garden.moment(node, fact, _hidden("received", fact), fact.caller)


def visibility_changed(fact: Fact, garden: Garden) -> None:
    """It is hidden for longer, or given back."""
    node = garden.known("message", fact.text("MessageId"))
    garden.moment(node, fact, _hidden("visibility changed", fact), fact.caller)


def deleted(fact: Fact, garden: Garden) -> None:
    """Its reader has done with it."""
    _end(garden.known("message", fact.text("MessageId")), fact, "deleted", fact.caller)


def dead_lettered(fact: Fact, garden: Garden) -> None:
    """It was received too often."""
    place = fact.text("DeadLetterQueue")
    _end(garden.known("message", fact.text("MessageId")), fact, f"dead letter in {place}", "")


def published(fact: Fact, garden: Garden) -> None:
    """To all subscriptions that fit."""
    message_id = fact.text("MessageId")
    node = garden.begin("topic message", message_id, fact, f"message to topic {fact.text('TopicName')}")
    names = fact.texts("SubscriptionNames")
    node.end(fact.at, f"to {', '.join(names)}" if names else "to nobody")
    garden.put_in_flow(node, fact, "bus event", "action")


def _end(node: Node | None, fact: Fact, outcome: str, who: str) -> None:
    if node is not None:
        node.end(fact.at, outcome)
        node.who = who


def _hidden(what: str, fact: Fact) -> str:
    until = fact.time("NextVisibleTime")
    return f"{what}, hidden until {until:%H:%M:%S}" if until else what


PLACES = {
    "message_service.message_enqueued": enqueued,
    "message_service.message_received": received,
    "message_service.message_visibility_changed": visibility_changed,
    "message_service.message_deleted": deleted,
    "message_service.message_dead_lettered": dead_lettered,
    "message_service.message_published": published,
}
