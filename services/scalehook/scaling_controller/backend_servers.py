"""Back-end servers of the load balancers of a group: the activity's instances, put in and taken out."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, Instance, State
from scalehook_contracts.fleet.backend_servers import (
    AddBackendServers,
    RemoveBackendServers,
    SetServerWeights,
)


def of(group: Group) -> list[str]:
    """The load balancers."""
    return group.load_balancer_ids


def attach(activity: Activity, work: Work[State, Settings]) -> None:
    """Have requests forwarded to the instances."""
    _change(AddBackendServers, activity, work)


def detach(activity: Activity, work: Work[State, Settings]) -> None:
    """Have none forwarded any more."""
    _change(RemoveBackendServers, activity, work)


def bench(activity: Activity, work: Work[State, Settings]) -> None:
    """Have nothing new forwarded to the instances, which stay where they are."""
    set_weight(activity, 0, work)


def unbench(activity: Activity, work: Work[State, Settings]) -> None:
    """Have requests forwarded to them again."""
    set_weight(activity, None, work)


def set_weight(activity: Activity, weight: int | None, work: Work[State, Settings]) -> None:
    """Give the instances this weight where they serve; None: each its own again."""
    group = work.state.groups[activity.group_id]
    if not group.load_balancer_ids:
        return
    weights = {i: group.weight_of(group.instances[i]) for i in activity.staying}
    work.send(
        SetServerWeights(
            load_balancer_ids=group.load_balancer_ids,
            weights=weights if weight is None else dict.fromkeys(weights, weight),
            scaling_activity_id=activity.activity_id,
        )
    )


def forget(instance: Instance, group: Group, work: Work[State, Settings]) -> None:
    """An instance is no more: nothing is forwarded to it, and nobody waits for that."""
    if group.load_balancer_ids:
        work.send(
            RemoveBackendServers(
                load_balancer_ids=group.load_balancer_ids, instance_ids=[instance.instance_id]
            )
        )


def _change(
    command: type[AddBackendServers | RemoveBackendServers],
    activity: Activity,
    work: Work[State, Settings],
) -> None:
    group = work.state.groups[activity.group_id]
    if not group.load_balancer_ids:
        return
    work.send(
        command(
            load_balancer_ids=group.load_balancer_ids,
            instance_ids=list(activity.staying),
            scaling_activity_id=activity.activity_id,
        )
    )
