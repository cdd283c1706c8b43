"""What a launch template says of the instances that are made from it. None of it is checked before an
instance is made.
"""

from typing import Annotated

from pydantic import Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.numbers import Int64
from scalehook_contracts.passed_roles import InstanceRole

Price = Annotated[float, Field(ge=0, le=1e9)]


class Tag(Part):
    """A tag of a template or of its instances."""

    key: str
    value: str = ""


class TemplateSystemDisk(Part):
    """The system disk; size in GiB."""

    auto_snapshot_policy_id: str = ""
    bursting_enabled: bool | None = None
    category: str = ""
    delete_with_instance: bool | None = None
    description: str = ""
    disk_name: str = ""
    encrypted: str = ""
    iops: Int64 | None = None
    kms_key_id: str = Field("", alias="KMSKeyId")
    performance_level: str = ""
    provisioned_iops: Int64 | None = None
    size: Int64 | None = None


class TemplateDataDisk(Part):
    """A data disk; size in GiB."""

    auto_snapshot_policy_id: str = ""
    bursting_enabled: bool | None = None
    category: str = ""
    delete_with_instance: bool | None = None
    description: str = ""
    device: str = ""
    disk_name: str = ""
    encrypted: str = ""
    kms_key_id: str = Field("", alias="KMSKeyId")
    performance_level: str = ""
    provisioned_iops: Int64 | None = None
    size: Int64 | None = None
    snapshot_id: str = ""


class TemplateImageOptions(Part):
    """How the image is used."""

    login_as_non_root: bool | None = None


class TemplateSecurityOptions(Part):
    """Trusted and confidential computing."""

    enable_secure_boot: bool | None = None
    trusted_system_mode: str = ""


class TemplateNetworkInterface(Part):
    """A network interface."""

    delete_on_release: bool | None = None
    description: str = ""
    instance_type: str = ""
    network_interface_name: str = ""
    network_interface_traffic_mode: str = ""
    primary_ip_address: str = ""
    security_group_id: str = ""
    security_group_ids: list[str] = Listed("SecurityGroupId")
    v_switch_id: str = ""


class LaunchTemplateData(InstanceRole, Part):
    """All of it; empty text and None are what was not given."""

    auto_release_time: str = ""
    auto_renew: bool | None = None
    auto_renew_period: Int64 | None = None
    credit_specification: str = ""
    data_disks: list[TemplateDataDisk] = Listed("DataDisk", max_length=16)
    deletion_protection: bool | None = None
    deployment_set_id: str = ""
    description: str = ""
    enable_vm_os_config: bool | None = None
    host_name: str = ""
    http_endpoint: str = ""
    http_put_response_hop_limit: Int64 | None = None
    http_tokens: str = ""
    image_id: str = ""
    image_options: TemplateImageOptions | None = None
    image_owner_alias: str = ""
    instance_charge_type: str = ""
    instance_name: str = ""
    instance_type: str = ""
    internet_charge_type: str = ""
    internet_max_bandwidth_in: Int64 | None = None
    internet_max_bandwidth_out: Int64 | None = None
    io_optimized: str = ""
    ipv6_address_count: Int64 | None = None
    key_pair_name: str = ""
    network_interfaces: list[TemplateNetworkInterface] = Listed("NetworkInterface", max_length=10)
    network_type: str = ""
    password_inherit: bool | None = None
    period: Int64 | None = None
    period_unit: str = ""
    private_ip_address: str = ""
    ram_role_name: str = ""
    resource_group_id: str = ""
    security_enhancement_strategy: str = ""
    security_group_id: str = ""
    security_group_ids: list[str] = Listed("SecurityGroupId", max_length=16)
    security_options: TemplateSecurityOptions | None = None
    spot_duration: Int64 | None = None
    spot_price_limit: Price | None = None
    spot_strategy: str = ""
    system_disk: TemplateSystemDisk | None = None
    user_data: str = Field("", repr=False)
    v_switch_id: str = ""
    vpc_id: str = ""
    zone_id: str = ""
