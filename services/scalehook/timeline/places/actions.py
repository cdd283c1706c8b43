"""Lifecycle actions: a wait each, with its heartbeats and its end."""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden
from scalehook.timeline.node import Node


def started(fact: Fact, garden: Garden) -> None:
    """It waits until its deadline, and is awaited."""
    token, hook = fact.text("LifecycleActionToken"), fact.text("LifecycleHookName")
    title = f"hook {hook} holds {', '.join(fact.texts('InstanceIds'))}"
    node = garden.begin("action", token, fact, title, fact.time("StartedAt"))
    node.until = fact.time("Deadline")
    node.outcome = f"else {fact.text('DefaultResult')}"
    node.marks |= {*fact.texts("InstanceIds"), fact.text("LifecycleHookId"), hook}
    garden.put(node.key, ("activity", fact.text("ScalingActivityId")))


def extended(fact: Fact, garden: Garden) -> None:
    """A heartbeat."""
    node = _action(fact, garden)
    until = fact.time("Deadline")
    said = f"heartbeat: until {until:%H:%M:%S}" if until else "heartbeat"
    garden.moment(node, fact, said, fact.caller)
    if node is not None and node.ended_at is None:
        node.lasts, node.until = True, until


def ended(fact: Fact, garden: Garden) -> None:
    """By hand, by its default result, or since there was nothing to wait for any more."""
    node = _action(fact, garden)
    status, result = fact.text("LifecycleActionStatus"), fact.text("LifecycleActionResult")
    if node is not None:
        node.end(fact.at, f"{status}: {result}")
        node.who = fact.caller if status == "Completed" else ""


def _action(fact: Fact, garden: Garden) -> Node | None:
    """It goes on, below its activity."""
    node = garden.begun("action", fact.text("LifecycleActionToken"))
    above = garden.around("activity", fact.text("ScalingActivityId"))
    if node is not None and above is not None:
        garden.put(node.key, above.key)
    return node


PLACES = {
    "scaling_controller.lifecycle_action_started": started,
    "scaling_controller.lifecycle_action_extended": extended,
    "scaling_controller.lifecycle_action_ended": ended,
}
