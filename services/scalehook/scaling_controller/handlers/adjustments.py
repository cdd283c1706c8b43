"""Scaling without a rule."""

from scalehook.kit import Work
from scalehook.scaling_controller import (
    adjusting,
    capacity,
    client_tokens,
    hook_contexts,
    planning,
    rule_checks,
    sizing,
)
from scalehook.scaling_controller.activities import ALL_HOOKS
from scalehook.scaling_controller.adjusting import Manner
from scalehook.scaling_controller.lookups import check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import ScalingActivityInProgress
from scalehook_contracts.scaling_controller.adjustments import Adjustment, ScaleWithAdjustment

NOT_AT_ONCE = (
    'The specified value of parameter "{name}" is not valid: it needs SyncActivity, since the group '
    "expects a number of instances and sees to it later."
)


def scale_with_adjustment(command: ScaleWithAdjustment, work: Work[State, Settings]) -> Adjustment:
    """Begin the activity that is asked for, or say what it would create."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return _answer(earlier)
    group = group_of(command.scaling_group_id, work.state)
    _check(command, group)
    start = group.heading if command.parallel_task else capacity.base(group)
    magnitude = command.min_adjustment_magnitude or 0
    wanted = sizing.new_total(command.adjustment_type, command.adjustment_value, magnitude, start)
    trigger = Trigger.of_caller(work, "A user requests to scale the scaling group")
    if command.execution_mode == "PlanOnly":
        total = adjusting.checked(group, wanted, start, trigger, work)
        return Adjustment(plan_result=planning.plan(group, total, work))
    manner = Manner(
        at_once=command.sync_activity,
        hooks=hook_contexts.checked(command.lifecycle_hook_context, group),
        metadata=command.activity_metadata,
    )
    activity_id = adjusting.adjust(group, wanted, start, trigger, manner, work)
    client_tokens.remember(command, command.client_token, activity_id, work)
    return _answer(activity_id)


def _answer(activity_id: str) -> Adjustment:
    if not activity_id:
        return Adjustment(activity_type="CapacityChange")
    return Adjustment(scaling_activity_id=activity_id)


def _check(command: ScaleWithAdjustment, group: Group) -> None:
    sizing.check_adjustment(command.adjustment_type, command.adjustment_value)
    rule_checks.check_magnitude(command.adjustment_type, command.min_adjustment_magnitude)
    if group.request.desired_capacity is None:
        if command.parallel_task:  # it does one thing at a time
            raise InvalidParameter(name="ParallelTask")
    elif command.sync_activity:
        if group.running and not command.parallel_task:
            raise ScalingActivityInProgress()
    else:
        _check_later(command)


def _check_later(command: ScaleWithAdjustment) -> None:
    """Nothing that would have to be kept for the activity that begins some day."""
    given = {
        "LifecycleHookContext": command.lifecycle_hook_context != ALL_HOOKS,
        "ActivityMetadata": command.activity_metadata,
        "ParallelTask": command.parallel_task,
    }
    for name, value in given.items():
        if value:
            raise InvalidParameter(NOT_AT_ONCE.format(name=name))
