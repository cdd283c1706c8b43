"""Lifecycle actions: a wait each, with its heartbeats and its end."""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden


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
    node = garden.known("action", fact.text("LifecycleActionToken"))
    until = fact.time("Deadline")
    said = f"heartbeat: until {until:%H:%M:%S}" if until else "heartbeat"
    garden.moment(node, fact, said, fact.caller)
    if node is not None and node.awaited:
        node.until = until


def ended(fact: Fact, garden: Garden) -> None:
    """By hand, by its default result, or since there was nothing to wait for any more."""
    node = garden.known("action", fact.text("LifecycleActionToken"))
    status, result = fact.text("LifecycleActionStatus"), fact.text("LifecycleActionResult")
    if node is not None:
        node.end(fact.at, f"{status}: {result}")
        node.who = fact.caller if status == "Completed" else ""


PLACES = {
    "scaling_controller.lifecycle_action_started": started,
    "scaling_controller.lifecycle_action_extended": extended,
    "scaling_controller.lifecycle_action_ended": ended,
}
