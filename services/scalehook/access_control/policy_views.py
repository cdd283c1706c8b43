"""Policies and their versions as they are shown, those of the system included."""

from collections.abc import Iterator

from scalehook.access_control.state import State
from scalehook.access_control.state.versions import Version
from scalehook.access_control.system_policies import NAMES, SYSTEM_POLICIES
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.access_control.policies import PolicyView
from scalehook_contracts.access_control.policy_versions import PolicyVersionView
from scalehook_contracts.errors.ram import EntityNotExistPolicy, EntityNotExistPolicyVersion

BEGINNING = iso_seconds(moment(0))  # of what was always there


def view_of(kind: str, name: str, state: State) -> PolicyView:
    """One policy; EntityNotExistPolicy when there is none of that type and name."""
    key = name.lower()
    count = len(state.holders.get(f"{kind}/{key}", ()))
    if kind == "System":
        return _system(key, count)
    created = state.policies.get(key)
    if created is None:
        raise EntityNotExistPolicy()
    versions = state.versions[key]
    return PolicyView(
        policy_name=created.policy_name,
        description=created.description,
        default_version=versions.default,
        create_date=iso_seconds(moment(created.created_at)),
        update_date=iso_seconds(moment(versions.updated_at)),
        attachment_count=count,
    )


def _system(key: str, count: int) -> PolicyView:
    if key not in NAMES:
        raise EntityNotExistPolicy()
    return PolicyView(
        policy_name=NAMES[key],
        policy_type="System",
        description="",
        create_date=BEGINNING,
        update_date=BEGINNING,
        attachment_count=count,
    )


def versions_of(kind: str, name: str, state: State) -> Iterator[PolicyVersionView]:
    """All versions, oldest first; a policy of the system has one."""
    default = view_of(kind, name, state).default_version
    if kind == "System":
        items = {"v1": Version(SYSTEM_POLICIES[name.lower()], 0)}
    else:
        items = state.versions[name.lower()].items
    for version_id, version in items.items():
        yield PolicyVersionView(
            version_id=version_id,
            is_default_version=version_id == default,
            policy_document=version.policy_document,
            create_date=iso_seconds(moment(version.created_at)),
        )


def version_of(kind: str, name: str, version_id: str, state: State) -> PolicyVersionView:
    """One version; EntityNotExistPolicyVersion when the policy has no such one."""
    for version in versions_of(kind, name, state):
        if version.version_id == version_id:
            return version
    raise EntityNotExistPolicyVersion()
