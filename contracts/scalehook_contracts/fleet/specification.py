"""What an instance is made of: said when it is asked for, kept when it is made."""

from pydantic import Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.numbers import Int64


class SystemDisk(Part):
    """The disk that an instance boots from. Sizes are GiB."""

    category: str = ""
    size: Int64 | None = None
    disk_name: str = ""
    description: str = ""
    performance_level: str = ""
    auto_snapshot_policy_id: str = ""
    bursting_enabled: bool | None = None
    encrypt_algorithm: str = ""
    encrypted: bool | None = None
    kms_key_id: str = Field("", alias="KMSKeyId")
    provisioned_iops: Int64 | None = None
    storage_cluster_id: str = ""


class DataDisk(SystemDisk):
    """A further disk."""

    device: str = ""
    snapshot_id: str = ""
    delete_with_instance: bool = True


class InstanceSpecification(Part):
    """What a new instance looks like. `security_group_id` is the first of its security groups."""

    image_id: str = ""
    image_family: str = ""
    instance_type: str = ""
    security_group_id: str = ""
    security_group_ids: list[str] = Listed("SecurityGroupId")
    v_switch_id: str = ""
    instance_name: str = ""
    host_name: str = ""
    description: str = ""
    user_data: str = ""
    ram_role_name: str = ""
    key_pair_name: str = ""
    resource_group_id: str = ""
    deletion_protection: bool = False
    instance_charge_type: str = "PostPaid"
    internet_charge_type: str = "PayByTraffic"
    internet_max_bandwidth_in: Int64 | None = None  # Mbit/s
    internet_max_bandwidth_out: Int64 = 0  # Mbit/s; with any there is a public address
    io_optimized: str = "optimized"
    spot_strategy: str = "NoSpot"
    spot_price_limit: float | None = None
    spot_duration: Int64 | None = None  # hours
    spot_interruption_behavior: str = ""
    credit_specification: str = ""
    http_endpoint: str = "enabled"
    http_tokens: str = "optional"
    system_disk: SystemDisk | None = None
    data_disks: list[DataDisk] = Listed("DataDisk")
    tags: list[InstanceTag] = Listed("Tag")
