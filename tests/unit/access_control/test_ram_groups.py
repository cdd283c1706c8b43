"""Groups of users, who may do what their groups may."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.access_control.attachments import (
    AttachPolicyToGroup,
    DetachPolicyFromGroup,
    ListEntitiesForPolicy,
    ListPoliciesForGroup,
)
from scalehook_contracts.access_control.groups import (
    AddUserToGroup,
    CreateGroup,
    DeleteGroup,
    GetGroup,
    ListGroups,
    ListGroupsForUser,
    ListUsersForGroup,
    RemoveUserFromGroup,
)
from scalehook_contracts.access_control.policies import CreatePolicy
from scalehook_contracts.access_control.policy_versions import DeletePolicy
from scalehook_contracts.access_control.users import CreateUser
from scalehook_contracts.errors import ApiError
from support.ram_documents import ACCOUNT, policy

ALICE = f"acs:ram::{ACCOUNT}:user/alice"
READ: Any = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}
BOTH: Any = {"user_name": "alice", "group_name": "staff"}


@pytest.fixture
def staff(ram: Rehearsal) -> Rehearsal:
    """A group with alice in it."""
    ram.ask(CreateUser(user_name="alice"))
    ram.ask(CreateGroup(group_name="Staff", comments="all of us"))
    ram.ask(AddUserToGroup(**BOTH))
    return ram


def code_of(ram: Rehearsal, command: Any) -> str:
    with pytest.raises(ApiError) as caught:
        ram.ask(command)
    return caught.value.code


def may(ram: Rehearsal, action: str = "ess:DescribeX") -> bool:
    try:
        ram.ask(CheckAccess(principal=ALICE, action=action, resources=["x"]))
    except ApiError:
        return False
    return True


def test_users_may_do_what_their_groups_may(staff: Rehearsal) -> None:
    """As long as they are in it, and it has the policy; a Deny of the group wins, too."""
    assert not may(staff)
    staff.ask(AttachPolicyToGroup(group_name="staff", **READ))
    assert may(staff)
    staff.ask(RemoveUserFromGroup(**BOTH))
    assert not may(staff)
    staff.ask(AddUserToGroup(**BOTH))
    staff.ask(DetachPolicyFromGroup(group_name="staff", **READ))
    assert not may(staff)


def test_groups_are_described_and_listed(staff: Rehearsal) -> None:
    """From all sides, in pages."""
    staff.ask(CreateGroup(group_name="other"))
    group = staff.ask(GetGroup(group_name="STAFF")).group
    assert (group.group_name, group.comments) == ("Staff", "all of us")
    first = staff.ask(ListGroups(max_items=1))
    assert ([each.group_name for each in first.groups], first.is_truncated) == (["Staff"], True)
    rest = staff.ask(ListGroups(marker=first.marker or ""))
    assert [each.group_name for each in rest.groups] == ["other"]
    assert [each.group_name for each in staff.ask(ListGroupsForUser(user_name="alice")).groups] == [
        "Staff"
    ]
    assert [each.user_name for each in staff.ask(ListUsersForGroup(group_name="staff")).users] == [
        "alice"
    ]


def test_what_a_group_has_is_found_from_both_sides(staff: Rehearsal) -> None:
    """And a policy that a group has is not deleted."""
    custom: Any = {"policy_type": "Custom", "policy_name": "p"}
    staff.ask(CreatePolicy(policy_name="p", policy_document=policy("*")))
    staff.ask(AttachPolicyToGroup(group_name="staff", **custom))
    assert [
        each.policy_name for each in staff.ask(ListPoliciesForGroup(group_name="Staff")).policies
    ] == ["p"]
    assert [each.group_name for each in staff.ask(ListEntitiesForPolicy(**custom)).groups] == ["Staff"]
    assert code_of(staff, DeletePolicy(policy_name="p")) == "DeleteConflict.Policy.Group"


def test_what_is_refused(staff: Rehearsal) -> None:
    """Each with its documented code."""
    nobody: Any = {"user_name": "bob", "group_name": "staff"}
    cases: list[tuple[Any, str]] = [
        (CreateGroup(group_name="staff"), "EntityAlreadyExists.Group"),
        (AddUserToGroup(**BOTH), "EntityAlreadyExists.User.Group"),
        (AddUserToGroup(**nobody), "EntityNotExist.User"),
        (GetGroup(group_name="none"), "EntityNotExist.Group"),
        (DeleteGroup(group_name="staff"), "DeleteConflict.Group.User"),
        (DetachPolicyFromGroup(group_name="staff", **READ), "EntityNotExist.Group.Policy"),
    ]
    assert [code_of(staff, command) for command, _ in cases] == [code for _, code in cases]
    staff.ask(RemoveUserFromGroup(**BOTH))
    assert code_of(staff, RemoveUserFromGroup(**BOTH)) == "EntityNotExist.User.Group"
    staff.ask(AttachPolicyToGroup(group_name="staff", **READ))
    assert code_of(staff, AttachPolicyToGroup(group_name="staff", **READ)) == (
        "EntityAlreadyExists.Group.Policy"
    )
    assert code_of(staff, DeleteGroup(group_name="staff")) == "DeleteConflict.Group.Policy"
    staff.ask(DetachPolicyFromGroup(group_name="staff", **READ))
    staff.ask(DeleteGroup(group_name="staff"))
    assert code_of(staff, GetGroup(group_name="staff")) == "EntityNotExist.Group"


def test_limits(staff: Rehearsal) -> None:
    """Fifty groups; a user joins five; a group has five policies of the account's own."""
    for number in range(49):
        staff.ask(CreateGroup(group_name=f"g{number}"))
    assert code_of(staff, CreateGroup(group_name="more")) == "LimitExceeded.Group"
    for number in range(4):
        staff.ask(AddUserToGroup(user_name="alice", group_name=f"g{number}"))
    sixth = AddUserToGroup(user_name="alice", group_name="g9")
    assert code_of(staff, sixth) == "LimitExceeded.User.Group"
    for number in range(6):
        staff.ask(CreatePolicy(policy_name=f"p{number}", policy_document=policy("*")))
    attach = [
        AttachPolicyToGroup(policy_type="Custom", policy_name=f"p{number}", group_name="staff")
        for number in range(6)
    ]
    for command in attach[:5]:
        staff.ask(command)
    assert code_of(staff, attach[5]) == "LimitExceeded.Group.Policy"


def test_all_survives_a_restart(staff: Rehearsal) -> None:
    """Who is in which group."""
    staff.ask(AttachPolicyToGroup(group_name="staff", **READ))
    before = staff.state
    staff.restart()
    assert staff.state == before
    assert staff.state.joined == before.joined
    assert may(staff)
