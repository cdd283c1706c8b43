"""Users, groups, roles, policies and keys that are changed."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.attachments import (
    AttachPolicyToGroup,
    ListEntitiesForPolicy,
    ListPoliciesForUser,
)
from scalehook_contracts.access_control.groups import (
    AddUserToGroup,
    CreateGroup,
    GetGroup,
    ListGroupsForUser,
    ListUsersForGroup,
    UpdateGroup,
)
from scalehook_contracts.access_control.keys import (
    CreateAccessKey,
    DeleteAccessKey,
    GetAccessKeyLastUsed,
    ListAccessKeys,
    ResolveAccessKey,
    UpdateAccessKey,
)
from scalehook_contracts.access_control.policies import (
    AttachPolicyToUser,
    CreatePolicy,
    UpdatePolicyDescription,
)
from scalehook_contracts.access_control.policy_versions import GetPolicy
from scalehook_contracts.access_control.roles import CreateRole, GetRole, UpdateRole
from scalehook_contracts.access_control.sts import AssumeRole
from scalehook_contracts.access_control.users import CreateUser, GetUser, UpdateUser
from support.ram_documents import ACCOUNT, policy, role, trust
from support.refusals import refusal

READ: Any = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}
ARN = f"acs:ram::{ACCOUNT}:"
EARLY, LATER = "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"


def may(ram: Rehearsal, user: str) -> bool:
    check = CheckAccess(principal=f"{ARN}user/{user}", action="ess:DescribeX", resources=["x"])
    return bool(refusal_or_none(ram, check) is None)


def refusal_or_none(ram: Rehearsal, command: Any) -> Any:
    reply = ram.play(command).reply
    return getattr(reply, "code", None)


@pytest.fixture
def staff(ram: Rehearsal) -> Rehearsal:
    """Alice in a group that may read, with a key and a policy of her own."""
    ram.ask(CreateUser(user_name="alice", email="a@example.com", comments="first"))
    ram.ask(CreateGroup(group_name="staff"))
    ram.ask(AddUserToGroup(user_name="alice", group_name="staff"))
    ram.ask(AttachPolicyToGroup(group_name="staff", **READ))
    return ram


def test_a_user_keeps_everything_under_another_name(staff: Rehearsal) -> None:
    """Key, group and policies; the old name is nobody's, and what is not given stays."""
    staff.ask(
        AttachPolicyToUser(user_name="alice", policy_type="System", policy_name="AliyunOOSFullAccess")
    )
    key_id = staff.ask(CreateAccessKey(user_name="alice")).access_key.access_key_id
    staff.advance(60)
    user = staff.ask(
        UpdateUser(user_name="ALICE", new_user_name="Eve", new_comments="", new_mobile_phone="1")
    ).user
    assert (user.user_name, user.email, user.comments, user.mobile_phone) == (
        "Eve",
        "a@example.com",
        "",
        "1",
    )
    assert (user.create_date, user.update_date) == (EARLY, LATER)
    assert refusal(lambda: staff.ask(GetUser(user_name="alice"))) == "EntityNotExist.User"
    assert staff.ask(ResolveAccessKey(access_key_id=key_id)).principal == f"{ARN}user/Eve"
    assert [k.access_key_id for k in staff.ask(ListAccessKeys(user_name="eve")).access_keys] == [key_id]
    assert [g.group_name for g in staff.ask(ListGroupsForUser(user_name="eve")).groups] == ["staff"]
    assert [u.user_name for u in staff.ask(ListUsersForGroup(group_name="staff")).users] == ["Eve"]
    assert len(staff.ask(ListPoliciesForUser(user_name="eve")).policies) == 1
    held: Any = {"policy_type": "System", "policy_name": "AliyunOOSFullAccess"}
    assert [u.user_name for u in staff.ask(ListEntitiesForPolicy(**held)).users] == ["Eve"]
    assert [may(staff, "Eve"), may(staff, "alice")] == [True, False]
    before = staff.state
    staff.restart()
    assert staff.state == before


def test_letters_of_a_users_name(staff: Rehearsal) -> None:
    """A change of their case alone is none of the name; a name that is taken is refused."""
    staff.ask(UpdateUser(user_name="alice", new_user_name="Alice"))
    assert staff.ask(GetUser(user_name="alice")).user.user_name == "Alice"
    assert may(staff, "Alice")
    staff.ask(CreateUser(user_name="bob"))
    taken = UpdateUser(user_name="alice", new_user_name="BOB")
    assert refusal(lambda: staff.ask(taken)) == "EntityAlreadyExists.User"


def test_a_group_keeps_everything_under_another_name(staff: Rehearsal) -> None:
    """Its users may do what it may; a name that is taken is refused."""
    staff.advance(60)
    group = staff.ask(UpdateGroup(group_name="staff", new_group_name="Crew", new_comments="all")).group
    assert (group.group_name, group.comments, group.update_date) == ("Crew", "all", LATER)
    assert refusal(lambda: staff.ask(GetGroup(group_name="staff"))) == "EntityNotExist.Group"
    assert [g.group_name for g in staff.ask(ListGroupsForUser(user_name="alice")).groups] == ["Crew"]
    assert [g.group_name for g in staff.ask(ListEntitiesForPolicy(**READ)).groups] == ["Crew"]
    assert may(staff, "alice")
    staff.ask(CreateGroup(group_name="other"))
    taken = UpdateGroup(group_name="crew", new_group_name="Other")
    assert refusal(lambda: staff.ask(taken)) == "EntityAlreadyExists.Group"
    before = staff.state
    staff.restart()
    assert staff.state == before


def test_a_role_is_changed(ram: Rehearsal) -> None:
    """Its trust at once, for the next who assumes it; a document that is none changes nothing."""
    role(ram)
    ram.advance(60)
    bob = f"{ARN}user/bob"
    change: Any = {"new_max_session_duration": 7200, "new_allow_console_login": True}
    changed = ram.ask(
        UpdateRole(
            role_name="worker",
            new_assume_role_policy_document=trust(RAM=bob),
            new_description="d",
            **change,
        )
    ).role
    assert (changed.max_session_duration, changed.allow_console_login) == (7200, True)
    assert changed.role_principal_name == f"Worker@role.{ACCOUNT}.onaliyunservice.com"
    assert (changed.description, changed.create_date, changed.update_date) == ("d", EARLY, LATER)
    assume = AssumeRole(role_arn=f"{ARN}role/Worker", role_session_name="s1", duration_seconds=7200)
    ram.ask(assume, caller=bob)
    wrong = UpdateRole(role_name="worker", new_assume_role_policy_document="{}")
    assert refusal(lambda: ram.ask(wrong)) == "MalformedPolicyDocument"
    assert ram.ask(GetRole(role_name="worker")).role == changed
    assert refusal(lambda: ram.ask(UpdateRole(role_name="none"))) == "EntityNotExist.Role"


def test_a_policy_is_described_in_other_words(ram: Rehearsal) -> None:
    """One of the system's is nobody's to describe."""
    ram.ask(CreatePolicy(policy_name="p", policy_document=policy("*"), description="old"))
    ram.advance(60)
    described = ram.ask(UpdatePolicyDescription(policy_name="P", new_description="new")).policy
    assert (described.description, described.update_date) == ("new", LATER)
    found = ram.ask(GetPolicy(policy_type="Custom", policy_name="p")).policy
    assert (found.description, found.policy_document) == ("new", "N/A")
    system = UpdatePolicyDescription(policy_name="AdministratorAccess", new_description="mine")
    assert refusal(lambda: ram.ask(system)) == "EntityNotExist.Policy"


def test_a_key_that_is_switched_off(staff: Rehearsal) -> None:
    """It signs nothing, and is not gone."""
    key_id = staff.ask(CreateAccessKey(user_name="alice")).access_key.access_key_id
    names: Any = {"user_name": "alice", "user_access_key_id": key_id}
    staff.ask(UpdateAccessKey(status="Inactive", **names))
    resolve = ResolveAccessKey(access_key_id=key_id)
    assert refusal(lambda: staff.ask(resolve)) == "InvalidAccessKeyId.Inactive"
    assert [key.status for key in staff.ask(ListAccessKeys(user_name="alice")).access_keys] == [
        "Inactive"
    ]
    staff.ask(UpdateAccessKey(status="Active", **names))
    staff.ask(resolve)
    unknown = UpdateAccessKey(user_name="alice", user_access_key_id="none", status="Active")
    assert refusal(lambda: staff.ask(unknown)) == "EntityNotExist.User.AccessKey"


def test_keys_of_the_one_that_calls(staff: Rehearsal) -> None:
    """Need no name; the account and a role have none of their own."""
    alice = f"{ARN}user/alice"
    key_id = staff.ask(CreateAccessKey(), caller=alice).access_key.access_key_id
    own = staff.ask(ListAccessKeys(), caller=alice)
    assert own == staff.ask(ListAccessKeys(user_name="alice"))
    assert key_id in [key.access_key_id for key in own.access_keys]
    staff.ask(DeleteAccessKey(user_access_key_id=key_id), caller=alice)
    for caller in ("root", f"{ARN}assumed-role/r/s"):
        assert refusal(lambda who=caller: staff.ask(ListAccessKeys(), caller=who)) == "MissingUserName"


def test_when_a_key_was_used(staff: Rehearsal) -> None:
    """Known to the minute: most requests leave nothing in the journal."""
    key_id = staff.ask(CreateAccessKey(user_name="alice")).access_key.access_key_id
    last = GetAccessKeyLastUsed(user_name="alice", user_access_key_id=key_id)
    assert staff.ask(last).access_key_last_used.last_used_date is None
    resolve = ResolveAccessKey(access_key_id=key_id)
    changed = [staff.play(resolve).changed]
    for seconds in (59, 1):
        staff.advance(seconds)
        changed.append(staff.play(resolve).changed)
    assert changed == [True, False, True]
    assert staff.ask(last).access_key_last_used.last_used_date == LATER


def test_the_source_of_a_session_is_told_back(ram: Rehearsal) -> None:
    """And has a form of its own."""
    alice = f"{ARN}user/alice"
    ram.ask(CreateRole(role_name="R", assume_role_policy_document=trust(RAM=alice)))
    given: Any = {"role_arn": f"{ARN}role/R", "role_session_name": "s1"}
    assumed = ram.ask(AssumeRole(source_identity="ci@build", **given), caller=alice)
    assert assumed.source_identity == "ci@build"
    wrong = AssumeRole(source_identity="a b", **given)
    assert refusal(lambda: ram.ask(wrong, caller=alice)) == "InvalidParameter.SourceIdentity"
