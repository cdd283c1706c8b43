"""Scaling groups."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Done, Event, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.scaling_controller.base import (
    ClientToken,
    EssOperation,
    Name,
)
from scalehook_contracts.scaling_controller.hooks import HookSpecification

RemovalPolicy = Literal["OldestScalingConfiguration", "OldestInstance", "NewestInstance", "CustomPolicy"]


class GroupTag(Part):
    """A tag of a group."""

    key: str
    value: str = ""
    propagate: bool = False


class ScalingGroupCreation(Reply):
    """The new group's id."""

    scaling_group_id: str


class CreateScalingGroup(EssOperation[ScalingGroupCreation]):
    """Creates a scaling group, inactive until it is enabled."""

    region_id: str
    min_size: int = Field(ge=0, le=2000)
    max_size: int = Field(ge=0, le=2000)
    scaling_group_name: Name | None = None
    default_cooldown: int = Field(300, ge=0, le=86400)
    desired_capacity: int | None = Field(None, ge=0, le=2000)
    v_switch_id: str = ""
    v_switch_ids: list[str] = Listed("VSwitchId")
    multi_az_policy: Literal["PRIORITY", "COST_OPTIMIZED", "BALANCE", "COMPOSABLE"] = Field(
        "PRIORITY", alias="MultiAZPolicy"
    )
    health_check_type: Literal["ECS", "NONE", "LOAD_BALANCER"] = "ECS"
    health_check_types: list[str] = Listed("HealthCheckType")
    removal_policies: list[RemovalPolicy] = Listed("RemovalPolicy", max_length=3)
    scaling_policy: Literal["release", "recycle", "forcerelease", "forcerecycle"] = "release"
    group_deletion_protection: bool = False
    group_type: Literal["ECS", "ECI"] = "ECS"
    launch_template_id: str = ""
    launch_template_version: str = ""
    load_balancer_ids: str = ""  # a JSON array of ids, as text
    db_instance_ids: str = Field("", alias="DBInstanceIds")  # likewise
    lifecycle_hooks: list[HookSpecification] = Listed("LifecycleHook")
    tags: list[GroupTag] = Listed("Tag", max_length=20)
    stop_instance_timeout: int | None = Field(None, ge=30, le=240)
    max_instance_lifetime: int | None = Field(None, ge=86400, le=2**31 - 1)
    on_demand_base_capacity: int | None = Field(None, ge=0, le=1000)
    on_demand_percentage_above_base_capacity: int | None = Field(None, ge=0, le=100)
    spot_instance_pools: int | None = Field(None, ge=1, le=10)
    spot_instance_remedy: bool = False
    compensate_with_on_demand: bool = True
    resource_group_id: str = ""
    client_token: ClientToken = ""

    def passed_roles(self) -> list[str]:
        """The roles that its hooks name."""
        return [role for hook in self.lifecycle_hooks for role in hook.passed_roles()]


class EnableScalingGroup(EssOperation[Done]):
    """Lets an inactive group scale; it fills to MinSize, or to its expected capacity."""

    scaling_group_id: str
    active_scaling_configuration_id: str = ""
    launch_template_id: str = ""
    launch_template_version: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """The group."""
        return [f"scalinggroup/{self.scaling_group_id}"]


class DisableScalingGroup(EssOperation[Done]):
    """Ends the group's scaling; what runs goes on to its end."""

    scaling_group_id: str
    region_id: str = ""

    def resources(self) -> list[str]:
        """The group."""
        return [f"scalinggroup/{self.scaling_group_id}"]


class TagView(Part):
    """A tag, as it is described."""

    tag_key: str
    tag_value: str
    propagate: bool


class ScalingGroupView(Part):
    """A group, as it is described: settings, and counters per lifecycle state."""

    scaling_group_id: str
    scaling_group_name: str
    region_id: str
    lifecycle_state: str
    min_size: Int64
    max_size: Int64
    default_cooldown: Int64
    desired_capacity: Int64 | None = None
    enable_desired_capacity: bool
    active_scaling_configuration_id: str
    launch_template_id: str = ""
    launch_template_version: str = ""
    creation_time: str
    modification_time: str
    multi_az_policy: str = Field(alias="MultiAZPolicy")
    health_check_type: str
    health_check_types: list[str] = Listed("HealthCheckType")
    removal_policies: list[str] = Listed("RemovalPolicy")
    scaling_policy: str
    group_type: str
    group_deletion_protection: bool
    v_switch_id: str
    v_switch_ids: list[str] = Listed("VSwitchId")
    load_balancer_ids: list[str] = Listed("LoadBalancerId")
    db_instance_ids: list[str] = Listed("DBInstanceId", alias="DBInstanceIds")
    v_server_groups: list[str] = Listed("VServerGroup")
    alb_server_groups: list[str] = Listed("AlbServerGroup")
    server_groups: list[str] = Listed("ServerGroup")
    launch_template_overrides: list[str] = Listed("LaunchTemplateOverride")
    suspended_processes: list[str] = Listed("SuspendedProcess")
    tags: list[TagView] = Listed("Tag")
    system_suspended: bool = False
    stop_instance_timeout: Int64 | None = None
    max_instance_lifetime: Int64 | None = None
    on_demand_base_capacity: Int64 | None = None
    on_demand_percentage_above_base_capacity: Int64 | None = None
    spot_instance_pools: Int64 | None = None
    spot_instance_remedy: bool = False
    compensate_with_on_demand: bool = True
    resource_group_id: str = ""
    total_capacity: Int64
    total_instance_count: Int64
    active_capacity: Int64
    pending_capacity: Int64
    pending_wait_capacity: Int64
    removing_capacity: Int64
    removing_wait_capacity: Int64
    protected_capacity: Int64 = 0
    standby_capacity: Int64 = 0
    stopped_capacity: Int64 = 0
    init_capacity: Int64 = 0
    spot_capacity: Int64 = 0


class ScalingGroupPage(Page, Reply):
    """One page of groups."""

    scaling_groups: list[ScalingGroupView] = Listed("ScalingGroup")


class TagFilter(Part):
    """A tag that a group must have; without a value, any value will do."""

    key: str
    value: str | None = None


class DescribeScalingGroups(EssOperation[ScalingGroupPage]):
    """Lists groups; ids and names that do not exist are passed over."""

    region_id: str
    scaling_group_ids: list[str] = Listed("ScalingGroupId", max_length=20)
    scaling_group_names: list[str] = Listed("ScalingGroupName", max_length=20)
    scaling_group_name: str = ""
    group_type: str = ""
    resource_group_id: str = ""
    tags: list[TagFilter] = Listed("Tag", max_length=20)
    page_number: PageNumber = 1
    page_size: PageSize = 10


class ScalingGroupCreated(Event):
    """A group exists, as it was asked for."""

    scaling_group_id: str
    scaling_group_name: str
    created_at: float  # Unix seconds, virtual, as all times of events
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
