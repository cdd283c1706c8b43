"""An ECS instance, as it is described."""

from pydantic import Field

from scalehook_contracts.base import Fresh, Listed, Part
from scalehook_contracts.numbers import Int64


class IpAddresses(Part):
    """A list of addresses in the shape that ECS gives it."""

    ip_address: list[str] = Fresh(list)


class VpcAttributes(Part):
    """Where an instance stands in its VPC."""

    vpc_id: str = ""
    v_switch_id: str = ""
    nat_ip_address: str = ""
    private_ip_address: IpAddresses = Fresh(IpAddresses)


class SecurityGroupIds(Part):
    """Ids of security groups."""

    security_group_id: list[str] = Fresh(list)


class EipAddress(Part):
    """An elastic address; none is simulated."""

    ip_address: str = ""
    allocation_id: str = ""
    bandwidth: Int64 = 0
    internet_charge_type: str = ""
    is_support_unassociate: bool = False


class TagView(Part):
    """A tag, as answers spell it."""

    tag_key: str
    tag_value: str


class LockView(Part):
    """Why an instance is locked; none is."""

    lock_msg: str = ""
    lock_reason: str = ""


class PrivateIpSet(Part):
    """An address of a network interface."""

    private_ip_address: str
    primary: bool = True


class NetworkInterface(Part):
    """The network interface of an instance."""

    network_interface_id: str
    mac_address: str
    primary_ip_address: str
    type: str = "Primary"
    private_ip_sets: list[PrivateIpSet] = Listed("PrivateIpSet")


class CpuOptions(Part):
    """How virtual processors lie on cores."""

    core_count: Int64
    threads_per_core: Int64 = 2
    numa: str = ""


class MetadataOptions(Part):
    """How the instance may ask for its metadata."""

    http_endpoint: str
    http_tokens: str


class InstanceView(Part):
    """An instance."""

    instance_id: str
    instance_name: str
    host_name: str
    description: str = ""
    status: str
    region_id: str
    zone_id: str
    cluster_id: str = ""
    vlan_id: str = ""
    serial_number: str = ""
    resource_group_id: str = ""
    image_id: str
    instance_type: str
    instance_type_family: str = ""
    cpu: Int64 = 2
    memory: Int64 = 8192  # MiB
    cpu_options: CpuOptions | None = None
    gpu_amount: Int64 = Field(0, alias="GPUAmount")
    gpu_spec: str = Field("", alias="GPUSpec")
    os_type: str = Field("linux", alias="OSType")
    os_name: str = Field("CentOS  7.6 64 bit", alias="OSName")
    os_name_en: str = Field("CentOS  7.6 64 bit", alias="OSNameEn")
    instance_network_type: str = "vpc"
    instance_charge_type: str = "PostPaid"
    internet_charge_type: str = "PayByTraffic"
    internet_max_bandwidth_in: Int64 = 10
    internet_max_bandwidth_out: Int64 = 0
    spot_strategy: str = "NoSpot"
    spot_price_limit: float | None = None
    spot_duration: Int64 | None = None
    spot_interruption_behavior: str | None = None
    credit_specification: str = ""
    key_pair_name: str = ""
    creation_time: str
    start_time: str
    expired_time: str = "2099-12-31T15:59Z"
    auto_release_time: str = ""
    deletion_protection: bool = False
    device_available: bool = True
    io_optimized: bool = True
    recyclable: bool = False
    stopped_mode: str = "Not-applicable"
    metadata_options: MetadataOptions | None = None
    vpc_attributes: VpcAttributes
    inner_ip_address: IpAddresses = Fresh(IpAddresses)
    public_ip_address: IpAddresses = Fresh(IpAddresses)
    rdma_ip_address: IpAddresses = Fresh(IpAddresses)
    eip_address: EipAddress = EipAddress()
    network_interfaces: list[NetworkInterface] = Listed("NetworkInterface")
    operation_locks: list[LockView] = Listed("LockReason")
    security_group_ids: SecurityGroupIds
    tags: list[TagView] = Listed("Tag")
