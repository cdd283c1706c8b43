"""What new instances look like: all that a configuration says of them."""

from typing import Annotated, Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.numbers import Int64
from scalehook_contracts.passed_roles import InstanceRole
from scalehook_contracts.scaling_controller.instance_disks import (
    CloudDiskCategory,
    Description,
    SystemDisk,
    WantedDataDisk,
)
from scalehook_contracts.scaling_controller.instance_options import (
    Amount,
    CustomPriority,
    ImageOptions,
    InstancePatternInfo,
    InstanceTypeCandidateOptions,
    InstanceTypeOverride,
    NetworkInterface,
    PrivatePoolOptions,
    ResourcePoolOptions,
    SecurityOptions,
    SpotPriceLimit,
)

LoadBalancerWeight = Annotated[int, Field(ge=1, le=100)]
Bandwidth = Annotated[int, Field(ge=0, le=1024)]  # Mbit/s


class InstanceConfiguration(InstanceRole, Part):
    """Empty text, empty lists and None are what was not given. `tags` is a JSON object, as text, and so
    is `scheduler_options`.
    """

    affinity: Literal["", "default", "host"] = ""
    cpu: Int64 | None = None  # cores
    credit_specification: Literal["", "Standard", "Unlimited"] = ""
    custom_priorities: list[CustomPriority] = Listed("CustomPriority", max_length=100)
    data_disks: list[WantedDataDisk] = Listed("DataDisk", max_length=16)
    dedicated_host_cluster_id: str = ""
    dedicated_host_id: str = ""
    deletion_protection: bool | None = None
    deployment_set_id: str = ""
    host_name: str = ""
    hpc_cluster_id: str = ""
    http_endpoint: Literal["", "enabled", "disabled"] = ""
    http_tokens: Literal["", "optional", "required"] = ""
    image_family: str = ""
    image_id: str = ""
    image_name: str = ""
    image_options: ImageOptions | None = None
    instance_description: Description = ""
    instance_name: str = ""
    instance_pattern_infos: list[InstancePatternInfo] = Listed("InstancePatternInfo", max_length=10)
    instance_type: str = ""
    instance_type_candidate_options: InstanceTypeCandidateOptions | None = None
    instance_type_overrides: list[InstanceTypeOverride] = Listed("InstanceTypeOverride", max_length=20)
    instance_types: list[str] = Listed("InstanceType", max_length=10)
    internet_charge_type: str = ""
    internet_max_bandwidth_in: int | None = Field(None, ge=1, le=1024)
    internet_max_bandwidth_out: Bandwidth | None = None
    io_optimized: Literal["", "none", "optimized"] = ""
    ipv6_address_count: Amount | None = None
    key_pair_name: str = ""
    memory: Int64 | None = None  # GiB
    network_interfaces: list[NetworkInterface] = Listed("NetworkInterface", max_length=100)
    password: str = Field("", repr=False)
    password_inherit: bool | None = None
    private_pool_options: PrivatePoolOptions | None = None
    ram_role_name: str = ""
    resource_group_id: str = ""
    resource_pool_options: ResourcePoolOptions | None = None
    scheduler_options: str = ""
    security_group_id: str = ""
    security_group_ids: list[str] = Listed("SecurityGroupId")
    security_options: SecurityOptions | None = None
    spot_duration: int | None = Field(None, ge=0, le=6)  # hours
    spot_interruption_behavior: Literal["", "Terminate"] = ""
    spot_price_limits: list[SpotPriceLimit] = Listed("SpotPriceLimit", max_length=100)
    storage_set_id: str = ""
    storage_set_partition_number: int | None = Field(None, ge=2, le=2**31 - 1)
    system_disk: SystemDisk | None = None
    system_disk_categories: list[CloudDiskCategory] = Listed("SystemDiskCategory", max_length=10)
    tags: str = ""
    tenancy: Literal["", "default", "host"] = ""
    user_data: str = Field("", repr=False)
    zone_id: str = ""
