"""What the cloud's page on hooks and scripts has its reader do, step by step, with the official SDKs."""

import base64
import json
from functools import cached_property
from typing import Any

from alibabacloud_ecs20140526 import models as ecs
from alibabacloud_ess20220222 import models as ess
from alibabacloud_oos20190601 import models as oos
from alibabacloud_ram20150501 import models as ram

from scalehook.testing.clients import Clients
from scalehook.testing.cloud import Cloud
from support.patience import wait_until

ROLLING_UPDATE = "ACS-ESS-RollingUpdateByRunCommandInScalingGroup"
TEMPLATE, ROLE, POLICY = "ACS-ESS-LifeCycleRunCommand", "OOSServiceRole", "ESSHookPolicyForRunCommand"
ALLOWED = {
    "Version": "1",
    "Statement": [
        {
            "Action": ["ecs:DescribeInvocationResults", "ecs:DescribeInvocations", "ecs:RunCommand"],
            "Resource": "*",
            "Effect": "Allow",
        },
        {"Action": ["ess:CompleteLifecycleAction"], "Resource": "*", "Effect": "Allow"},
    ],
}
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


class WalkThrough:
    """The prerequisites: a group that is enabled, and a role that OOS may assume."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud, self.clients = cloud, cloud.clients
        self.group_id = cloud.group().id
        self.clients.ram.create_role(
            ram.CreateRoleRequest(role_name=ROLE, assume_role_policy_document=json.dumps(TRUST))
        )

    def grant_permission(self) -> None:
        """Step 1."""
        document = json.dumps(ALLOWED)
        self.clients.ram.create_policy(
            ram.CreatePolicyRequest(policy_name=POLICY, policy_document=document)
        )
        self.clients.ram.attach_policy_to_role(
            ram.AttachPolicyToRoleRequest(policy_type="Custom", policy_name=POLICY, role_name=ROLE)
        )

    def create_hook(self, script: str) -> None:
        """Step 2: its name, time-out and default are the page's."""
        template = f"acs:oos:{self.cloud.region}:{self.cloud.account_id}:template/{TEMPLATE}"
        chosen = {"commandType": "RunShellScript", "commandContent": script, "OOSAssumeRole": ROLE}
        self.clients.ess.create_lifecycle_hook(
            ess.CreateLifecycleHookRequest(
                scaling_group_id=self.group_id,
                lifecycle_hook_name="ESSHookForRunCommand",
                lifecycle_transition="SCALE_OUT",
                heartbeat_timeout=300,
                default_result="CONTINUE",
                notification_arn=template,
                notification_metadata=json.dumps(chosen),
            )
        )

    @cached_property
    def rule(self) -> str:
        """Step 2: simple, and adds one instance."""
        made = ess.CreateScalingRuleRequest(
            scaling_group_id=self.group_id,
            scaling_rule_name="Add1",
            scaling_rule_type="SimpleScalingRule",
            adjustment_type="QuantityChangeInCapacity",
            adjustment_value=1,
        )
        return str(self.clients.ess.create_scaling_rule(made).body.scaling_rule_ari)

    def add_one(self) -> None:
        """Step 2: the rule is executed by hand."""
        self.clients.ess.execute_scaling_rule(ess.ExecuteScalingRuleRequest(scaling_rule_ari=self.rule))

    def instances(self) -> list[Any]:
        """As the tab Instances shows them."""
        asked = ess.DescribeScalingInstancesRequest(
            region_id=self.cloud.region, scaling_group_id=self.group_id
        )
        return list(self.clients.ess.describe_scaling_instances(asked).body.scaling_instances)

    def run(self, instance_id: str, script: str) -> str:
        """What Cloud Assistant's tab shows of a command."""
        region = self.cloud.region
        invoke_id = self.clients.ecs.run_command(
            ecs.RunCommandRequest(
                region_id=region,
                type="RunShellScript",
                command_content=script,
                instance_id=[instance_id],
            )
        ).body.invoke_id
        asked = ecs.DescribeInvocationResultsRequest(region_id=region, invoke_id=invoke_id)

        def result() -> Any:
            found = self.clients.ecs.describe_invocation_results(asked).body.invocation
            return found.invocation_results.invocation_result[0]

        wait_until(lambda: result().invoke_record_status != "Running", lambda: repr(result()))
        return base64.b64decode(result().output).decode()

    def execution(self, since: str) -> Any:
        """Step 3: found by time, when there is one and it is over; else None."""
        asked = oos.ListExecutionsRequest(region_id=self.cloud.region, start_date_after=since)
        found = self.clients.oos.list_executions(asked).body.executions
        return found[0] if found and found[0].status in ("Success", "Failed") else None

    def messages(self, execution_id: str) -> list[str]:
        """Step 3: what its task nodes say, and those of the product actions below them."""
        asked = oos.ListExecutionsRequest(region_id=self.cloud.region, include_child_execution=True)
        found = self.clients.oos.list_executions(asked).body.executions
        below = {each.execution_id for each in found if each.parent_execution_id == execution_id}
        return [task.status_message for each in (execution_id, *below) for task in self._tasks(each)]

    def grant_rolling_update(self) -> None:
        """The prerequisite of the page's last sentence: what OOS says that the template needs."""
        asked = oos.GenerateExecutionPolicyRequest(template_name=ROLLING_UPDATE)
        document = self.clients.oos.generate_execution_policy(asked).body.policy
        name = "RollingUpdate"
        self.clients.ram.create_policy(
            ram.CreatePolicyRequest(policy_name=name, policy_document=document)
        )
        self.clients.ram.attach_policy_to_role(
            ram.AttachPolicyToRoleRequest(policy_type="Custom", policy_name=name, role_name=ROLE)
        )

    def rolling_update(self, script: str, **more: Any) -> "RollingUpdate":
        """The page's last sentence: a script on the instances that the group already has."""
        given = {"invokeType": "invoke", "invokeScript": script, "scalingGroupId": self.group_id, **more}
        start = oos.StartExecutionRequest(
            region_id=self.cloud.region,
            template_name=ROLLING_UPDATE,
            parameters=json.dumps(given),
            tags={"scaling_group": self.group_id},
        )
        return RollingUpdate(
            self.clients, self.clients.oos.start_execution(start).body.execution.execution_id
        )

    def suspended(self) -> list[str]:
        """The processes of the group that stand still."""
        asked = ess.DescribeScalingGroupsRequest(
            region_id=self.cloud.region, scaling_group_ids=[self.group_id]
        )
        [group] = self.clients.ess.describe_scaling_groups(asked).body.scaling_groups
        return sorted(group.suspended_processes or [])

    def _tasks(self, execution_id: str) -> list[Any]:
        asked = oos.ListTaskExecutionsRequest(region_id=self.cloud.region, execution_id=execution_id)
        return list(self.clients.oos.list_task_executions(asked).body.task_executions)


class RollingUpdate:
    """An execution of it, as the list of executions shows it."""

    def __init__(self, clients: Clients, execution_id: str) -> None:
        self.clients, self.execution_id = clients, execution_id

    @property
    def status(self) -> str:
        return str(self._seen().status)

    def until(self, status: str) -> None:
        """Scripts run in real time, and the clock with them."""
        wait_until(lambda: self.status == status, lambda: self._seen().status_message)

    def notify(self, kind: str) -> None:
        """It waits between two batches: somebody says how it goes on."""
        self.clients.oos.notify_execution(
            oos.NotifyExecutionRequest(execution_id=self.execution_id, notify_type=kind)
        )

    def cancel(self) -> None:
        self.clients.oos.cancel_execution(oos.CancelExecutionRequest(execution_id=self.execution_id))

    def outputs(self) -> Any:
        return json.loads(self._seen().outputs)

    def updated(self) -> list[str]:
        """The instances whose script has succeeded: each has an execution of its own."""
        asked = oos.ListExecutionsRequest(parent_execution_id=self.execution_id, status="Success")
        found = self.clients.oos.list_executions(asked).body.executions
        return sorted(each.parameters["instanceId"] for each in found)

    def _seen(self) -> Any:
        asked = oos.ListExecutionsRequest(execution_id=self.execution_id)
        [seen] = self.clients.oos.list_executions(asked).body.executions
        return seen
