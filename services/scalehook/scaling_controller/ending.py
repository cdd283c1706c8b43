"""Moves the instances of an activity on, and ends it."""

from dataclasses import dataclass

from scalehook.kit import Work
from scalehook.kit.history import overdue
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook.scaling_controller.state.events.activities import ActivitiesForgotten
from scalehook_contracts.scaling_controller.activities import ActivityStatus, ScalingActivityEnded
from scalehook_contracts.scaling_controller.instances import LifecycleState, LifecycleStateChanged


@dataclass(frozen=True)
class Ending:
    """How an activity ends; `{amount}` is the number of its instances."""

    status: ActivityStatus
    message: str


def end(activity: Activity, how: Ending, work: Work[State, Settings]) -> None:
    """The activity is over; the group may scale again. What is over for long is forgotten."""
    capacity = len(work.state.groups[activity.group_id].instances)
    work.record(
        ScalingActivityEnded(
            scaling_activity_id=activity.activity_id,
            scaling_group_id=activity.group_id,
            status_code=how.status,
            status_message=how.message.format(amount=activity.amount),
            ended_at=work.now.timestamp(),
            total_capacity=capacity,
            auto_created_capacity=capacity,  # all instances are made by scaling
        )
    )
    forgotten = overdue(work.state.ended, work.now, work.settings)
    if forgotten:
        work.record(ActivitiesForgotten(scaling_activity_ids=forgotten))


def move(activity: Activity, lifecycle_state: LifecycleState, work: Work[State, Settings]) -> None:
    """All instances of the activity enter this state, if they are not in it."""
    instances = work.state.groups[activity.group_id].instances
    if all(instances[i].lifecycle_state == lifecycle_state for i in activity.instance_ids):
        return
    work.record(
        LifecycleStateChanged(
            scaling_group_id=activity.group_id,
            scaling_activity_id=activity.activity_id,
            lifecycle_state=lifecycle_state,
            instance_ids=activity.instance_ids,
        )
    )
