"""What happens to policies."""

from scalehook.access_control.state.root import State
from scalehook.access_control.state.versions import Versions
from scalehook_contracts.access_control.policies import (
    PolicyAttached,
    PolicyCreated,
    PolicyDescribed,
    PolicyDetached,
)
from scalehook_contracts.access_control.policy_versions import PolicyDeleted


def policy_created(event: PolicyCreated, state: State) -> None:
    """A policy is there."""
    state.policies[event.policy_name.lower()] = event
    state.versions[event.policy_name.lower()] = Versions.of(event)


def policy_deleted(event: PolicyDeleted, state: State) -> None:
    """And no more."""
    del state.policies[event.policy_name.lower()]
    del state.versions[event.policy_name.lower()]
    state.tags.pop(f"policy/{event.policy_name.lower()}", None)


def policy_described(event: PolicyDescribed, state: State) -> None:
    """In other words."""
    key = event.policy_name.lower()
    described = {"description": event.description}
    state.policies[key] = state.policies[key].model_copy(update=described)
    state.versions[key].updated_at = event.updated_at


def policy_attached(event: PolicyAttached, state: State) -> None:
    """The principal may do more."""
    policy = f"{event.policy_type}/{event.policy_name.lower()}"
    state.attached.setdefault(event.principal, []).append(policy)
    state.attached_at.setdefault(event.principal, {})[policy] = event.attached_at
    state.holders.setdefault(policy, {})[event.principal] = None


def policy_detached(event: PolicyDetached, state: State) -> None:
    """The principal may do less."""
    policy = f"{event.policy_type}/{event.policy_name.lower()}"
    state.attached[event.principal].remove(policy)
    state.attached_at.get(event.principal, {}).pop(policy, None)
    del state.holders[policy][event.principal]
    if not state.holders[policy]:
        del state.holders[policy]
