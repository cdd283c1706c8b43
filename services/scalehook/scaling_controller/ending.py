"""The last step of every scaling activity."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook_contracts.scaling_controller.activities import ActivityStatus, ScalingActivityEnded
from scalehook_contracts.scaling_controller.instances import LifecycleState, LifecycleStateChanged


def end(activity: Activity, status: ActivityStatus, message: str, work: Work[State, Settings]) -> None:
    """The activity is over; the group may scale again."""
    work.record(
        ScalingActivityEnded(
            scaling_activity_id=activity.activity_id,
            scaling_group_id=activity.group_id,
            status_code=status,
            status_message=message,
            ended_at=work.now.timestamp(),
        )
    )


def move(activity: Activity, lifecycle_state: LifecycleState, work: Work[State, Settings]) -> None:
    """All instances of the activity enter this state."""
    work.record(
        LifecycleStateChanged(
            scaling_group_id=activity.group_id,
            scaling_activity_id=activity.activity_id,
            lifecycle_state=lifecycle_state,
            instance_ids=activity.instance_ids,
        )
    )
