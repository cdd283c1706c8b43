"""Back-end servers: the fleet says when they have changed."""

from scalehook.kit import Work
from scalehook.scaling_controller import proceeding
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.resources import ServersCounted
from scalehook_contracts.fleet.back_ends import ResourceFoundMissing
from scalehook_contracts.fleet.backend_servers import BackendServersChanged
from scalehook_contracts.fleet.server_groups import ServerGroupChanged
from scalehook_contracts.fleet.v_server_groups import VServerGroupChanged


def on_backend_servers_changed(event: BackendServersChanged, work: Work[State, Settings]) -> None:
    """The activity that had it changed goes on, if that was the last one."""
    balancer_id, amount = event.load_balancer_id, len(event.servers or event.instance_ids)
    known = work.state.resources.load_balancers.get(balancer_id)
    if known is None or known.servers != amount:
        work.record(ServersCounted(load_balancer_id=balancer_id, amount=amount))
    proceeding.note_change(event.scaling_activity_id, balancer_id, work)


def on_v_server_group_changed(event: VServerGroupChanged, work: Work[State, Settings]) -> None:
    """The same for a group of servers of a load balancer."""
    proceeding.note_change(event.scaling_activity_id, event.v_server_group_id, work)


def on_server_group_changed(event: ServerGroupChanged, work: Work[State, Settings]) -> None:
    """The same for a server group."""
    proceeding.note_change(event.scaling_activity_id, event.server_group_id, work)


def on_resource_found_missing(event: ResourceFoundMissing, work: Work[State, Settings]) -> None:
    """Whatever it was: the activity goes on without."""
    proceeding.note_change(event.scaling_activity_id, event.resource_id, work)
