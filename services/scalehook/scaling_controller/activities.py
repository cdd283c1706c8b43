"""Begins scaling activities, and notes those that may not begin; what they then do is in `courses`."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from scalehook.kit import Work
from scalehook.kit.clock.moments import unix_seconds
from scalehook.scaling_controller import event_notifications, proceeding
from scalehook.scaling_controller.courses import COURSES
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors import ApiError
from scalehook_contracts.exact import maker
from scalehook_contracts.scaling_controller.activities import (
    CourseName,
    LifecycleHookContext,
    RemovePolicy,
    ScalingActivityRejected,
    ScalingActivityStarted,
)
from scalehook_contracts.scaling_controller.base import Transition

activity_started = maker(ScalingActivityStarted)

ALL_HOOKS = LifecycleHookContext()
NO_HOOKS = LifecycleHookContext(disable_lifecycle_hook=True)


class Change(NamedTuple):
    """What an activity is to do: which course, with how many instances, and which, where they are there
    already. `resources` are the load balancers, server groups and databases that it is about; none: all
    of the group's. `remove_policy` is what becomes of instances that go; none: what the group says.
    """

    course: CourseName
    amount: int
    instance_ids: Sequence[str] = ()
    hooks: LifecycleHookContext = ALL_HOOKS
    metadata: str = ""
    refresh_task_id: str = ""
    resources: Sequence[str] = ()
    remove_policy: RemovePolicy = ""


def begin(
    group: Group,
    change: Change,
    cause: str,
    trigger: Trigger,
    work: Work[State, Settings],
    *,
    joining: Callable[[str], None] | None = None,
) -> str:
    """Begin it, whatever else goes on; its id. `joining` is told the id, and records which instances
    join the group with it.
    """
    started = _started(group, change, cause, trigger, work)
    work.record(started)
    activity = work.state.activities[started.scaling_activity_id]
    if joining is not None:
        joining(activity.activity_id)
    event_notifications.of_activity(activity, work)
    proceeding.begin(activity, work)
    return activity.activity_id


def reject(
    group: Group,
    transition: Transition,
    trigger: Trigger,
    problem: ApiError,
    work: Work[State, Settings],
) -> str:
    """Nobody is there to be refused: the activity that may not begin is noted as `Rejected`; its id."""
    created = group.roster.created
    rejected = ScalingActivityRejected(
        scaling_activity_id=work.new_id("asa-"),
        scaling_group_id=group.group_id,
        lifecycle_transition=transition,
        cause=f"{trigger.reason}.",
        trigger_source_type=trigger.kind,
        trigger_source_id=trigger.source,
        request_id=work.request_id,
        rejected_at=unix_seconds(work.now),
        total_capacity=len(group.instances),
        auto_created_capacity=created["AutoCreated"],
        attached_capacity=len(group.instances) - created["AutoCreated"],
        error_code=problem.code,
        error_message=problem.message,
    )
    work.record(rejected)
    event_notifications.of_activity(work.state.activities[rejected.scaling_activity_id], work)
    return rejected.scaling_activity_id


def _started(
    group: Group, change: Change, cause: str, trigger: Trigger, work: Work[State, Settings]
) -> ScalingActivityStarted:
    return activity_started(
        scaling_activity_id=work.new_id("asa-"),
        scaling_group_id=group.group_id,
        lifecycle_transition=COURSES[change.course].transition,
        amount=change.amount,
        total_before=len(group.instances),
        cause=cause,
        trigger_source_type=trigger.kind,
        trigger_source_id=trigger.source,
        request_id=work.request_id,
        started_at=unix_seconds(work.now),
        instance_ids=list(change.instance_ids),
        course=change.course,
        lifecycle_hook_context=change.hooks,
        activity_metadata=change.metadata,
        instance_refresh_task_id=change.refresh_task_id,
        resources=list(change.resources),
        remove_policy=change.remove_policy,
    )
