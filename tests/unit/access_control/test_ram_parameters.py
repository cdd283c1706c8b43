"""What RAM says of parameters that do not fit, and of what there is too much of."""

from typing import Any

import pytest

from scalehook.access_control.service import SERVICE
from scalehook.access_control.settings import Settings
from scalehook.kit.api.operations import OperationType, build
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.attachments import AttachPolicyToGroup
from scalehook_contracts.access_control.groups import CreateGroup, ListGroups, UpdateGroup
from scalehook_contracts.access_control.keys import CreateAccessKey, UpdateAccessKey
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    CreatePolicy,
    UpdatePolicyDescription,
)
from scalehook_contracts.access_control.policy_versions import GetPolicyVersion, ListPolicies
from scalehook_contracts.access_control.roles import CreateRole, UpdateRole
from scalehook_contracts.access_control.users import CreateUser, ListUsers, UpdateUser
from scalehook_contracts.errors import ApiError
from support.ram_documents import policy, trust
from support.refusals import refusal

LONG = "a" * 129
POLICY = {"PolicyName": "p", "PolicyDocument": policy("*")}
ROLE = {"RoleName": "r", "AssumeRolePolicyDocument": trust(Service="oos.aliyuncs.com")}
VERSION = {"PolicyName": "p", "PolicyType": "Custom"}
WRONG: list[tuple[OperationType, dict[str, Any], str]] = [
    (CreateRole, ROLE | {"RoleName": "a b"}, "RoleName.InvalidChars"),
    (CreateRole, ROLE | {"RoleName": "a_b"}, "RoleName.InvalidChars"),
    (CreateRole, ROLE | {"RoleName": "a" * 65}, "RoleName.Length"),
    (CreateRole, ROLE | {"Description": "d" * 1025}, "Description.Length"),
    (CreateRole, ROLE | {"AssumeRolePolicyDocument": " " * 6145}, "AssumeRolePolicyDocument.Length"),
    (CreateRole, ROLE | {"MaxSessionDuration": 3599}, "MaxSessionDuration"),
    (UpdateRole, {"RoleName": "r", "NewDescription": "d" * 1025}, "NewDescription.Length"),
    (UpdateRole, {"RoleName": "r", "NewMaxSessionDuration": 43201}, "NewMaxSessionDuration"),
    (CreatePolicy, POLICY | {"PolicyName": "a b"}, "PolicyName.InvalidChars"),
    (CreatePolicy, POLICY | {"PolicyName": LONG}, "PolicyName.Length"),
    (CreatePolicy, POLICY | {"PolicyDocument": " " * 6145}, "PolicyDocument.Length"),
    (CreatePolicy, POLICY | {"PolicyDocument": "ü" * 3073}, "PolicyDocument.Length"),
    (CreatePolicy, POLICY | {"Description": "d" * 1025}, "Description.Length"),
    (
        UpdatePolicyDescription,
        {"PolicyName": "p", "NewDescription": "d" * 1025},
        "NewDescription.Length",
    ),
    (GetPolicyVersion, VERSION | {"VersionId": "1"}, "VersionId.Format"),
    (GetPolicyVersion, VERSION | {"VersionId": "v1", "PolicyType": "custom"}, "PolicyType"),
    (AttachPolicyToRole, {"RoleName": "r", "PolicyName": "p", "PolicyType": "Own"}, "PolicyType"),
    (AttachPolicyToGroup, {"GroupName": "-" * 65, **VERSION}, "GroupName.Length"),
    (ListPolicies, {"PolicyType": "system"}, "PolicyType"),
    (ListPolicies, {"MaxItems": 1001}, "MaxItems"),
    (ListGroups, {"MaxItems": 101}, "MaxItems"),
    (ListUsers, {"MaxItems": 0}, "MaxItems"),
    (CreateUser, {"UserName": "a b"}, "UserName.InvalidChars"),
    (CreateUser, {"UserName": "a" * 65}, "UserName.Length"),
    (CreateUser, {"UserName": "a", "DisplayName": LONG}, "DisplayName.Length"),
    (CreateUser, {"UserName": "a", "Comments": LONG}, "Comments.Length"),
    (UpdateUser, {"UserName": "a", "NewUserName": "ü"}, "NewUserName.InvalidChars"),
    (UpdateUser, {"UserName": "a", "NewUserName": LONG}, "NewUserName.Length"),
    (CreateGroup, {"GroupName": "a.b"}, "GroupName.InvalidChars"),
    (CreateGroup, {"GroupName": LONG}, "GroupName.Length"),
    (CreateGroup, {"GroupName": "a", "Comments": LONG}, "Comments.Length"),
    (UpdateGroup, {"GroupName": "a", "NewGroupName": "a.b"}, "NewGroupName.InvalidChars"),
    (UpdateGroup, {"GroupName": "a", "NewGroupName": LONG}, "NewGroupName.Length"),
    (UpdateAccessKey, {"UserName": "a", "UserAccessKeyId": "k", "Status": "active"}, "Status"),
]
TEXTS = {
    "InvalidChars": 'The parameter - "{}" contains invalid chars.',
    "Length": 'The parameter - "{}" beyond the length limit.',
    "Format": 'The format of the parameter - "{}" is incorrect.',
    "": 'The parameter - "{}" is incorrect.',
}


@pytest.mark.parametrize(("operation", "given", "ending"), WRONG, ids=lambda value: str(value)[:40])
def test_each_code_says_which_and_what(
    operation: OperationType, given: dict[str, Any], ending: str
) -> None:
    """The message does, too."""
    with pytest.raises(ApiError) as caught:
        build(operation, given)
    name, _, kind = ending.partition(".")
    assert (caught.value.code, caught.value.status) == (f"InvalidParameter.{ending}", 400)
    assert caught.value.message == TEXTS[kind].format(name)


def test_what_is_missing_is_said_first() -> None:
    """Before what is wrong."""
    assert refusal(lambda: build(CreatePolicy, {"PolicyName": "a b"})) == "MissingPolicyDocument"


def test_a_marker_of_nobody(ram: Rehearsal) -> None:
    """It is refused by its name."""
    assert refusal(lambda: ram.ask(ListUsers(marker="x"))) == "InvalidParameter.Marker"


TRUST = trust(Service="oos.aliyuncs.com")
FULL: list[tuple[Any, str]] = [
    (CreateUser(user_name="two"), "LimitExceeded.User"),
    (CreateGroup(group_name="two"), "LimitExceeded.Group"),
    (CreateRole(role_name="two", assume_role_policy_document=TRUST), "LimitExceeded.Role"),
    (CreatePolicy(policy_name="two", policy_document=policy("*")), "LimitExceeded.Policy"),
    (CreateAccessKey(user_name="one"), "LimitExceeded.User.AccessKey"),
]


def test_what_there_is_enough_of() -> None:
    """Each limit is a setting."""
    names = ("users", "groups", "roles", "policies", "access_keys")
    one: Any = {f"max_{name}": 1 for name in names}
    ram = Rehearsal(SERVICE, Settings(**one))
    for command, _ in FULL:
        fields = {name: "one" for name in type(command).model_fields if name.endswith("_name")}
        ram.ask(command.model_copy(update=fields))
    assert [refusal(lambda command=command: ram.ask(command)) for command, _ in FULL] == [
        code for _, code in FULL
    ]


def test_how_much_an_account_has() -> None:
    """As documented, unless it is set."""
    settings = Settings()
    assert (settings.max_users, settings.max_groups, settings.max_roles) == (1000, 50, 1000)
    assert (settings.max_policies, settings.max_access_keys) == (1500, 2)
