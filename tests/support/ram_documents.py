"""Policy and trust documents, and the shortest way to a role that has them."""

import json
from typing import Any

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.policies import AttachPolicyToRole, CreatePolicy
from scalehook_contracts.access_control.roles import CreateRole

ACCOUNT = "1234567890123456"
ROLE = f"acs:ram::{ACCOUNT}:assumed-role/Worker/session"


def policy(action: Any, resource: Any = "*", effect: str = "Allow", **more: Any) -> str:
    statement = {"Effect": effect, "Action": action, "Resource": resource, **more}
    return json.dumps({"Version": "1", "Statement": [statement]})


def trust(**principal: Any) -> str:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    return json.dumps({"Version": "1", "Statement": [statement]})


def role(ram: Rehearsal, *documents: str, **principal: Any) -> None:
    """The role `Worker` with these policies."""
    given = principal or {"Service": ["oos.aliyuncs.com"]}
    ram.ask(CreateRole(role_name="Worker", assume_role_policy_document=trust(**given)))
    for number, document in enumerate(documents):
        name = f"policy-{number}"
        ram.ask(CreatePolicy(policy_name=name, policy_document=document))
        ram.ask(AttachPolicyToRole(policy_type="Custom", policy_name=name, role_name="Worker"))
