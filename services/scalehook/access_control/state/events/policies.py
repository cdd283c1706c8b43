"""What happens to policies."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control.policies import PolicyAttached, PolicyCreated, PolicyDetached


def policy_created(event: PolicyCreated, state: State) -> None:
    """A policy is there."""
    state.policies[event.policy_name.lower()] = event


def policy_attached(event: PolicyAttached, state: State) -> None:
    """The principal may do more."""
    policies = state.attached.setdefault(event.principal, [])
    policies.append(f"{event.policy_type}/{event.policy_name.lower()}")


def policy_detached(event: PolicyDetached, state: State) -> None:
    """The principal may do less."""
    state.attached[event.principal].remove(f"{event.policy_type}/{event.policy_name.lower()}")
