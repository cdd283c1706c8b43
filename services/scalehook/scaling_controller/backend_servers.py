"""Back-end servers of the load balancers of a group: the activity's instances, put in and taken out."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook_contracts.fleet.backend_servers import AddBackendServers, RemoveBackendServers


def of(group: Group) -> list[str]:
    """The load balancers."""
    return group.load_balancer_ids


def attach(activity: Activity, work: Work[State, Settings]) -> None:
    """Have requests forwarded to the instances."""
    _change(AddBackendServers, activity, work)


def detach(activity: Activity, work: Work[State, Settings]) -> None:
    """Have none forwarded any more."""
    _change(RemoveBackendServers, activity, work)


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
