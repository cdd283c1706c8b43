"""Begins scaling activities; what they then do is in `directions`."""

from scalehook.kit import Work
from scalehook.scaling_controller import proceeding
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook_contracts.errors.scaling import (
    IncorrectCapacityNoChange,
    IncorrectScalingGroupStatus,
    ScalingActivityInProgress,
)
from scalehook_contracts.scaling_controller.activities import ScalingActivityStarted
from scalehook_contracts.scaling_controller.base import Transition


def check_may_scale(group: Group, total: int) -> None:
    """The group is active, idle, and would change."""
    if not group.active:
        raise IncorrectScalingGroupStatus()
    if group.activity_id:
        raise ScalingActivityInProgress()
    if total == len(group.instances):
        raise IncorrectCapacityNoChange()


def begin(
    group: Group, total: int, reason: str, source: tuple[str, str], work: Work[State, Settings]
) -> str:
    """Bring the group to `total` instances; the activity's id."""
    before = len(group.instances)
    transition: Transition = "SCALE_OUT" if total > before else "SCALE_IN"
    leaving = [] if total > before else group.roster.first_to_go(before - total)
    started = ScalingActivityStarted(
        scaling_activity_id=work.new_id("asa-"),
        scaling_group_id=group.group_id,
        lifecycle_transition=transition,
        amount=abs(total - before),
        total_before=before,
        cause=f'{reason}, changing the Total Capacity from "{before}" to "{total}".',
        trigger_source_type=source[0],
        trigger_source_id=source[1],
        request_id=work.request_id,
        started_at=work.now.timestamp(),
        instance_ids=leaving,
    )
    work.record(started)
    proceeding.begin(work.state.activities[started.scaling_activity_id], work)
    return started.scaling_activity_id
