"""Scaling groups, as they are described."""

from pydantic import Field

from scalehook_contracts.base import Fresh, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page
from scalehook_contracts.scaling_controller.group_settings import (
    AlbServerGroup,
    CapacityOptions,
    LaunchTemplateOverride,
    LoadBalancerConfig,
    ServerGroup,
    VServerGroup,
)


class TagView(Part):
    """A tag; its key and value stand there twice, as the two versions name them."""

    tag_key: str
    tag_value: str
    propagate: bool
    key: str = ""
    value: str = ""


class DBInstanceView(Part):
    """A database of a group."""

    db_instance_id: str = Field(alias="DBInstanceId")
    type: str
    security_group_ids: list[str] = Listed("SecurityGroupId")


class GroupCounters(Part):
    """How many instances there are, in all and by their lifecycle state."""

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


class ScalingGroupView(GroupCounters):
    """A group: its settings, what they come to, and its counters."""

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
    launch_template_overrides: list[LaunchTemplateOverride] = Listed("LaunchTemplateOverride")
    creation_time: str
    modification_time: str
    multi_az_policy: str = Field(alias="MultiAZPolicy")
    health_check_type: str
    health_check_types: list[str] = Listed("HealthCheckType")
    removal_policies: list[str] = Listed("RemovalPolicy")
    custom_policy_arn: str = Field("", alias="CustomPolicyARN")
    scaling_policy: str
    group_type: str
    group_deletion_protection: bool
    vpc_id: str = ""
    v_switch_id: str
    v_switch_ids: list[str] = Listed("VSwitchId")
    load_balancer_ids: list[str] = Listed("LoadBalancerId")
    load_balancer_configs: list[LoadBalancerConfig] = Listed("LoadBalancerConfig")
    db_instance_ids: list[str] = Listed("DBInstanceId", alias="DBInstanceIds")
    db_instances: list[DBInstanceView] = Listed("DBInstance", alias="DBInstances")
    v_server_groups: list[VServerGroup] = Listed("VServerGroup")
    alb_server_groups: list[AlbServerGroup] = Listed("AlbServerGroup")
    server_groups: list[ServerGroup] = Listed("ServerGroup")
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
    capacity_options: CapacityOptions = Fresh(CapacityOptions)
    allocation_strategy: str = "priority"
    spot_allocation_strategy: str = "priority"
    az_balance: bool = False
    auto_rebalance: bool = False
    balance_mode: str = "BalancedBestEffort"
    resource_group_id: str = ""
    monitor_group_id: str = ""
    current_host_name: str = ""
    is_elastic_strength_in_alarm: bool = False
    weighted: bool = False
    scale_out_amount_check: bool = True


class ScalingGroupPage(Page, Reply):
    """One page of groups."""

    scaling_groups: list[ScalingGroupView] = Listed("ScalingGroup")


class ScalingGroupDetail(Reply):
    """One group. `output` is the text of a group of containers, and empty for one of ECS instances."""

    scaling_group: ScalingGroupView
    output: str = ""
