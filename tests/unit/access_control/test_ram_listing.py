"""Users, roles and access keys: listed, and deleted when nothing depends on them."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.attachments import DetachPolicyFromUser
from scalehook_contracts.access_control.groups import AddUserToGroup, CreateGroup, RemoveUserFromGroup
from scalehook_contracts.access_control.keys import (
    CreateAccessKey,
    DeleteAccessKey,
    ListAccessKeys,
    ResolveAccessKey,
)
from scalehook_contracts.access_control.policies import AttachPolicyToUser, DetachPolicyFromRole
from scalehook_contracts.access_control.roles import DeleteRole, ListRoles
from scalehook_contracts.access_control.users import CreateUser, DeleteUser, GetUser, ListUsers
from scalehook_contracts.errors import ApiError
from support.ram_documents import policy, role

READ: Any = {"policy_type": "System", "policy_name": "ReadOnlyAccess", "user_name": "alice"}


def code_of(ram: Rehearsal, command: Any) -> str:
    with pytest.raises(ApiError) as caught:
        ram.ask(command)
    return caught.value.code


def test_users_are_described_and_listed(ram: Rehearsal) -> None:
    """In pages."""
    for name in ("alice", "bob"):
        ram.ask(CreateUser(user_name=name))
    assert ram.ask(GetUser(user_name="ALICE")).user.user_name == "alice"
    first = ram.ask(ListUsers(max_items=1))
    assert ([each.user_name for each in first.users], first.is_truncated) == (["alice"], True)
    rest = ram.ask(ListUsers(marker=first.marker or ""))
    assert ([each.user_name for each in rest.users], rest.is_truncated) == (["bob"], False)
    assert code_of(ram, GetUser(user_name="none")) == "EntityNotExist.User"


def test_a_user_is_deleted_when_nothing_is_left(ram: Rehearsal) -> None:
    """A key, a policy and a group stand in the way, each with its code."""
    ram.ask(CreateUser(user_name="alice"))
    ram.ask(CreateGroup(group_name="staff"))
    key_id = ram.ask(CreateAccessKey(user_name="alice")).access_key.access_key_id
    ram.ask(AttachPolicyToUser(**READ))
    ram.ask(AddUserToGroup(user_name="alice", group_name="staff"))
    delete = DeleteUser(user_name="Alice")
    assert code_of(ram, delete) == "DeleteConflict.User.AccessKey"
    ram.ask(DeleteAccessKey(user_name="alice", user_access_key_id=key_id))
    assert code_of(ram, delete) == "DeleteConflict.User.Policy"
    ram.ask(DetachPolicyFromUser(**READ))
    assert code_of(ram, delete) == "DeleteConflict.User.Group"
    ram.ask(RemoveUserFromGroup(user_name="alice", group_name="staff"))
    ram.ask(delete)
    assert code_of(ram, delete) == "EntityNotExist.User"


def test_keys_are_listed_and_deleted(ram: Rehearsal) -> None:
    """Without their secrets; one that is deleted signs nothing more, and others are nobody else's."""
    for name in ("alice", "bob"):
        ram.ask(CreateUser(user_name=name))
    ram.advance(60)
    key_id = ram.ask(CreateAccessKey(user_name="alice")).access_key.access_key_id
    (listed,) = ram.ask(ListAccessKeys(user_name="alice")).access_keys
    assert (listed.access_key_id, listed.create_date[-9:]) == (key_id, "00:01:00Z")
    of_bob = DeleteAccessKey(user_name="bob", user_access_key_id=key_id)
    assert code_of(ram, of_bob) == "EntityNotExist.User.AccessKey"
    before = ram.state.lasting
    ram.restart()
    assert ram.state.lasting == before
    ram.ask(of_bob.model_copy(update={"user_name": "alice"}))
    assert ram.ask(ListAccessKeys(user_name="alice")).access_keys == []
    assert code_of(ram, ResolveAccessKey(access_key_id=key_id)) == "InvalidAccessKeyId.NotFound"


def test_roles_are_listed_and_deleted(ram: Rehearsal) -> None:
    """Not while they have policies."""
    role(ram, policy("*"))
    assert [each.role_name for each in ram.ask(ListRoles()).roles] == ["Worker"]
    delete = DeleteRole(role_name="worker")
    assert code_of(ram, delete) == "DeleteConflict.Role.Policy"
    names: Any = {"policy_type": "Custom", "policy_name": "policy-0"}
    ram.ask(DetachPolicyFromRole(role_name="Worker", **names))
    ram.ask(delete)
    assert ram.ask(ListRoles()).roles == []
