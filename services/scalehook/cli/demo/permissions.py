"""The RAM role that OOS assumes, and the policy of the story."""

import json

from alibabacloud_ram20150501 import models as ram

from scalehook.cli.demo.clients import Cloud

TRUST = {
    "Version": "1",
    "Statement": [
        {
            "Action": "sts:AssumeRole",
            "Effect": "Allow",
            "Principal": {"Service": ["oos.aliyuncs.com"]},
        }
    ],
}
POLICY = {
    "Version": "1",
    "Statement": [
        {
            "Action": [
                "ecs:DescribeInvocationResults",
                "ecs:DescribeInvocations",
                "ecs:RunCommand",
            ],
            "Resource": "*",
            "Effect": "Allow",
        },
        {"Action": ["ess:CompleteLifecycleAction"], "Resource": "*", "Effect": "Allow"},
    ],
}
POLICY_NAME = "ESSHookPolicyForRunCommand"


def create_role(cloud: Cloud, name: str) -> str:
    """A role that the service OOS may assume; its ARN."""
    request = ram.CreateRoleRequest(role_name=name, assume_role_policy_document=json.dumps(TRUST))
    return str(cloud.ram.create_role(request).body.role.arn)


def create_policy(cloud: Cloud) -> None:
    """The policy, as the documentation prints it."""
    request = ram.CreatePolicyRequest(policy_name=POLICY_NAME, policy_document=json.dumps(POLICY))
    cloud.ram.create_policy(request)


def attach_policy(cloud: Cloud, role: str) -> None:
    """Grant it to the role."""
    request = ram.AttachPolicyToRoleRequest(
        policy_type="Custom", policy_name=POLICY_NAME, role_name=role
    )
    cloud.ram.attach_policy_to_role(request)
