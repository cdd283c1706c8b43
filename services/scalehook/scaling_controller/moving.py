"""Moves the instances of an activity from one lifecycle state to another."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook_contracts.exact import maker
from scalehook_contracts.scaling_controller.instances import LifecycleState, LifecycleStateChanged

state_changed = maker(LifecycleStateChanged)


def settle(activity: Activity, home: LifecycleState, work: Work[State, Settings]) -> None:
    """Those that have not gone enter the state `home`; ones that were to go, the one that they left."""
    if not activity.shrinks:
        move(activity, home, work)
        return
    instances = work.state.groups[activity.group_id].instances
    by_state: dict[LifecycleState, list[str]] = {}
    for instance_id in activity.staying:
        by_state.setdefault(instances[instance_id].former, []).append(instance_id)
    for state, ids in by_state.items():
        _enter(ids, state, activity, work)


def move(activity: Activity, lifecycle_state: LifecycleState, work: Work[State, Settings]) -> None:
    """Those that have not gone enter this state, unless all are in it."""
    _enter(list(activity.staying), lifecycle_state, activity, work)


def are_in(activity: Activity, lifecycle_state: LifecycleState, work: Work[State, Settings]) -> bool:
    """Whether all that have not gone are in this state."""
    instances = work.state.groups[activity.group_id].instances
    return all(instances[i].lifecycle_state == lifecycle_state for i in activity.staying)


def _enter(
    ids: list[str], lifecycle_state: LifecycleState, activity: Activity, work: Work[State, Settings]
) -> None:
    instances = work.state.groups[activity.group_id].instances
    for instance_id in ids:
        if instances[instance_id].lifecycle_state != lifecycle_state:
            break
    else:
        return
    work.record(
        state_changed(
            scaling_group_id=activity.group_id,
            scaling_activity_id=activity.activity_id,
            lifecycle_state=lifecycle_state,
            instance_ids=ids,
        )
    )
