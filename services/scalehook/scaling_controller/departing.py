"""Instances of an activity leave their group: released, stopped and kept for later, or let go."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, Instance, State
from scalehook_contracts.fleet.instances import ParkInstances, ReleaseInstances
from scalehook_contracts.scaling_controller.instances import ScalingInstanceRemoved

RECYCLING = ("recycle", "forcerecycle")


def depart(activity: Activity, work: Work[State, Settings]) -> None:
    """Each by what it is: those made by scaling, or entrusted to it, are released or kept stopped, as
    the group's policy says; others only leave. A group that is deleted keeps none.
    """
    group = work.state.groups[activity.group_id]
    keeps = group.request.scaling_policy in RECYCLING and not group.deleting
    ours = [i for i in activity.staying if group.instances[i].entrusted]
    leaving = [i for i in activity.staying if not group.instances[i].entrusted]
    if ours:
        kind = ParkInstances if keeps else ReleaseInstances
        work.send(kind(instance_ids=ours, scaling_activity_id=activity.activity_id))
    _let_go(leaving, activity, group, work)


def detach(activity: Activity, work: Work[State, Settings]) -> None:
    """All of them only leave, and run on."""
    group = work.state.groups[activity.group_id]
    _let_go(list(activity.staying), activity, group, work)


def all_gone(activity: Activity) -> bool:
    """Whether none is left."""
    return not activity.staying


def remove(instance: Instance, activity_id: str, work: Work[State, Settings]) -> None:
    """An instance belongs to its group no more."""
    work.record(
        ScalingInstanceRemoved(
            scaling_group_id=instance.group_id,
            scaling_activity_id=activity_id,
            instance_id=instance.instance_id,
        )
    )


def _let_go(ids: list[str], activity: Activity, group: Group, work: Work[State, Settings]) -> None:
    for instance_id in ids:
        remove(group.instances[instance_id], activity.activity_id, work)
