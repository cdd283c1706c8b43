"""Policies in versions: read, listed, changed and deleted."""

from itertools import chain

from scalehook.access_control.listing import has_all, page_of, tags_of
from scalehook.access_control.policy_document import check_policy_text
from scalehook.access_control.policy_views import version_of, versions_of, view_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.access_control.state.versions import Versions
from scalehook.access_control.system_policies import NAMES
from scalehook.kit import Work
from scalehook_contracts.access_control.policies import ListedPolicy
from scalehook_contracts.access_control.policy_versions import (
    CreatePolicyVersion,
    DefaultPolicyVersionSet,
    DeletePolicy,
    DeletePolicyVersion,
    DescribedPolicy,
    GetPolicy,
    GetPolicyVersion,
    ListPolicies,
    ListPolicyVersions,
    PolicyDeleted,
    PolicyList,
    PolicyVersionCreated,
    PolicyVersionDeleted,
    PolicyVersionList,
    PolicyVersionReply,
    SetDefaultPolicyVersion,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ram import (
    DeleteConflictDefaultVersion,
    DeleteConflictPolicyGroup,
    DeleteConflictPolicyRole,
    DeleteConflictPolicyUser,
    DeleteConflictPolicyVersion,
    EntityNotExistPolicy,
    EntityNotExistPolicyVersion,
    LimitExceededPolicyVersion,
)

MOST_VERSIONS = 5
HELD_BY = {
    "user": DeleteConflictPolicyUser,
    "group": DeleteConflictPolicyGroup,
    "role": DeleteConflictPolicyRole,
}


def get_policy(command: GetPolicy, work: Work[State, Settings]) -> DescribedPolicy:
    """One policy, with the version that counts."""
    kind, name = command.policy_type, command.policy_name
    view = view_of(kind, name, work.state)
    default = version_of(kind, name, view.default_version, work.state)
    view = view.model_copy(update={"policy_document": "N/A"})
    return DescribedPolicy(policy=view, default_policy_version=default)


def list_policies(command: ListPolicies, work: Work[State, Settings]) -> PolicyList:
    """Custom ones as they were made, then the system's."""
    custom = (("Custom", name) for name in work.state.policies)
    system = (("System", name) for name in NAMES)
    wanted = command.policy_type
    both = chain(() if wanted == "System" else custom, () if wanted == "Custom" else system)
    fitting = (pair for pair in both if not command.tags or _has_tags(pair, command, work.state))
    page, rest = page_of(fitting, command.marker, command.max_items)
    return PolicyList(policies=[_listed(kind, name, work.state) for kind, name in page], **rest)


def delete_policy(command: DeletePolicy, work: Work[State, Settings]) -> Done:
    """Not while somebody has it, or while there are other versions, unless they are to go, too."""
    versions = _versions(command.policy_name, work.state)
    for principal in work.state.holders.get(f"Custom/{command.policy_name.lower()}", ()):
        raise HELD_BY[principal.partition("/")[0]]()
    if len(versions.items) > 1 and not command.cascading_delete:
        raise DeleteConflictPolicyVersion()
    work.record(PolicyDeleted(policy_name=command.policy_name))
    return Done()


def create_policy_version(
    command: CreatePolicyVersion, work: Work[State, Settings]
) -> PolicyVersionReply:
    """One more; where there are too many, the oldest that does not count goes, if that is said."""
    versions = _versions(command.policy_name, work.state)
    check_policy_text(command.policy_document)
    if len(versions.items) >= MOST_VERSIONS:
        if command.rotate_strategy == "None":
            raise LimitExceededPolicyVersion()
        oldest = next(each for each in versions.items if each != versions.default)
        work.record(PolicyVersionDeleted(policy_name=command.policy_name, version_id=oldest))
    created = PolicyVersionCreated(
        policy_name=command.policy_name,
        version_id=f"v{versions.latest + 1}",
        policy_document=command.policy_document,
        is_default=command.set_as_default,
        created_at=work.now.timestamp(),
    )
    work.record(created)
    made = version_of("Custom", command.policy_name, created.version_id, work.state)
    return PolicyVersionReply(policy_version=made)


def get_policy_version(command: GetPolicyVersion, work: Work[State, Settings]) -> PolicyVersionReply:
    """One version."""
    found = version_of(command.policy_type, command.policy_name, command.version_id, work.state)
    return PolicyVersionReply(policy_version=found)


def list_policy_versions(command: ListPolicyVersions, work: Work[State, Settings]) -> PolicyVersionList:
    """All of a policy."""
    found = versions_of(command.policy_type, command.policy_name, work.state)
    return PolicyVersionList(policy_versions=list(found))


def delete_policy_version(command: DeletePolicyVersion, work: Work[State, Settings]) -> Done:
    """Not the one that counts."""
    versions = _versions(command.policy_name, work.state)
    if command.version_id not in versions.items:
        raise EntityNotExistPolicyVersion()
    if command.version_id == versions.default:
        raise DeleteConflictDefaultVersion()
    work.record(PolicyVersionDeleted(policy_name=command.policy_name, version_id=command.version_id))
    return Done()


def set_default_policy_version(command: SetDefaultPolicyVersion, work: Work[State, Settings]) -> Done:
    """From the next call on, it counts."""
    if command.version_id not in _versions(command.policy_name, work.state).items:
        raise EntityNotExistPolicyVersion()
    event = DefaultPolicyVersionSet(
        policy_name=command.policy_name,
        version_id=command.version_id,
        updated_at=work.now.timestamp(),
    )
    work.record(event)
    return Done()


def _has_tags(pair: tuple[str, str], command: ListPolicies, state: State) -> bool:
    """Those of the system have none."""
    return pair[0] == "Custom" and has_all(f"policy/{pair[1]}", command.tags, state)


def _listed(kind: str, name: str, state: State) -> ListedPolicy:
    tags = tags_of(f"policy/{name}", state) if kind == "Custom" else []
    return ListedPolicy(**view_of(kind, name, state).model_dump(), tags=tags)


def _versions(name: str, state: State) -> Versions:
    versions = state.versions.get(name.lower())
    if versions is None:
        raise EntityNotExistPolicy()
    return versions
