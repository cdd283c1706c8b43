"""How many instances a group has and should have: whether it may change, and brings it there."""

from scalehook.kit import Work
from scalehook.scaling_controller import activities
from scalehook.scaling_controller.activities import ALL_HOOKS, Change
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.scaling import (
    IncorrectCapacityNoChange,
    IncorrectScalingGroupStatus,
    ScalingActivityInProgress,
)
from scalehook_contracts.scaling_controller.activities import LifecycleHookContext
from scalehook_contracts.scaling_controller.base import Transition

OFF_BALANCE = Trigger.of_ess("The number of instances is not what the group should have")


def check(group: Group, transition: Transition, trigger: Trigger, work: Work[State, Settings]) -> None:
    """Refuses an activity of this direction that may not begin now."""
    if not group.active:
        raise IncorrectScalingGroupStatus()
    if group.running and not _may_join(group, trigger, work):
        raise ScalingActivityInProgress()


def scale(
    group: Group,
    total: int,
    trigger: Trigger,
    work: Work[State, Settings],
    *,
    context: LifecycleHookContext = ALL_HOOKS,
    metadata: str = "",
) -> str:
    """Begin the activity that brings the group to `total` instances; its id."""
    before = group.heading
    if total == before:
        raise IncorrectCapacityNoChange()
    if total > before:
        change = Change("scale-out", total - before, hooks=context, metadata=metadata)
    else:
        leaving = group.roster.first_to_go(before - total)
        change = Change("scale-in", before - total, leaving, hooks=context, metadata=metadata)
    cause = f'{trigger.reason}, changing the Total Capacity from "{before}" to "{total}".'
    return activities.begin(group, change, cause, trigger, work)


def keep(group: Group, work: Work[State, Settings], trigger: Trigger = OFF_BALANCE) -> None:
    """Begin what the group's limits, or the number that it expects, ask for; unless it may not now: the
    end of what runs brings it here again. `trigger` is what has changed them.
    """
    goal = group.goal
    if goal == group.heading or not group.active:
        return
    if group.running and not _may_join(group, trigger, work):
        return
    if goal > group.heading or group.roster.first_to_go(1):
        scale(group, goal, trigger, work)


def stable(group: Group) -> int:
    """The instances that neither come nor go."""
    counts = group.counts()
    return counts["InService"] + counts["Protected"] + counts["Standby"]


def _may_join(group: Group, trigger: Trigger, work: Work[State, Settings]) -> bool:
    """Groups that expect a number of instances do several things at once, but for what alarms ask."""
    if group.request.desired_capacity is None or trigger.kind == "Cms":
        return False
    return all(activity.trigger_source_type != "Cms" for activity in group.running.values())
