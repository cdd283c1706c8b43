"""The longest life of instances: when the next one is over."""

from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, Instance, State
from scalehook_contracts.scaling_controller.capacity import ContinueScalingGroup

REPLACEABLE = frozenset({"Pending", "Pending:Wait", "InService"})


def over(group: Group, now: float) -> list[Instance]:
    """The instances in service whose time is over."""
    lifetime = group.request.max_instance_lifetime
    if not lifetime:
        return []
    found = []
    for instance in group.instances.values():  # in the order in which they came
        if instance.created_at + lifetime > now:
            break
        if instance.lifecycle_state == "InService" and instance.entrusted:
            found.append(instance)
    return found


def watch(group: Group, work: Work[State, Settings]) -> None:
    """Have the group look when the first of its instances is too old. Of those that are, and could not
    be replaced, it looks again after a while.
    """
    lifetime = group.request.max_instance_lifetime if group.active else None
    first = next(filter(_mortal, group.instances.values()), None) if lifetime else None
    if not lifetime or first is None:
        return
    soonest = work.now.timestamp() + work.settings.capacity_check_seconds
    at = moment(max(first.created_at + lifetime, soonest))
    command = ContinueScalingGroup(scaling_group_id=group.group_id)
    work.schedule(timer(group), at, command)


def timer(group: Group) -> str:
    """The key of the timer at which the group looks at the ages of its instances."""
    return f"lifetime/{group.group_id}"


def _mortal(instance: Instance) -> bool:
    return instance.entrusted and instance.lifecycle_state in REPLACEABLE
