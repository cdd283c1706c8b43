"""A scaling group through the official 2022 SDK, in few words."""

from copy import copy
from typing import Any

from alibabacloud_ess20220222 import models as m

from support.cloud.clients import Clients


class Group:
    def __init__(self, clients: Clients, **parameters: Any) -> None:
        self.clients, self.ess = clients, clients.ess
        given = {"region_id": clients.region, "min_size": 0, "max_size": 20, **parameters}
        self.id = self.ess.create_scaling_group(
            m.CreateScalingGroupRequest(**given)
        ).body.scaling_group_id
        configuration = m.CreateScalingConfigurationRequest(
            scaling_group_id=self.id,
            image_id="img",
            instance_type="ecs.g7.large",
            security_group_id="sg-1",
        )
        made = self.ess.create_scaling_configuration(configuration).body.scaling_configuration_id
        self.ess.enable_scaling_group(
            m.EnableScalingGroupRequest(scaling_group_id=self.id, active_scaling_configuration_id=made)
        )

    def of(self, clients: Clients) -> "Group":
        """The same group, by other connections."""
        same = copy(self)
        same.clients, same.ess = clients, clients.ess
        return same

    def hook(self, **parameters: Any) -> str:
        given = {"lifecycle_transition": "SCALE_OUT", **parameters}
        request = m.CreateLifecycleHookRequest(scaling_group_id=self.id, **given)
        return self.ess.create_lifecycle_hook(request).body.lifecycle_hook_id

    def rule(self, adjustment: int) -> str:
        request = m.CreateScalingRuleRequest(
            scaling_group_id=self.id,
            adjustment_type="QuantityChangeInCapacity",
            adjustment_value=adjustment,
        )
        return self.ess.create_scaling_rule(request).body.scaling_rule_ari

    def execute(self, ari: str, token: str | None = None) -> str:
        request = m.ExecuteScalingRuleRequest(scaling_rule_ari=ari, client_token=token)
        return self.ess.execute_scaling_rule(request).body.scaling_activity_id

    def instances(self) -> list[Any]:
        request = m.DescribeScalingInstancesRequest(
            region_id=self.clients.region, scaling_group_id=self.id, page_size=50
        )
        return self.ess.describe_scaling_instances(request).body.scaling_instances

    def states(self) -> list[str]:
        return sorted(instance.lifecycle_state for instance in self.instances())

    def describe(self) -> Any:
        request = m.DescribeScalingGroupsRequest(
            region_id=self.clients.region, scaling_group_ids=[self.id]
        )
        [group] = self.ess.describe_scaling_groups(request).body.scaling_groups
        return group

    def activities(self) -> list[Any]:
        request = m.DescribeScalingActivitiesRequest(
            region_id=self.clients.region, scaling_group_id=self.id, page_size=50
        )
        return self.ess.describe_scaling_activities(request).body.scaling_activities

    def actions(self, activity: str) -> list[Any]:
        request = m.DescribeLifecycleActionsRequest(scaling_activity_id=activity)
        return self.ess.describe_lifecycle_actions(request).body.lifecycle_actions

    def complete(self, hook: str, token: str, result: str | None = None) -> None:
        self.ess.complete_lifecycle_action(
            m.CompleteLifecycleActionRequest(
                lifecycle_hook_id=hook, lifecycle_action_token=token, lifecycle_action_result=result
            )
        )

    def heartbeat(self, hook: str, token: str, seconds: int) -> None:
        self.ess.record_lifecycle_action_heartbeat(
            m.RecordLifecycleActionHeartbeatRequest(
                lifecycle_hook_id=hook, lifecycle_action_token=token, heartbeat_timeout=seconds
            )
        )
