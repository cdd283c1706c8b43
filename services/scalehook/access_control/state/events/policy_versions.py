"""What happens to the versions of policies."""

from scalehook.access_control.state.root import State
from scalehook.access_control.state.versions import Version
from scalehook_contracts.access_control.policy_versions import (
    DefaultPolicyVersionSet,
    PolicyVersionCreated,
    PolicyVersionDeleted,
)


def policy_version_created(event: PolicyVersionCreated, state: State) -> None:
    """One more."""
    versions = state.versions[event.policy_name.lower()]
    versions.items[event.version_id] = Version(event.policy_document, event.created_at)
    versions.latest = int(event.version_id[1:])
    versions.updated_at = event.created_at
    if event.is_default:
        versions.default = event.version_id


def policy_version_deleted(event: PolicyVersionDeleted, state: State) -> None:
    """One less."""
    del state.versions[event.policy_name.lower()].items[event.version_id]


def default_policy_version_set(event: DefaultPolicyVersionSet, state: State) -> None:
    """Another counts."""
    versions = state.versions[event.policy_name.lower()]
    versions.default = event.version_id
    versions.updated_at = event.updated_at
