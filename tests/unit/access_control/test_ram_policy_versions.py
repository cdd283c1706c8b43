"""Policies in versions, and who has them."""

from typing import Any

import pytest

from scalehook.access_control.state.events.policies import policy_created
from scalehook.access_control.state.root import State
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.attachments import (
    DetachPolicyFromUser,
    ListEntitiesForPolicy,
    ListPoliciesForRole,
    ListPoliciesForUser,
)
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    AttachPolicyToUser,
    DetachPolicyFromRole,
    PolicyCreated,
)
from scalehook_contracts.access_control.policy_versions import (
    CreatePolicyVersion,
    DeletePolicy,
    DeletePolicyVersion,
    GetPolicy,
    GetPolicyVersion,
    ListPolicies,
    ListPolicyVersions,
    SetDefaultPolicyVersion,
)
from scalehook_contracts.access_control.users import CreateUser
from scalehook_contracts.errors import ApiError
from support.ram_documents import ROLE, policy, role

NAME = "policy-0"
CUSTOM: Any = {"policy_type": "Custom", "policy_name": NAME}
ADMIN: Any = {"policy_type": "System", "policy_name": "administratoraccess"}


@pytest.fixture
def worker(ram: Rehearsal) -> Rehearsal:
    """The role has the policy, which allows one action."""
    role(ram, policy("ess:One"))
    return ram


def code_of(ram: Rehearsal, command: Any) -> str:
    with pytest.raises(ApiError) as caught:
        ram.ask(command)
    return caught.value.code


def add(ram: Rehearsal, action: str = "ess:Two", **more: Any) -> str:
    command = CreatePolicyVersion(policy_name=NAME, policy_document=policy(action), **more)
    return ram.ask(command).policy_version.version_id


def may(ram: Rehearsal, action: str) -> bool:
    try:
        ram.ask(CheckAccess(principal=ROLE, action=action, resources=["x"]))
    except ApiError:
        return False
    return True


def versions(ram: Rehearsal) -> list[tuple[str, bool]]:
    listed = ram.ask(ListPolicyVersions(**CUSTOM)).policy_versions
    return [(each.version_id, each.is_default_version) for each in listed]


def test_the_default_version_counts(worker: Rehearsal) -> None:
    """From the moment when it is set, and again when it is set back."""
    assert add(worker) == "v2"
    assert (may(worker, "ess:One"), may(worker, "ess:Two")) == (True, False)
    worker.ask(SetDefaultPolicyVersion(policy_name=NAME, version_id="v2"))
    assert (may(worker, "ess:One"), may(worker, "ess:Two")) == (False, True)
    assert versions(worker) == [("v1", False), ("v2", True)]
    assert add(worker, "ess:*", set_as_default=True) == "v3"
    assert may(worker, "ess:One")


def test_five_versions_at_most(worker: Rehearsal) -> None:
    """The oldest that does not count makes room, if that is said; no number comes twice."""
    for _ in range(4):
        add(worker)
    full = CreatePolicyVersion(policy_name=NAME, policy_document=policy("*"))
    assert code_of(worker, full) == "LimitExceeded.Policy.Version"
    assert add(worker, rotate_strategy="DeleteOldestNonDefaultVersionWhenLimitExceeded") == "v6"
    assert [version for version, _ in versions(worker)] == ["v1", "v3", "v4", "v5", "v6"]
    worker.ask(DeletePolicyVersion(policy_name=NAME, version_id="v6"))
    assert add(worker) == "v7"


def test_what_is_refused(worker: Rehearsal) -> None:
    """Each with its documented code."""
    assert code_of(worker, DeletePolicyVersion(policy_name=NAME, version_id="v1")) == (
        "DeleteConflict.Policy.Version.Default"
    )
    missing: list[Any] = [
        DeletePolicyVersion(policy_name=NAME, version_id="v9"),
        SetDefaultPolicyVersion(policy_name=NAME, version_id="v9"),
        GetPolicyVersion(version_id="v9", **CUSTOM),
        GetPolicyVersion(version_id="v2", **ADMIN),
    ]
    assert {code_of(worker, command) for command in missing} == {"EntityNotExist.Policy.Version"}
    nowhere: list[Any] = [
        GetPolicy(policy_type="System", policy_name=NAME),
        GetPolicy(policy_type="Custom", policy_name="none"),
        DeletePolicy(policy_name="AdministratorAccess"),
        ListEntitiesForPolicy(policy_type="Custom", policy_name="none"),
    ]
    assert {code_of(worker, command) for command in nowhere} == {"EntityNotExist.Policy"}
    wrong = CreatePolicyVersion(policy_name=NAME, policy_document="{}")
    assert code_of(worker, wrong) == "MalformedPolicyDocument"


def test_a_policy_is_deleted_when_nobody_has_it(worker: Rehearsal) -> None:
    """With its other versions only if that is said; its name is free then."""
    delete = DeletePolicy(policy_name=NAME)
    assert code_of(worker, delete) == "DeleteConflict.Policy.Role"
    worker.ask(DetachPolicyFromRole(role_name="Worker", **CUSTOM))
    add(worker)
    assert code_of(worker, delete) == "DeleteConflict.Policy.Version"
    worker.ask(DeletePolicy(policy_name=NAME, cascading_delete=True))
    assert code_of(worker, GetPolicy(**CUSTOM)) == "EntityNotExist.Policy"


def test_policies_are_described_and_listed(worker: Rehearsal) -> None:
    """In pages; custom ones first, then the system's."""
    described = worker.ask(GetPolicy(**CUSTOM))
    assert described.policy.attachment_count == 1
    assert described.default_policy_version.policy_document == policy("ess:One")
    assert worker.ask(GetPolicy(**ADMIN)).policy.policy_name == "AdministratorAccess"
    first = worker.ask(ListPolicies(max_items=1))
    assert ([each.policy_name for each in first.policies], first.is_truncated) == ([NAME], True)
    rest = worker.ask(ListPolicies(marker=first.marker or ""))
    assert {each.policy_type for each in rest.policies} == {"System"}
    assert not rest.is_truncated
    only = worker.ask(ListPolicies(policy_type="System"))
    assert only.policies == rest.policies


def test_who_has_what(worker: Rehearsal) -> None:
    """From both sides, with the time when it was attached."""
    worker.ask(CreateUser(user_name="alice"))
    worker.advance(60)
    worker.ask(AttachPolicyToUser(user_name="Alice", **CUSTOM))
    worker.ask(AttachPolicyToRole(role_name="worker", **ADMIN))
    holders = worker.ask(ListEntitiesForPolicy(**CUSTOM))
    assert [(each.user_name, each.attach_date[-9:]) for each in holders.users] == [
        ("alice", "00:01:00Z")
    ]
    assert [each.role_name for each in holders.roles] == ["Worker"]
    of_role = worker.ask(ListPoliciesForRole(role_name="WORKER")).policies
    assert [each.policy_name for each in of_role] == [NAME, "AdministratorAccess"]
    worker.ask(DetachPolicyFromUser(user_name="alice", **CUSTOM))
    assert worker.ask(ListPoliciesForUser(user_name="alice")).policies == []
    again = DetachPolicyFromUser(user_name="alice", **CUSTOM)
    assert code_of(worker, again) == "EntityNotExist.User.Policy"
    assert worker.ask(ListEntitiesForPolicy(**CUSTOM)).users == []


def test_a_state_of_before_there_were_versions() -> None:
    """Its policies have one, and what is attached is found from both sides."""
    created = PolicyCreated(policy_name="Old", policy_document=policy("*"), description="", created_at=5)
    new = State()
    policy_created(created, new)
    old = State(policies={"old": created}, attached={"user/u": ["Custom/old"]})
    assert old.versions == new.versions
    assert old.holders == {"Custom/old": {"user/u": None}}


def test_all_survives_a_restart(worker: Rehearsal) -> None:
    """Versions, and which of them counts."""
    add(worker, set_as_default=True)
    before = worker.state
    worker.restart()
    assert worker.state == before
    assert worker.state.holders == before.holders
    assert may(worker, "ess:Two")
