"""Scaling configurations as they are described: by both API versions, which spell some fields in two
ways.
"""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Fresh, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.scaling_controller.base import EssOperation
from scalehook_contracts.scaling_controller.instance_disks import DataDisk
from scalehook_contracts.scaling_controller.instance_options import (
    CustomPriority,
    InstancePatternInfo,
    InstanceTypeCandidateOptions,
    NetworkInterface,
    ResourcePoolOptions,
    SchedulerOptions,
    SecurityOptions,
    SpotPriceLimit,
)


class InstanceTagView(Part):
    """A tag of the instances, under the names that either version has for its parts."""

    key: str
    value: str
    tag_key: str
    tag_value: str
    propagate: bool = True


class SystemDiskView(Part):
    """The fields of the system disk, side by side with those of the instance."""

    system_disk_auto_snapshot_policy_id: str = ""
    system_disk_bursting_enabled: bool | None = None
    system_disk_bursting_enabled_2014: bool | None = Field(None, alias="SystemDisk.BurstingEnabled")
    system_disk_category: str = ""
    system_disk_description: str = ""
    system_disk_encrypt_algorithm: str = ""
    system_disk_encrypt_algorithm_2014: str = Field("", alias="SystemDisk.EncryptAlgorithm")
    system_disk_encrypted: bool = False
    system_disk_encrypted_2014: bool = Field(False, alias="SystemDisk.Encrypted")
    system_disk_kms_key_id: str = Field("", alias="SystemDiskKMSKeyId")
    system_disk_kms_key_id_2014: str = Field("", alias="SystemDisk.KMSKeyId")
    system_disk_name: str = ""
    system_disk_performance_level: str = ""
    system_disk_provisioned_iops: Int64 | None = None
    system_disk_provisioned_iops_2014: Int64 | None = Field(None, alias="SystemDisk.ProvisionedIops")
    system_disk_size: Int64


class CpuOptions(Part):
    """What can be said of processors in newer versions of the API only."""

    nested_virtualization: str = ""


class ScalingConfigurationView(SystemDiskView):
    """A configuration. What was not given has its documented default, or is empty or left out."""

    scaling_configuration_id: str
    scaling_configuration_name: str
    scaling_group_id: str
    lifecycle_state: Literal["Active", "Inactive"]
    creation_time: str
    affinity: str
    cpu: Int64 | None = None
    cpu_options: CpuOptions = Fresh(CpuOptions)
    credit_specification: str
    custom_priorities: list[CustomPriority] = Listed("CustomPriority")
    data_disks: list[DataDisk] = Listed("DataDisk")
    dedicated_host_cluster_id: str
    dedicated_host_id: str
    deletion_protection: bool
    deployment_set_id: str
    host_name: str
    hpc_cluster_id: str
    http_endpoint: str
    http_tokens: str
    image_family: str
    image_id: str
    image_name: str
    image_options_login_as_non_root: bool
    image_options_login_as_non_root_2014: bool = Field(alias="ImageOptions.LoginAsNonRoot")
    image_owner_alias: str = ""
    instance_description: str
    instance_generation: str = ""
    instance_name: str
    instance_pattern_infos: list[InstancePatternInfo] = Listed("InstancePatternInfo")
    instance_type: str
    instance_type_candidate_options: InstanceTypeCandidateOptions = Fresh(InstanceTypeCandidateOptions)
    instance_types: list[str] = Listed("InstanceType")
    internet_charge_type: str
    internet_max_bandwidth_in: Int64 | None = None
    internet_max_bandwidth_out: Int64
    io_optimized: str
    ipv6_address_count: Int64 | None = None
    key_pair_name: str
    load_balancer_weight: Int64
    memory: Int64 | None = None
    network_interfaces: list[NetworkInterface] = Listed("NetworkInterface")
    password_inherit: bool
    password_setted: bool
    private_pool_options_id: str = Field(alias="PrivatePoolOptions.Id")
    private_pool_options_match_criteria: str = Field(alias="PrivatePoolOptions.MatchCriteria")
    ram_role_name: str
    resource_group_id: str
    resource_pool_options: ResourcePoolOptions = Fresh(ResourcePoolOptions)
    scheduler_options: SchedulerOptions = Fresh(SchedulerOptions)
    security_enhancement_strategy: str
    security_group_id: str
    security_group_ids: list[str] = Listed("SecurityGroupId")
    security_options: SecurityOptions = Fresh(SecurityOptions)
    spot_duration: Int64 | None = None
    spot_interruption_behavior: str
    spot_price_limits: list[SpotPriceLimit] = Listed("SpotPriceLimit")
    spot_price_limit: list[SpotPriceLimit] = Listed("SpotPriceModel")
    spot_strategy: str
    storage_set_id: str
    storage_set_partition_number: Int64 | None = None
    system_disk_categories: list[str] = Listed("SystemDiskCategory")
    tags: list[InstanceTagView] = Listed("Tag")
    tenancy: str
    user_data: str = Field(repr=False)
    weighted_capacities: list[Int64] = Listed("WeightedCapacity")
    zone_id: str


class ScalingConfigurationPage(Page, Reply):
    """One page of configurations."""

    scaling_configurations: list[ScalingConfigurationView] = Listed("ScalingConfiguration")


class DescribeScalingConfigurations(EssOperation[ScalingConfigurationPage]):
    """Lists configurations; ids and names that do not exist are passed over."""

    region_id: str
    scaling_group_id: str = ""
    scaling_configuration_ids: list[str] = Listed("ScalingConfigurationId", max_length=100)
    scaling_configuration_names: list[str] = Listed("ScalingConfigurationName", max_length=100)
    page_number: PageNumber = 1
    page_size: PageSize = 10
