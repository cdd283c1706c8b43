"""The error rows of RAM and STS, each with a command that provokes it in the furnished account."""

from typing import Any

from scalehook_contracts.access_control.attachments import (
    AttachPolicyToGroup,
    DetachPolicyFromGroup,
    DetachPolicyFromUser,
)
from scalehook_contracts.access_control.diagnosis import DecodeDiagnosticMessage
from scalehook_contracts.access_control.groups import (
    AddUserToGroup,
    CreateGroup,
    DeleteGroup,
    GetGroup,
    RemoveUserFromGroup,
)
from scalehook_contracts.access_control.keys import CreateAccessKey, DeleteAccessKey
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    AttachPolicyToUser,
    CreatePolicy,
    DetachPolicyFromRole,
)
from scalehook_contracts.access_control.policy_versions import (
    CreatePolicyVersion,
    DeletePolicy,
    DeletePolicyVersion,
    GetPolicy,
    GetPolicyVersion,
)
from scalehook_contracts.access_control.refusals import ExplainAccess
from scalehook_contracts.access_control.roles import CreateRole, DeleteRole, GetRole
from scalehook_contracts.access_control.sts import AssumeRole
from scalehook_contracts.access_control.tags import Tag, TagResources
from scalehook_contracts.access_control.users import CreateUser, DeleteUser, GetUser
from support.account.furnished import FULL, TEXT, TRUST, P
from support.ram_documents import ACCOUNT

Q: Any = {"policy_type": "Custom", "policy_name": "q"}
ROLE: Any = {"role_arn": f"acs:ram::{ACCOUNT}:role/r", "role_session_name": "s1"}
ROWS: list[tuple[Any, str]] = [
    (GetUser(user_name="x"), "EntityNotExist.User"),
    (GetGroup(group_name="x"), "EntityNotExist.Group"),
    (GetRole(role_name="x"), "EntityNotExist.Role"),
    (GetPolicy(policy_type="Custom", policy_name="x"), "EntityNotExist.Policy"),
    (GetPolicyVersion(version_id="v9", **P), "EntityNotExist.Policy.Version"),
    (DeleteAccessKey(user_name="alice", user_access_key_id="x"), "EntityNotExist.User.AccessKey"),
    (DetachPolicyFromUser(user_name="alice", **Q), "EntityNotExist.User.Policy"),
    (DetachPolicyFromRole(role_name="r", **Q), "EntityNotExist.Role.Policy"),
    (DetachPolicyFromGroup(group_name="g", **Q), "EntityNotExist.Group.Policy"),
    (RemoveUserFromGroup(user_name="alice", group_name="h"), "EntityNotExist.User.Group"),
    (DecodeDiagnosticMessage(encoded_diagnostic_message="x"), "EntityNotExist"),
    (ExplainAccess(principal="user/x", action="a:B", resource="*"), "EntityNotExist.Principal"),
    (CreateUser(user_name="ALICE"), "EntityAlreadyExists.User"),
    (CreateGroup(group_name="G"), "EntityAlreadyExists.Group"),
    (CreateRole(role_name="R", assume_role_policy_document=TRUST), "EntityAlreadyExists.Role"),
    (CreatePolicy(policy_name="P", policy_document=TEXT), "EntityAlreadyExists.Policy"),
    (AttachPolicyToUser(user_name="alice", **P), "EntityAlreadyExists.User.Policy"),
    (AttachPolicyToRole(role_name="r", **P), "EntityAlreadyExists.Role.Policy"),
    (AttachPolicyToGroup(group_name="g", **P), "EntityAlreadyExists.Group.Policy"),
    (AddUserToGroup(user_name="alice", group_name="g"), "EntityAlreadyExists.User.Group"),
    (DeletePolicy(policy_name="p"), "DeleteConflict.Policy.User"),
    (DeletePolicy(policy_name="of-group"), "DeleteConflict.Policy.Group"),
    (DeletePolicy(policy_name="of-role"), "DeleteConflict.Policy.Role"),
    (DeletePolicy(policy_name="q"), "DeleteConflict.Policy.Version"),
    (DeletePolicyVersion(policy_name="q", version_id="v1"), "DeleteConflict.Policy.Version.Default"),
    (DeleteGroup(group_name="g"), "DeleteConflict.Group.User"),
    (DeleteGroup(group_name="held"), "DeleteConflict.Group.Policy"),
    (DeleteUser(user_name="alice"), "DeleteConflict.User.AccessKey"),
    (DeleteUser(user_name="full"), "DeleteConflict.User.Policy"),
    (DeleteUser(user_name="member"), "DeleteConflict.User.Group"),
    (DeleteRole(role_name="r"), "DeleteConflict.Role.Policy"),
    (AttachPolicyToUser(**FULL, **Q), "LimitExceeded.User.Policy"),
    (AttachPolicyToRole(role_name="full", **Q), "LimitExceeded.Role.Policy"),
    (AttachPolicyToGroup(group_name="full", **Q), "LimitExceeded.Group.Policy"),
    (CreatePolicyVersion(policy_name="q", policy_document=TEXT), "LimitExceeded.Policy.Version"),
    (CreateAccessKey(user_name="alice"), "LimitExceeded.User.AccessKey"),
    (AddUserToGroup(user_name="member", group_name="g"), "LimitExceeded.User.Group"),
    (
        TagResources(resource_type="role", resource_names=["r"], tags=[Tag(key="one-more")]),
        "LimitExceeded.Tag",
    ),
    (CreatePolicy(policy_name="new", policy_document="{}"), "MalformedPolicyDocument"),
    (AssumeRole(**{**ROLE, "role_arn": "x"}), "InvalidParameter.RoleArn"),
    (AssumeRole(**{**ROLE, "role_session_name": "x"}), "InvalidParameter.RoleSessionName"),
    (AssumeRole(**ROLE, duration_seconds=1), "InvalidParameter.DurationSeconds"),
    (AssumeRole(**ROLE, external_id="x"), "InvalidParameter.ExternalId"),
    (AssumeRole(**ROLE, source_identity="x"), "InvalidParameter.SourceIdentity"),
    (AssumeRole(**ROLE, serial_number="x"), "InvalidParameter.SerialNumber"),
    (AssumeRole(**ROLE, token_code="1"), "InvalidParameter.TokenCode"),
    (AssumeRole(**ROLE, policy="{}"), "InvalidParameter.PolicyGrammar"),
    (AssumeRole(**ROLE, policy=" " * 2049), "InvalidParameter.PolicySize"),
    (AssumeRole(**{**ROLE, "role_arn": f"acs:ram::{ACCOUNT}:role/closed"}), "NoPermission"),
]
ELSEWHERE = {
    "LimitExceeded.User": "test_ram_parameters.py",
    "LimitExceeded.Group": "the same",
    "LimitExceeded.Role": "the same",
    "LimitExceeded.Policy": "the same",
    "NotSupport": "test_ram_refusals.py",
    "EncodedMessageExpire": "the same",
    "EntityNotExist.Refusal": "e2e/test_access.py",
    "InvalidParameter.ContentType": "gateway/test_gateway_rpc.py",
    "TagsWanted": "test_ram_tag_conditions.py",
}
