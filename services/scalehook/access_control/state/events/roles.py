"""What happens to roles."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control.roles import RoleCreated, RoleDeleted, RoleUpdated


def role_created(event: RoleCreated, state: State) -> None:
    """A role is there."""
    state.roles[event.role_name.lower()] = event


def role_updated(event: RoleUpdated, state: State) -> None:
    """All but its name and id is as the event says."""
    role = state.roles[event.role_name.lower()]
    changed = event.model_dump(exclude={"role_name"})
    state.roles[event.role_name.lower()] = role.model_copy(update=changed)


def role_deleted(event: RoleDeleted, state: State) -> None:
    """And no more."""
    del state.roles[event.role_name.lower()]
    state.tags.pop(f"role/{event.role_name.lower()}", None)
