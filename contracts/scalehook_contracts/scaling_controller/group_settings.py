"""What scaling groups can be told: the values that several operations share, and the structures."""

from typing import Annotated, Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.scaling_controller.base import Name

GroupSize = Annotated[int, Field(ge=0, le=2**31 - 1)]  # a setting says how large it may be
Cooldown = Annotated[int, Field(ge=0, le=86400)]  # seconds
Port = Annotated[int, Field(ge=1, le=65535)]
BackendWeight = Annotated[int, Field(ge=0, le=100)]
Percentage = Annotated[int, Field(ge=0, le=100)]
OnDemandCapacity = Annotated[int, Field(ge=0, le=1000)]
RemovalPolicy = Literal["OldestScalingConfiguration", "OldestInstance", "NewestInstance", "CustomPolicy"]
MultiAZPolicy = Literal["PRIORITY", "COST_OPTIMIZED", "BALANCE", "COMPOSABLE"]
HealthCheckType = Literal["ECS", "NONE", "LOAD_BALANCER"]
ScalingPolicy = Literal["release", "recycle", "forcerelease", "forcerecycle"]
AllocationStrategy = Literal["priority", "lowestPrice"]
BalanceMode = Literal["BalancedBestEffort", "BalancedOnly"]
GroupType = Literal["ECS", "ECI"]


class LaunchTemplateOverride(Part):
    """An instance type instead of the launch template's own; prices are not simulated."""

    instance_type: str
    spot_price_limit: float | None = None
    weighted_capacity: int | None = Field(None, ge=1, le=500)


class CapacityOptions(Part):
    """How many instances are to be on-demand ones; described back."""

    compensate_with_on_demand: bool | None = None
    on_demand_base_capacity: OnDemandCapacity | None = None
    on_demand_percentage_above_base_capacity: Percentage | None = None
    price_comparison_mode: Literal["PricePerUnit", "PricePerVCpu"] | None = None
    spot_auto_replace_on_demand: bool | None = None


class AlbServerGroup(Part):
    """A server group of an ALB, and how instances are put there."""

    alb_server_group_id: str
    port: Port
    weight: BackendWeight | None = None


class ServerGroup(Part):
    """A server group of an ALB, NLB or GWLB; the last has neither port nor weight."""

    server_group_id: str
    type: Literal["ALB", "NLB", "GWLB"]
    port: Port | None = None
    weight: BackendWeight | None = None


class VServerGroupAttribute(Part):
    """One group of back-end servers of a CLB."""

    v_server_group_id: str
    port: Port
    weight: BackendWeight = 50


class VServerGroup(Part):
    """A CLB, and those of its groups that instances are put in."""

    load_balancer_id: str
    v_server_group_attributes: list[VServerGroupAttribute] = Listed("VServerGroupAttribute")


class LoadBalancerConfig(Part):
    """A CLB, and the weight of instances behind it."""

    load_balancer_id: str
    weight: BackendWeight = 50


class DBInstance(Part):
    """A database, and how it is told to let instances in."""

    db_instance_id: str = Field(alias="DBInstanceId")
    type: Literal["RDS", "Redis", "MongoDB"] = "RDS"
    attach_mode: Literal["SecurityIp", "SecurityGroup"] = "SecurityIp"


class GroupChanges(Part):
    """Settings of a group that can be changed; what is not given stays.

    An empty list is one that is not given. 0 takes back `max_instance_lifetime`,
    `stop_instance_timeout` and `spot_instance_pools`.
    """

    scaling_group_name: Name | None = None
    min_size: GroupSize | None = None
    max_size: GroupSize | None = None
    desired_capacity: GroupSize | None = None
    disable_desired_capacity: bool = False
    default_cooldown: Cooldown | None = None
    active_scaling_configuration_id: str = ""
    launch_template_id: str = ""
    launch_template_version: str = ""
    launch_template_overrides: list[LaunchTemplateOverride] = Listed(
        "LaunchTemplateOverride", max_length=10
    )
    v_switch_ids: list[str] = Listed("VSwitchId")
    multi_az_policy: MultiAZPolicy | None = Field(None, alias="MultiAZPolicy")
    health_check_type: HealthCheckType | None = None
    health_check_types: list[str] = Listed("HealthCheckType")
    removal_policies: list[RemovalPolicy] = Listed("RemovalPolicy", max_length=3)
    custom_policy_arn: str = Field("", alias="CustomPolicyARN")
    scaling_policy: ScalingPolicy | None = None
    group_deletion_protection: bool | None = None
    stop_instance_timeout: int | None = Field(None, ge=0, le=240)
    max_instance_lifetime: int | None = Field(None, ge=0, le=2**31 - 1)
    on_demand_base_capacity: OnDemandCapacity | None = None
    on_demand_percentage_above_base_capacity: Percentage | None = None
    spot_instance_pools: int | None = Field(None, ge=0, le=10)
    spot_instance_remedy: bool | None = None
    compensate_with_on_demand: bool | None = None
    capacity_options: CapacityOptions | None = None
    allocation_strategy: AllocationStrategy | None = None
    spot_allocation_strategy: AllocationStrategy | None = None
    az_balance: bool | None = None
    auto_rebalance: bool | None = None
    balance_mode: BalanceMode | None = None
