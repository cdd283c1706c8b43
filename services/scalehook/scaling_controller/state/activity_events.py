"""What events do to activities and lifecycle actions."""

from scalehook.scaling_controller.state.activity import Action, Activity
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller import (
    LifecycleActionEnded,
    LifecycleActionExtended,
    LifecycleActionStarted,
    ScalingActivityEnded,
    ScalingActivityStarted,
)


def scaling_activity_started(event: ScalingActivityStarted, state: State) -> None:
    """The group is busy with this activity."""
    state.activities[event.scaling_activity_id] = Activity(
        activity_id=event.scaling_activity_id,
        group_id=event.scaling_group_id,
        transition=event.lifecycle_transition,
        amount=event.amount,
        total_before=event.total_before,
        cause=event.cause,
        trigger_source_type=event.trigger_source_type,
        trigger_source_id=event.trigger_source_id,
        request_id=event.request_id,
        started_at=event.started_at,
        instance_ids=list(event.instance_ids),
    )
    state.groups[event.scaling_group_id].activity_id = event.scaling_activity_id


def scaling_activity_ended(event: ScalingActivityEnded, state: State) -> None:
    """The group is free again."""
    activity = state.activities[event.scaling_activity_id]
    activity.status = event.status_code
    activity.status_message = event.status_message
    activity.ended_at = event.ended_at
    state.groups[event.scaling_group_id].activity_id = ""


def lifecycle_action_started(event: LifecycleActionStarted, state: State) -> None:
    """One more wait."""
    state.places[event.lifecycle_action_token] = event.scaling_activity_id
    state.activities[event.scaling_activity_id].actions[event.lifecycle_action_token] = Action(
        token=event.lifecycle_action_token,
        hook_id=event.lifecycle_hook_id,
        default_result=event.default_result,
        started_at=event.started_at,
        deadline=event.deadline,
        instance_ids=list(event.instance_ids),
        result=event.default_result,
    )


def lifecycle_action_extended(event: LifecycleActionExtended, state: State) -> None:
    """The wait ends later."""
    action = state.activities[event.scaling_activity_id].actions[event.lifecycle_action_token]
    action.deadline = event.deadline
    action.extensions += 1


def lifecycle_action_ended(event: LifecycleActionEnded, state: State) -> None:
    """The wait is over."""
    action = state.activities[event.scaling_activity_id].actions[event.lifecycle_action_token]
    action.status = event.lifecycle_action_status
    action.result = event.lifecycle_action_result
    action.client_token = event.client_token
