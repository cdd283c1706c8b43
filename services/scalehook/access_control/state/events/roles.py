"""What happens to roles."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control.roles import RoleCreated, RoleDeleted


def role_created(event: RoleCreated, state: State) -> None:
    """A role is there."""
    state.roles[event.role_name.lower()] = event


def role_deleted(event: RoleDeleted, state: State) -> None:
    """And no more."""
    del state.roles[event.role_name.lower()]
