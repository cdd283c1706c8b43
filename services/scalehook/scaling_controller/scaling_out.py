"""Scale-out: launch → running → RDS whitelist → hooks → load balancer → in service.

With ABANDON or ROLLBACK in the end the new instances are released again.
"""

from scalehook.kit import Work
from scalehook.scaling_controller import ending
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook_contracts.fleet.backend_servers import AddBackendServers
from scalehook_contracts.fleet.instances import LaunchInstances, ReleaseInstances
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists, RemoveAddressesFromWhitelists
from scalehook_contracts.scaling_controller.base import ActionResult


def launch(activity: Activity, work: Work[State, Settings]) -> None:
    """Have the instances created as the active configuration says."""
    group = work.state.groups[activity.group_id]
    configuration_id = group.active_configuration_id
    wanted = group.configurations[configuration_id].request
    work.send(
        LaunchInstances(
            scaling_activity_id=activity.activity_id,
            scaling_group_id=group.group_id,
            amount=activity.amount,
            scaling_configuration_id=configuration_id,
            image_id=wanted.image_id or wanted.image_name,
            instance_type=wanted.instance_type or next(iter(wanted.instance_types), ""),
            security_group_id=wanted.security_group_id or next(iter(wanted.security_group_ids), ""),
            v_switch_id=next(iter(group.request.v_switch_ids), group.request.v_switch_id),
            instance_name=wanted.instance_name,
            host_name=wanted.host_name,
            user_data=wanted.user_data,
            ram_role_name=wanted.ram_role_name,
        )
    )


def admit(activity: Activity, work: Work[State, Settings]) -> None:
    """All instances run: let them into the databases' whitelists."""
    databases, addresses = whitelisting(activity, work)
    if databases:
        work.send(AddAddressesToWhitelists(db_instance_ids=databases, addresses=addresses))


def conclude(activity: Activity, result: ActionResult, work: Work[State, Settings]) -> None:
    """The hooks are over: into service, or away."""
    group = work.state.groups[activity.group_id]
    if result == "CONTINUE":
        if group.load_balancer_ids:
            work.send(
                AddBackendServers(
                    load_balancer_ids=group.load_balancer_ids, instance_ids=activity.instance_ids
                )
            )
        ending.move(activity, "InService", work)
        message = f'"{activity.amount}" ECS instances are added'
        ending.end(activity, "Successful", message, work)
        return
    ending.move(activity, "Removing", work)
    databases, addresses = whitelisting(activity, work)
    if databases:
        work.send(RemoveAddressesFromWhitelists(db_instance_ids=databases, addresses=addresses))
    work.send(ReleaseInstances(instance_ids=activity.instance_ids))


def released(activity: Activity, work: Work[State, Settings]) -> None:
    """The abandoned instances are gone."""
    message = f'"{activity.amount}" ECS instances are released: a lifecycle hook ended the scale-out'
    ending.end(activity, "Failed", message, work)


def whitelisting(activity: Activity, work: Work[State, Settings]) -> tuple[list[str], list[str]]:
    """The databases, and the private addresses of the activity's instances."""
    group = work.state.groups[activity.group_id]
    addresses = [group.instances[i].private_ip_address for i in activity.instance_ids]
    return group.db_instance_ids, addresses
