"""What events do to roles, policies and users."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control import (
    PolicyAttached,
    PolicyCreated,
    PolicyDetached,
    RoleCreated,
    UserCreated,
)


def role_created(event: RoleCreated, state: State) -> None:
    """A role is there."""
    state.roles[event.role_name.lower()] = event


def policy_created(event: PolicyCreated, state: State) -> None:
    """A policy is there."""
    state.policies[event.policy_name.lower()] = event


def user_created(event: UserCreated, state: State) -> None:
    """A user is there."""
    state.users[event.user_name.lower()] = event


def policy_attached(event: PolicyAttached, state: State) -> None:
    """The principal may do more."""
    policies = state.attached.setdefault(event.principal, [])
    policies.append(f"{event.policy_type}/{event.policy_name.lower()}")


def policy_detached(event: PolicyDetached, state: State) -> None:
    """The principal may do less."""
    state.attached[event.principal].remove(f"{event.policy_type}/{event.policy_name.lower()}")
