"""Instances that are replaced by Auto Scaling itself: unhealthy ones, and those whose time is over."""

from collections.abc import Sequence

from scalehook.kit import Work
from scalehook.scaling_controller import activities, capacity, lifetimes
from scalehook.scaling_controller.activities import Change
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, Instance, State
from scalehook.scaling_controller.state.events.groups import SizeToRestore
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.scaling_controller.instances import HealthStatus, InstanceHealthChanged

UNHEALTHY = Trigger.of_ess("Instances are unhealthy")
TOO_OLD = Trigger.of_ess("The lifetime of instances is over")
BALANCED = Trigger.of_ess("The number of instances is what it was before")


def heal(group: Group, work: Work[State, Settings]) -> None:
    """Have all unhealthy instances removed, whatever is left; what is then missing is seen to later."""
    ailing = group.roster.ailing if group.checks_health else []
    if not ailing or not _may_heal(group):
        return
    for instance in ailing:
        set_health(instance, "Unhealthy", work)
    _remove(group, ailing, UNHEALTHY, work)


def renew(group: Group, work: Work[State, Settings]) -> None:
    """Have the instances removed whose time is over, and as many launched afterwards."""
    old = lifetimes.over(group, work.now.timestamp())
    if old and capacity.refusal(group, "SCALE_IN", TOO_OLD) is None and not group.running:
        work.record(SizeToRestore(scaling_group_id=group.group_id, size=group.heading))
        _remove(group, old, TOO_OLD, work)


def return_to_size(group: Group, work: Work[State, Settings]) -> None:
    """The group was larger or smaller for a while: it is brought back to its size."""
    size = group.size_to_restore
    if size is None or group.running:
        return
    work.record(SizeToRestore(scaling_group_id=group.group_id, size=None))
    may = group.active and not group.deleting
    if may and size != group.heading and (size > group.heading or group.roster.first_to_go(1)):
        capacity.scale(group, size, BALANCED, work)


def set_health(instance: Instance, health: HealthStatus, work: Work[State, Settings]) -> None:
    """It is healthy, or unhealthy, from now on."""
    if instance.health != health:
        work.record(
            InstanceHealthChanged(
                scaling_group_id=instance.group_id,
                instance_id=instance.instance_id,
                health_status=health,
                at=work.now.timestamp(),
            )
        )


def _may_heal(group: Group) -> bool:
    """In the midst of something larger, too, while no activity runs."""
    if group.occupied:
        return group.active and not group.running
    return capacity.refusal(group, "SCALE_IN", UNHEALTHY) is None


def _remove(
    group: Group, instances: Sequence[Instance], trigger: Trigger, work: Work[State, Settings]
) -> None:
    """By an activity with all hooks. They are never kept for later."""
    ids, before = [instance.instance_id for instance in instances], group.heading
    change = Change("scale-in", len(ids), ids, remove_policy="release")
    activities.begin(group, change, trigger.cause(before, before - len(ids)), trigger, work)
