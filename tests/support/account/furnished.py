"""An account with one of each, and as much as there may be of some."""

from collections.abc import Callable
from typing import Any

from scalehook_contracts.access_control.attachments import AttachPolicyToGroup
from scalehook_contracts.access_control.groups import AddUserToGroup, CreateGroup
from scalehook_contracts.access_control.keys import CreateAccessKey
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    AttachPolicyToUser,
    CreatePolicy,
)
from scalehook_contracts.access_control.policy_versions import CreatePolicyVersion
from scalehook_contracts.access_control.roles import CreateRole
from scalehook_contracts.access_control.tags import Tag
from scalehook_contracts.access_control.users import CreateUser
from support.ram_documents import ACCOUNT, policy, trust

ALICE = f"acs:ram::{ACCOUNT}:user/alice"
TEXT, TRUST = policy("*"), trust(RAM=ALICE)
P: Any = {"policy_type": "Custom", "policy_name": "p"}
FULL: dict[str, Any] = {"user_name": "full"}


def furnish(ask: Callable[[Any], Any]) -> None:
    """By whatever way commands are asked."""
    for name in ("alice", "full", "member"):
        ask(CreateUser(user_name=name))
    for name in ("g", "h", "held", "full", "g1", "g2", "g3", "g4"):
        ask(CreateGroup(group_name=name))
    tags = [Tag(key=f"k{number}") for number in range(20)]
    for name in ("r", "full"):
        ask(CreateRole(role_name=name, assume_role_policy_document=TRUST, tags=tags))
    closed = trust(Service="x.aliyuncs.com")
    ask(CreateRole(role_name="closed", assume_role_policy_document=closed))
    for name in ("p", "q", "of-group", "of-role", *(f"p{number}" for number in range(10))):
        ask(CreatePolicy(policy_name=name, policy_document=TEXT))
    for _ in range(4):
        ask(CreatePolicyVersion(policy_name="q", policy_document=TEXT))
    for command in _attachments():
        ask(command)
    for _ in range(2):
        ask(CreateAccessKey(user_name="alice"))
    for name in ("h", "g1", "g2", "g3", "g4"):
        ask(AddUserToGroup(user_name="member", group_name=name))
    ask(AddUserToGroup(user_name="alice", group_name="g"))


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
