"""Moves the instances of an activity from one lifecycle state to another."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook_contracts.scaling_controller.instances import LifecycleState, LifecycleStateChanged


def move(activity: Activity, lifecycle_state: LifecycleState, work: Work[State, Settings]) -> None:
    """Those that have not gone enter this state, unless all are in it."""
    instances = work.state.groups[activity.group_id].instances
    if all(instances[i].lifecycle_state == lifecycle_state for i in activity.staying):
        return
    work.record(
        LifecycleStateChanged(
            scaling_group_id=activity.group_id,
            scaling_activity_id=activity.activity_id,
            lifecycle_state=lifecycle_state,
            instance_ids=list(activity.staying),
        )
    )
