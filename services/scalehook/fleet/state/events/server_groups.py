"""What happens to server groups of ALB."""

from scalehook.fleet.state.root import State
from scalehook.fleet.state.server_groups import ServerGroup
from scalehook_contracts.fleet.server_groups import (
    ServerGroupChanged,
    ServerGroupCreated,
    ServerGroupDeleted,
)


def server_group_created(event: ServerGroupCreated, state: State) -> None:
    """One more."""
    group = state.server_groups[event.server_group_id] = ServerGroup(event)
    state.listings.add_server_group(group)


def server_group_changed(event: ServerGroupChanged, state: State) -> None:
    """Its servers."""
    state.back_ends.put("ServerGroup", event.server_group_id, event.servers)


def server_group_deleted(event: ServerGroupDeleted, state: State) -> None:
    """One less."""
    state.back_ends.put("ServerGroup", event.server_group_id, [])
    state.listings.drop_server_group(state.server_groups.pop(event.server_group_id))
