"""Events on buses of EventBridge, and the targets that get them."""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden
from scalehook.timeline.node import Node


def received(fact: Fact, garden: Garden) -> None:
    """An event of a hook bears its action's token as its id."""
    event_id = fact.text("EventId")
    title = f"{fact.text('EventType')} on bus {fact.text('EventBusName')}"
    node = garden.begin("bus event", event_id, fact, title)
    node.lasts = False
    garden.put(node.key, ("notification", event_id))  # which there is only if it is a hook's


def delivered(fact: Fact, garden: Garden) -> None:
    """A target has taken it."""
    node = garden.node("delivery", fact.text("DeliveryId"))
    place = " ".join(filter(None, (fact.text("Receiver"), fact.text("Name"))))
    node.title, node.at = f"delivered to {place or 'its target'}", fact.at
    node.outcome = f"at attempt {fact.text('Attempts')}"
    _put(node, fact, garden)
    if message_id := fact.text("MessageId"):
        for kind in ("message", "topic message"):
            garden.put((kind, message_id), node.key)


def dropped(fact: Fact, garden: Garden) -> None:
    """A target will not have it."""
    node = garden.node("delivery", fact.text("DeliveryId"))
    node.title, node.at = f"target {fact.text('TargetId')} of rule {fact.text('RuleName')}", fact.at
    node.outcome = f"dropped: {fact.text('Reason')}"
    _put(node, fact, garden)


def _put(node: Node, fact: Fact, garden: Garden) -> None:
    """Older journals do not say which event it is."""
    if event_id := fact.text("EventId"):
        garden.put(node.key, ("bus event", event_id))
    else:
        garden.put_in_flow(node, fact, "bus event")


PLACES = {
    "event_bus.event_received": received,
    "event_bus.event_delivered": delivered,
    "event_bus.event_dropped": dropped,
}
