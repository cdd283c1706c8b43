"""Instance types: which there are, which could take the place of others, which can be had."""

from typing import ClassVar

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.base import EssOperation
from scalehook_contracts.scaling_controller.instance_options import MemorySize, TypePattern


class PatternTypeView(Part):
    """An instance type; memory in GiB."""

    instance_type: str
    instance_type_family: str
    instance_family_level: str
    cores: Int64
    memory: float


class PatternTypeList(Reply):
    """The types that fit."""

    pattern_types: list[PatternTypeView] = Listed("PatternType")


class DescribePatternTypes(TypePattern, EssOperation[PatternTypeList]):
    """Lists the known instance types that fit a pattern."""

    of_groups: ClassVar[bool] = False

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {
            "ChannelId", "MaxPrice", "MinimumBaselineCredit", "MinimumEniIpv6AddressQuantity",
            "MinimumEniPrivateIpAddressQuantity", "MinimumEniQuantity", "MinimumInitialCredit",
            "PhysicalProcessorModels", "SpotStrategy", "VSwitchId", "ZoneId",
        }
    )  # fmt: skip

    region_id: str
    cores_list: list[Int64] = Listed("Core", max_length=10)
    memory_list: list[MemorySize] = Listed("MemorySize", max_length=10)


class CandidateInstanceTypes(Reply):
    """Types that could take the place of those that were named. No zones are named here."""

    candidate_instance_types: list[str] = Listed("CandidateInstanceType")
    candidate_zone_ids: list[str] = Listed("CandidateZoneId")


class DescribeCandidateInstanceType(EssOperation[CandidateInstanceTypes]):
    """Lists the types of other generations that are as large as the named ones."""

    of_groups: ClassVar[bool] = False

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {
            "AllowCrossAz", "DataDiskCategories", "ImageFamily", "ImageId", "ImageName",
            "Ipv6AddressCount", "MaxPrice", "SpotStrategy", "SystemDiskCategories", "ZoneIds",
        }
    )  # fmt: skip

    region_id: str = ""
    allow_different_generation: bool = False
    instance_types: list[str] = Listed("InstanceType", max_length=50)


class InventoryHealth(Part):
    """Scores of a pool's stock: each 0 to 3; health is adequacy and supply less heat."""

    adequacy_score: Int64
    health_score: Int64
    hot_score: Int64
    supply_score: Int64


class ResourcePool(Part):
    """An instance type in the group's vSwitches, and whether it can be had."""

    code: str
    elastic_strength: str
    instance_type: str
    inventory_health: InventoryHealth
    msg: str
    status: str
    strength: float
    v_switch_ids: list[str] = Listed("VSwitchId")
    zone_id: str = ""


class GroupStrength(Part):
    """How likely a group gets the instances that it asks for."""

    scaling_group_id: str
    elastic_strength: str
    total_strength: float
    resource_pools: list[ResourcePool] = Listed("ResourcePool")


class ElasticStrength(Reply):
    """Of one group, or of several."""

    elastic_strength: str | None = None
    total_strength: float | None = None
    resource_pools: list[ResourcePool] = Listed("ResourcePool")
    elastic_strength_models: list[GroupStrength] = Listed("ElasticStrengthModel")


class DescribeElasticStrength(EssOperation[ElasticStrength]):
    """Tells whether groups get the instances that they ask for, as far as they have found out."""

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {
            "DataDiskCategories", "DataDiskCategory", "ImageFamily", "ImageId", "ImageName",
            "Ipv6AddressCount", "PriorityStrategy", "SpotStrategy", "SystemDiskCategories",
            "SystemDiskCategory", "VSwitchId", "VSwitchIds",
        }
    )  # fmt: skip

    region_id: str
    scaling_group_id: str = ""
    scaling_group_ids: list[str] = Listed("ScalingGroupId", max_length=50)
    instance_types: list[str] = Listed("InstanceType", max_length=50)

    def resources(self) -> list[str]:
        """The groups."""
        groups = self.scaling_group_ids or [self.scaling_group_id]
        return [f"scalinggroup/{group}" for group in groups]
