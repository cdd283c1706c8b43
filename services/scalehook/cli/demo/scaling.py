"""What every story needs of Auto Scaling: a group that can scale, and looks at its instances."""

from dataclasses import dataclass
from typing import Any

from alibabacloud_ess20220222 import models as ess

from scalehook.cli.demo.clients import Cloud


@dataclass(frozen=True)
class Group:
    """An enabled scaling group with an active configuration."""

    cloud: Cloud
    group_id: str

    @classmethod
    def create(cls, cloud: Cloud, name: str) -> "Group":
        """Create the group and its configuration, and enable it."""
        request = ess.CreateScalingGroupRequest(
            region_id=cloud.region, scaling_group_name=name, min_size=0, max_size=10
        )
        group_id = cloud.ess.create_scaling_group(request).body.scaling_group_id
        configuration = cloud.ess.create_scaling_configuration(
            ess.CreateScalingConfigurationRequest(
                scaling_group_id=group_id,
                image_id="centos_7_6_x64_20G_alibase_20211130.vhd",
                instance_type="ecs.g7.large",
                security_group_id="sg-demo",
            )
        ).body.scaling_configuration_id
        cloud.ess.enable_scaling_group(
            ess.EnableScalingGroupRequest(
                region_id=cloud.region,
                scaling_group_id=group_id,
                active_scaling_configuration_id=configuration,
            )
        )
        return cls(cloud, group_id)

    def hook(self, name: str, **parameters: Any) -> str:
        """Create a lifecycle hook; SCALE_OUT unless another transition is given."""
        parameters.setdefault("lifecycle_transition", "SCALE_OUT")
        request = ess.CreateLifecycleHookRequest(
            scaling_group_id=self.group_id, lifecycle_hook_name=name, **parameters
        )
        return str(self.cloud.ess.create_lifecycle_hook(request).body.lifecycle_hook_id)

    def rule(self, name: str, adjustment: int) -> str:
        """Create a simple rule; its ARI."""
        request = ess.CreateScalingRuleRequest(
            region_id=self.cloud.region,
            scaling_group_id=self.group_id,
            scaling_rule_name=name,
            adjustment_type="QuantityChangeInCapacity",
            adjustment_value=adjustment,
        )
        return str(self.cloud.ess.create_scaling_rule(request).body.scaling_rule_ari)

    def execute(self, ari: str) -> str:
        """Execute a rule; the scaling activity's id."""
        request = ess.ExecuteScalingRuleRequest(region_id=self.cloud.region, scaling_rule_ari=ari)
        return str(self.cloud.ess.execute_scaling_rule(request).body.scaling_activity_id)

    def instances(self, state: str | None = None) -> list[Any]:
        """The group's instances, in this lifecycle state if one is given."""
        request = ess.DescribeScalingInstancesRequest(
            region_id=self.cloud.region, scaling_group_id=self.group_id, lifecycle_state=state
        )
        return list(self.cloud.ess.describe_scaling_instances(request).body.scaling_instances)

    def activity(self, activity_id: str) -> Any:
        """One scaling activity."""
        request = ess.DescribeScalingActivitiesRequest(
            region_id=self.cloud.region, scaling_activity_ids=[activity_id]
        )
        return self.cloud.ess.describe_scaling_activities(request).body.scaling_activities[0]

    def actions(self, activity_id: str) -> list[Any]:
        """The lifecycle actions of an activity."""
        request = ess.DescribeLifecycleActionsRequest(
            region_id=self.cloud.region, scaling_activity_id=activity_id
        )
        return list(self.cloud.ess.describe_lifecycle_actions(request).body.lifecycle_actions)

    def ended(self, activity_id: str, status: str) -> Any:
        """The activity, once it has ended so; None before."""
        activity = self.activity(activity_id)
        return activity if activity.status_code == status else None
