"""Scale-in: RDS whitelist at once → hooks → load balancer → release; ROLLBACK puts all back."""

from scalehook.kit import Work
from scalehook.scaling_controller import ending, scaling_out, waits
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, State
from scalehook_contracts.fleet.backend_servers import RemoveBackendServers
from scalehook_contracts.fleet.instances import ReleaseInstances
from scalehook_contracts.fleet.whitelists import RemoveAddressesFromWhitelists
from scalehook_contracts.scaling_controller.base import ActionResult


def withdraw(activity: Activity, work: Work[State, Settings]) -> None:
    """Take the chosen instances out of the databases' whitelists; then the hooks."""
    ending.move(activity, "Removing", work)
    databases, addresses = scaling_out.whitelisting(activity, work)
    if databases:
        work.send(RemoveAddressesFromWhitelists(db_instance_ids=databases, addresses=addresses))
    if not waits.begin(activity, work):
        conclude(activity, "CONTINUE", work)


def conclude(activity: Activity, result: ActionResult, work: Work[State, Settings]) -> None:
    """The hooks are over: away, or back into service."""
    if result == "ROLLBACK":
        scaling_out.admit(activity, work)
        ending.move(activity, "InService", work)
        message = f'"{activity.amount}" ECS instances are kept: a lifecycle hook rolled back'
        ending.end(activity, "Failed", message, work)
        return
    ending.move(activity, "Removing", work)
    balancers = work.state.groups[activity.group_id].load_balancer_ids
    if balancers:
        work.send(RemoveBackendServers(load_balancer_ids=balancers, instance_ids=activity.instance_ids))
    work.send(ReleaseInstances(instance_ids=activity.instance_ids))


def released(activity: Activity, work: Work[State, Settings]) -> None:
    """The instances are gone."""
    message = f'"{activity.amount}" ECS instances are removed'
    ending.end(activity, "Successful", message, work)
