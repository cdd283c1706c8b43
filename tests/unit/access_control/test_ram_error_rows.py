"""Each documented error of RAM and STS, provoked in a furnished account."""

from typing import Any

import pytest

from scalehook.access_control.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
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
from scalehook_contracts.errors import ApiError, ram
from support.ram_documents import ACCOUNT, policy, trust

TEXT, TRUST = policy("*"), trust(RAM=f"acs:ram::{ACCOUNT}:user/alice")
ALICE = f"acs:ram::{ACCOUNT}:user/alice"
P: Any = {"policy_type": "Custom", "policy_name": "p"}
Q: Any = {"policy_type": "Custom", "policy_name": "q"}
ROLE: Any = {"role_arn": f"acs:ram::{ACCOUNT}:role/r", "role_session_name": "s1"}
FULL: dict[str, Any] = {"user_name": "full"}
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


@pytest.fixture(scope="module")
def account() -> Rehearsal:
    """With one of each, and as much as there may be of some."""
    found = Rehearsal(SERVICE)
    for name in ("alice", "full", "member"):
        found.ask(CreateUser(user_name=name))
    for name in ("g", "h", "held", "full", "g1", "g2", "g3", "g4"):
        found.ask(CreateGroup(group_name=name))
    tags = [Tag(key=f"k{number}") for number in range(20)]
    for name in ("r", "full"):
        found.ask(CreateRole(role_name=name, assume_role_policy_document=TRUST, tags=tags))
    closed = trust(Service="x.aliyuncs.com")
    found.ask(CreateRole(role_name="closed", assume_role_policy_document=closed))
    for name in ("p", "q", "of-group", "of-role", *(f"p{number}" for number in range(10))):
        found.ask(CreatePolicy(policy_name=name, policy_document=TEXT))
    for _ in range(4):
        found.ask(CreatePolicyVersion(policy_name="q", policy_document=TEXT))
    for command in _attachments():
        found.ask(command)
    for _ in range(2):
        found.ask(CreateAccessKey(user_name="alice"))
    for name in ("h", "g1", "g2", "g3", "g4"):
        found.ask(AddUserToGroup(user_name="member", group_name=name))
    found.ask(AddUserToGroup(user_name="alice", group_name="g"))
    return found


def _attachments() -> list[Any]:
    of_group: Any = {"policy_type": "Custom", "policy_name": "of-group"}
    of_role: Any = {"policy_type": "Custom", "policy_name": "of-role"}
    found: list[Any] = [
        AttachPolicyToUser(user_name="alice", **P),
        AttachPolicyToRole(role_name="r", **P),
        AttachPolicyToGroup(group_name="g", **P),
        AttachPolicyToGroup(group_name="held", **of_group),
        AttachPolicyToRole(role_name="r", **of_role),
    ]
    for number in range(10):
        one: Any = {"policy_type": "Custom", "policy_name": f"p{number}"}
        found.append(AttachPolicyToUser(**FULL, **one))
        if number < 5:
            found += [
                AttachPolicyToRole(role_name="full", **one),
                AttachPolicyToGroup(group_name="full", **one),
            ]
    return found


@pytest.mark.parametrize(("command", "code"), ROWS, ids=[code for _, code in ROWS])
def test_each_row(account: Rehearsal, command: Any, code: str) -> None:
    """By its code, and with its message."""
    reply = account.play(command, caller=ALICE).reply
    assert isinstance(reply, ApiError)
    assert reply.code == code
    assert reply.message


def test_no_row_is_forgotten() -> None:
    """An error that nothing provokes here is provoked elsewhere."""
    codes = {
        each.code
        for each in vars(ram).values()
        if isinstance(each, type) and issubclass(each, ApiError) and each.__module__ == ram.__name__
    }
    assert codes == {code for _, code in ROWS} | ELSEWHERE.keys()
