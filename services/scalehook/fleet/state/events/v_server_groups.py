"""What happens to groups of servers of load balancers."""

from scalehook.fleet.state.load_balancers import VServerGroup
from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.v_server_groups import (
    VServerGroupChanged,
    VServerGroupCreated,
    VServerGroupDeleted,
)


def v_server_group_created(event: VServerGroupCreated, state: State) -> None:
    """One more."""
    group = VServerGroup(event)
    state.load_balancers[event.load_balancer_id].v_server_groups[event.v_server_group_id] = group
    state.back_ends.v_server_groups[event.v_server_group_id] = group
    state.back_ends.put("VServerGroup", event.v_server_group_id, event.servers)


def v_server_group_changed(event: VServerGroupChanged, state: State) -> None:
    """Its servers."""
    state.back_ends.put("VServerGroup", event.v_server_group_id, event.servers)


def v_server_group_deleted(event: VServerGroupDeleted, state: State) -> None:
    """One less."""
    state.back_ends.put("VServerGroup", event.v_server_group_id, [])
    del state.back_ends.v_server_groups[event.v_server_group_id]
    del state.load_balancers[event.load_balancer_id].v_server_groups[event.v_server_group_id]
