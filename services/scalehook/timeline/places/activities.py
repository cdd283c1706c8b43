"""Scaling activities, and the instances in them."""

from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden
from scalehook.timeline.node import Node


def started(fact: Fact, garden: Garden) -> None:
    """The root of a tree; `who` has started it."""
    way, amount = fact.text("LifecycleTransition") or "activity", fact.text("Amount")
    title = f"{way} of {amount} in {fact.text('ScalingGroupId')}"
    node = garden.begin("activity", fact.text("ScalingActivityId"), fact, title, fact.time("StartedAt"))
    source, name = fact.text("TriggerSourceType"), fact.text("TriggerSourceId")
    node.who = " ".join(filter(None, (source, name)))
    node.marks |= {*fact.texts("InstanceIds"), name, fact.flow}
    if cause := fact.text("Cause"):
        garden.moment(node, fact, cause)


def rejected(fact: Fact, garden: Garden) -> None:
    """It never began."""
    started(fact, garden)
    activity = garden.node("activity", fact.text("ScalingActivityId"))
    activity.end(fact.at, f"Rejected: {fact.text('ErrorMessage')}")


def ended(fact: Fact, garden: Garden) -> None:
    """With its result."""
    node = garden.begun("activity", fact.text("ScalingActivityId"))
    if node is not None:
        said = fact.text("ErrorMessage") or fact.text("StatusMessage")
        node.end(fact.time("EndedAt") or fact.at, f"{fact.text('StatusCode')}: {said}")


def added(fact: Fact, garden: Garden) -> None:
    """An instance of the activity."""
    _instance(fact.text("InstanceId"), fact, garden)


def started_instance(fact: Fact, garden: Garden) -> None:
    """It runs."""
    node = _instance(fact.text("InstanceId"), fact, garden)
    garden.moment(node, fact, "runs")


def state_changed(fact: Fact, garden: Garden) -> None:
    """Of each of the instances."""
    for instance_id in fact.texts("InstanceIds"):
        node = _instance(instance_id, fact, garden)
        state = fact.text("LifecycleState")
        garden.moment(node, fact, state)
        node.outcome = state


def removed(fact: Fact, garden: Garden) -> None:
    """It is not in the group any more."""
    node = _instance(fact.text("InstanceId"), fact, garden)
    node.outcome = "released" if fact.body.get("Released", True) else "removed"
    garden.moment(node, fact, node.outcome)


def not_created(fact: Fact, garden: Garden) -> None:
    """They are not to be had."""
    node = garden.known("activity", fact.text("ScalingActivityId"))
    garden.moment(node, fact, f"{fact.text('Amount')} not created: {fact.text('Code')}")


def _instance(instance_id: str, fact: Fact, garden: Garden) -> Node:
    """The instance in this activity: a later one may have it, too."""
    activity = fact.text("ScalingActivityId")
    garden.around("activity", activity)
    node = garden.node("instance", f"{activity}/{instance_id}")
    node.title, node.at = f"instance {instance_id}", node.at or fact.at
    node.marks.add(instance_id)
    garden.put(node.key, ("activity", activity))
    return node


PLACES = {
    "scaling_controller.scaling_activity_started": started,
    "scaling_controller.scaling_activity_rejected": rejected,
    "scaling_controller.scaling_activity_ended": ended,
    "scaling_controller.scaling_instance_added": added,
    "scaling_controller.scaling_instance_started": started_instance,
    "scaling_controller.lifecycle_state_changed": state_changed,
    "scaling_controller.scaling_instance_removed": removed,
    "fleet.instances_not_created": not_created,
}
