"""Scaling groups: created, changed, enabled, disabled and described."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Done, Event, Fresh, Listed, Reply
from scalehook_contracts.lasting_callers import LastingCaller
from scalehook_contracts.pages import PageNumber, PageSize
from scalehook_contracts.scaling_controller.base import (
    ClientToken,
    EssOperation,
    GroupOperation,
    Name,
    of_group,
)
from scalehook_contracts.scaling_controller.group_settings import (
    AlbServerGroup,
    AllocationStrategy,
    BackendWeight,
    BalanceMode,
    CapacityOptions,
    Cooldown,
    DBInstance,
    GroupChanges,
    GroupSize,
    GroupType,
    HealthCheckType,
    LaunchTemplateOverride,
    LoadBalancerConfig,
    MultiAZPolicy,
    OnDemandCapacity,
    Percentage,
    RemovalPolicy,
    ScalingPolicy,
    ServerGroup,
    VServerGroup,
)
from scalehook_contracts.scaling_controller.group_views import ScalingGroupDetail, ScalingGroupPage
from scalehook_contracts.scaling_controller.hooks import HookSpecification
from scalehook_contracts.scaling_controller.tags import GroupTag, TagFilter


class ScalingGroupCreation(Reply):
    """The new group's id."""

    scaling_group_id: str


class CreateScalingGroup(LastingCaller, EssOperation[ScalingGroupCreation]):
    """Creates a scaling group, inactive until it is enabled."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"ContainerGroupId", "SyncAlarmRuleToCms"})

    region_id: str
    min_size: GroupSize
    max_size: GroupSize
    scaling_group_name: Name | None = None
    default_cooldown: Cooldown = 300
    desired_capacity: GroupSize | None = None
    v_switch_id: str = ""
    v_switch_ids: list[str] = Listed("VSwitchId")  # of its names, this one wins over `VSwitchId`
    multi_az_policy: MultiAZPolicy = Field("PRIORITY", alias="MultiAZPolicy")
    health_check_type: HealthCheckType | None = None  # wins over the list; neither: `ECS`
    health_check_types: list[str] = Listed("HealthCheckType")
    removal_policies: list[RemovalPolicy] = Listed("RemovalPolicy", max_length=3)
    custom_policy_arn: str = Field("", alias="CustomPolicyARN")
    scaling_policy: ScalingPolicy = "release"
    group_deletion_protection: bool = False
    group_type: GroupType = "ECS"
    instance_id: str = ""
    launch_template_id: str = ""
    launch_template_version: str = ""
    launch_template_overrides: list[LaunchTemplateOverride] = Listed(
        "LaunchTemplateOverride", max_length=10
    )
    load_balancer_ids: str = ""  # a JSON array of ids, as text
    load_balancer_configs: list[LoadBalancerConfig] = Listed("LoadBalancerConfig", max_length=20)
    v_server_groups: list[VServerGroup] = Listed("VServerGroup", max_length=100)
    alb_server_groups: list[AlbServerGroup] = Listed("AlbServerGroup", max_length=100)
    server_groups: list[ServerGroup] = Listed("ServerGroup", max_length=100)
    db_instance_ids: str = Field("", alias="DBInstanceIds")  # a JSON array of ids, as text
    db_instances: list[DBInstance] = Listed("DBInstance", alias="DBInstances", max_length=5)
    lifecycle_hooks: list[HookSpecification] = Listed("LifecycleHook", max_length=100)
    tags: list[GroupTag] = Listed("Tag", max_length=20)
    stop_instance_timeout: int | None = Field(None, ge=30, le=240)  # seconds
    max_instance_lifetime: int | None = Field(None, ge=86400, le=2**31 - 1)  # seconds
    on_demand_base_capacity: OnDemandCapacity | None = None
    on_demand_percentage_above_base_capacity: Percentage | None = None
    spot_instance_pools: int | None = Field(None, ge=1, le=10)
    spot_instance_remedy: bool = False
    compensate_with_on_demand: bool = True
    capacity_options: CapacityOptions = Fresh(CapacityOptions)
    allocation_strategy: AllocationStrategy = "priority"
    spot_allocation_strategy: AllocationStrategy = "priority"
    az_balance: bool = False
    auto_rebalance: bool = False
    balance_mode: BalanceMode = "BalancedBestEffort"
    resource_group_id: str = ""
    client_token: ClientToken = ""

    def passed_roles(self) -> list[str]:
        """The roles that its hooks name."""
        return [role for hook in self.lifecycle_hooks for role in hook.passed_roles()]


class ModifyScalingGroup(GroupChanges, GroupOperation[Done]):
    """Changes a group; one that is too small or too large for its limits then scales."""


class EnableScalingGroup(GroupOperation[Done]):
    """Lets an inactive group scale. Instances that are given join it; then it fills to MinSize, or to
    its expected capacity.
    """

    instance_ids: list[str] = Listed("InstanceId", max_length=20)
    load_balancer_weights: list[BackendWeight] = Listed("LoadBalancerWeight", max_length=20)
    active_scaling_configuration_id: str = ""
    launch_template_id: str = ""
    launch_template_version: str = ""
    launch_template_overrides: list[LaunchTemplateOverride] = Listed(
        "LaunchTemplateOverride", max_length=10
    )


class DisableScalingGroup(GroupOperation[Done]):
    """Ends the group's scaling; what runs goes on to its end."""


class ChangeResourceGroup(EssOperation[Done]):
    """Puts a group into another resource group."""

    region_id: str
    resource_id: str
    new_resource_group_id: str
    resource_type: str = "scalinggroup"

    def resources(self) -> list[str]:
        """The group."""
        return [f"scalinggroup/{self.resource_id}"]


class DescribeScalingGroups(EssOperation[ScalingGroupPage]):
    """Lists groups; ids and names that do not exist are passed over."""

    region_id: str
    scaling_group_ids: list[str] = Listed("ScalingGroupId", max_length=20)
    scaling_group_names: list[str] = Listed("ScalingGroupName", max_length=20)
    scaling_group_name: str = ""
    group_type: GroupType | None = None
    resource_group_id: str = ""
    tags: list[TagFilter] = Listed("Tag", max_length=20)
    page_number: PageNumber = 1
    page_size: PageSize = 10

    def resources(self) -> list[str]:
        """The groups; all where none is named by its id."""
        return [f"scalinggroup/{group_id}" for group_id in self.scaling_group_ids] or of_group("")


class DescribeScalingGroupDetail(EssOperation[ScalingGroupDetail]):
    """Describes one group; the text of a group of containers is not simulated."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"OutputFormat"})

    region_id: str
    scaling_group_id: str


class ScalingGroupCreated(Event):
    """A group exists, as it was asked for."""

    scaling_group_id: str
    scaling_group_name: str
    created_at: float  # Unix seconds, virtual, as all times of events
    request: CreateScalingGroup


class ScalingGroupModified(Event):
    """A group now reads so: the request that would make it as it is, and where its instances come from.

    Hooks have events of their own.
    """

    scaling_group_id: str
    active_scaling_configuration_id: str
    at: float
    request: CreateScalingGroup


class ScalingGroupEnabled(Event):
    """The group may scale."""

    scaling_group_id: str
    active_scaling_configuration_id: str
    at: float


class ScalingGroupDisabled(Event):
    """The group scales no more."""

    scaling_group_id: str
    at: float
