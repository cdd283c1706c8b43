"""What happens to activities."""

from scalehook.scaling_controller.state.activities import Activity
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.activities import (
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
