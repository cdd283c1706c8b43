"""Parameters of RAM that do not fit, and the codes that say which and what."""

from typing import Any

from scalehook.kit.api.operations import OperationType
from scalehook_contracts.access_control.attachments import AttachPolicyToGroup
from scalehook_contracts.access_control.groups import CreateGroup, ListGroups, UpdateGroup
from scalehook_contracts.access_control.keys import UpdateAccessKey
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    CreatePolicy,
    UpdatePolicyDescription,
)
from scalehook_contracts.access_control.policy_versions import GetPolicyVersion, ListPolicies
from scalehook_contracts.access_control.roles import CreateRole, UpdateRole
from scalehook_contracts.access_control.users import CreateUser, ListUsers, UpdateUser
from support.ram_documents import policy, trust

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


def told(ending: str) -> tuple[str, str]:
    """The code and the message."""
    name, _, kind = ending.partition(".")
    return f"InvalidParameter.{ending}", TEXTS[kind].format(name)
