"""How many instances a group has and should have: whether it may change, and brings it there."""

from collections.abc import Callable

from scalehook.kit import Work
from scalehook.scaling_controller import activities, sizing
from scalehook.scaling_controller.activities import ALL_HOOKS, Change
from scalehook.scaling_controller.ending import check_timer
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import (
    IncorrectCapacityNoChange,
    IncorrectScalingGroupStatus,
    ScalingActivityInProgress,
)
from scalehook_contracts.scaling_controller.activities import CourseName, LifecycleHookContext
from scalehook_contracts.scaling_controller.base import Transition
from scalehook_contracts.scaling_controller.capacity import (
    ContinueScalingGroup,
    DesiredCapacityChanged,
)

PROCESSES: dict[Transition, str] = {"SCALE_OUT": "ScaleOut", "SCALE_IN": "ScaleIn"}
OFF_BALANCE = Trigger.of_ess("The number of instances is not what the group should have")


def check(group: Group, transition: Transition, trigger: Trigger, work: Work[State, Settings]) -> None:
    """Refuses an activity of this direction that may not begin now."""
    problem = refusal(group, transition, trigger)
    if problem is not None:
        raise problem


def refusal(group: Group, transition: Transition, trigger: Trigger) -> ApiError | None:
    """Why an activity of this direction may not begin now; None when it may."""
    if not group.active or PROCESSES[transition] in group.suspended:
        return IncorrectScalingGroupStatus()
    if group.occupied or (group.running and not _may_join(group, trigger)):
        return ScalingActivityInProgress()
    return None


def scale(
    group: Group,
    total: int,
    trigger: Trigger,
    work: Work[State, Settings],
    *,
    context: LifecycleHookContext = ALL_HOOKS,
    metadata: str = "",
    beginning: Callable[[str], None] | None = None,
) -> str:
    """Begin the activity that brings the group to `total` instances, or as near as one activity may; its
    id, which `beginning` is told before anything is done.
    """
    before = group.heading
    after, leaving = _within_reach(group, before, total, work.settings)
    course: CourseName = "scale-out" if after > before else "scale-in"
    change = Change(course, abs(after - before), leaving, hooks=context, metadata=metadata)
    cause = trigger.cause(before, after)
    return activities.begin(group, change, cause, trigger, work, joining=beginning)


def reach(group: Group, total: int, settings: Settings) -> tuple[int, list[str]]:
    """How near to `total` instances one activity brings the group, and which leave it for that; refuses
    what would change nothing.
    """
    return _within_reach(group, group.heading, total, settings)


def _within_reach(group: Group, before: int, total: int, settings: Settings) -> tuple[int, list[str]]:
    after = sizing.at_once(total, before, settings.max_scaling_instances)
    leaving = group.roster.first_to_go(before - after) if after < before else []
    if after == before or (after < before and not leaving):
        raise IncorrectCapacityNoChange()
    return after, leaving


def keep(group: Group, work: Work[State, Settings], trigger: Trigger = OFF_BALANCE) -> None:
    """Begin what the group's limits, or the number that it expects, ask for; unless it may not now: the
    end of what runs brings it here again. `trigger` is what has changed them.
    """
    goal, heading = group.goal, group.heading
    direction: Transition = "SCALE_OUT" if goal > heading else "SCALE_IN"
    if refusal(group, direction, trigger) is not None:
        return
    if goal > heading or (goal < heading and group.roster.first_to_go(1)):
        scale(group, goal, trigger, work)


def expect(group: Group, total: int, work: Work[State, Settings]) -> None:
    """The group expects so many instances from now on."""
    if total != group.request.desired_capacity:
        work.record(
            DesiredCapacityChanged(
                scaling_group_id=group.group_id,
                desired_capacity=total,
                at=work.now.timestamp(),
            )
        )


def keep_soon(group: Group, work: Work[State, Settings]) -> None:
    """Look at the number that the group expects in a little while: who changes it again is in time."""
    command = ContinueScalingGroup(scaling_group_id=group.group_id)
    work.schedule_in(check_timer(group), work.settings.expected_capacity_seconds, command)


def stable(group: Group) -> int:
    """The instances that neither come nor go."""
    counts = group.counts()
    return counts["InService"] + counts["Protected"] + counts["Standby"]


def base(group: Group) -> int:
    """The number of instances that an adjustment starts from."""
    return group.heading if group.request.desired_capacity is None else stable(group)


def _may_join(group: Group, trigger: Trigger) -> bool:
    """Groups that expect a number of instances do several things at once, but for what alarms ask."""
    if group.request.desired_capacity is None or trigger.kind == "Cms":
        return False
    return all(activity.trigger_source_type != "Cms" for activity in group.running.values())
