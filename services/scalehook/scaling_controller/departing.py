"""Instances of an activity leave their group: released, stopped and kept for later, or let go."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, Instance, State
from scalehook_contracts.exact import maker
from scalehook_contracts.fleet.instances import ParkInstances, ReleaseInstances
from scalehook_contracts.scaling_controller.instances import ScalingInstanceRemoved

instance_removed, release_instances = maker(ScalingInstanceRemoved), maker(ReleaseInstances)

RECYCLING = ("recycle", "forcerecycle")


def depart(activity: Activity, work: Work[State, Settings]) -> None:
    """Each by what it is: those made by scaling, or entrusted to it, are released or kept stopped, as
    the group's policy says; others only leave, and so do those that are no more. A group that is deleted
    keeps none.
    """
    group = work.state.groups[activity.group_id]
    ours: list[str] = []
    leaving: list[str] = []
    for instance_id in activity.staying:
        instance = group.instances[instance_id]
        released = instance.entrusted and instance.status != "Released"
        (ours if released else leaving).append(instance_id)
    if ours:
        kind = ParkInstances if _keeps(activity, group) else release_instances
        work.send(kind(instance_ids=ours, scaling_activity_id=activity.activity_id))
    _let_go(leaving, activity, group, work)


def detach(activity: Activity, work: Work[State, Settings]) -> None:
    """All of them only leave, and run on."""
    group = work.state.groups[activity.group_id]
    _let_go(list(activity.staying), activity, group, work)


def all_gone(activity: Activity) -> bool:
    """Whether none is left."""
    return not activity.staying


def remove(
    instance: Instance, activity_id: str, work: Work[State, Settings], *, released: bool = True
) -> None:
    """An instance belongs to its group no more: it is gone, or it only left."""
    work.record(
        instance_removed(
            scaling_group_id=instance.group_id,
            scaling_activity_id=activity_id,
            instance_id=instance.instance_id,
            released=released,
        )
    )


def _keeps(activity: Activity, group: Group) -> bool:
    recycles = group.request.scaling_policy in RECYCLING and activity.remove_policy != "release"
    return recycles and not group.deleting


def _let_go(ids: list[str], activity: Activity, group: Group, work: Work[State, Settings]) -> None:
    for instance_id in ids:
        instance = group.instances[instance_id]
        released = instance.status == "Released"
        remove(instance, activity.activity_id, work, released=released)
