"""A RAM user who names a role to OOS needs `ram:PassRole` on it."""

import json
from contextlib import nullcontext
from typing import Any

import pytest
from alibabacloud_ess20220222 import models as m
from alibabacloud_oos20190601 import models as oos
from alibabacloud_ram20150501 import models as ram

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused

TEMPLATE = "ACS-ESS-LifeCycleRunCommand"
NAMING = json.dumps({"commandType": "RunShellScript", "commandContent": "true", "OOSAssumeRole": "svc"})


def user_who_may(actions: list[str], resource: str, clients: Clients, process: StackProcess) -> Clients:
    """Everything of Auto Scaling and OOS, and these actions on this resource."""
    name = f"passes-{resource.rpartition('/')[2].replace('*', 'nothing')}"
    clients.ram.create_user(ram.CreateUserRequest(user_name=name))
    statements = [{"Effect": "Allow", "Action": ["ess:*", "oos:*"], "Resource": "*"}]
    if actions:
        statements.append({"Effect": "Allow", "Action": actions, "Resource": resource})
    document = json.dumps({"Version": "1", "Statement": statements})
    clients.ram.create_policy(ram.CreatePolicyRequest(policy_name=name, policy_document=document))
    clients.ram.attach_policy_to_user(
        ram.AttachPolicyToUserRequest(policy_type="Custom", policy_name=name, user_name=name)
    )
    key = clients.ram.create_access_key(ram.CreateAccessKeyRequest(user_name=name)).body.access_key
    return Clients(process.address, key.access_key_id, key.access_key_secret)


@pytest.mark.parametrize(
    ("actions", "resource", "may"),
    [
        ([], "*", False),
        (["ram:PassRole"], "acs:ram::*:role/other", False),
        (["ram:PassRole"], "acs:ram::*:role/svc", True),
    ],
)
def test_naming_a_role(
    process: StackProcess, clients: Clients, actions: list[str], resource: str, may: bool
) -> None:
    """Through a hook's metadata, when it is made or changed, and directly."""
    user, group = user_who_may(actions, resource, clients, process), Group(clients)

    def unless_passed(code: str) -> Any:
        return nullcontext() if may else refused(code, 403)

    arn = f"acs:oos:{clients.region}:{clients.account}:template/{TEMPLATE}"
    hook: dict[str, Any] = {"scaling_group_id": group.id, "lifecycle_transition": "SCALE_OUT"}
    receiver = {"notification_arn": arn, "notification_metadata": NAMING}
    with unless_passed("Forbidden.Unauthorized"):
        user.ess.create_lifecycle_hook(m.CreateLifecycleHookRequest(**hook, **receiver))
    made = user.ess.create_lifecycle_hook(m.CreateLifecycleHookRequest(**hook)).body.lifecycle_hook_id
    with unless_passed("Forbidden.Unauthorized"):
        user.ess.modify_lifecycle_hook(m.ModifyLifecycleHookRequest(lifecycle_hook_id=made, **receiver))
    start = oos.StartExecutionRequest(template_name=TEMPLATE, parameters=NAMING)
    with unless_passed("Forbidden.RAM"):
        user.oos.start_execution(start)
