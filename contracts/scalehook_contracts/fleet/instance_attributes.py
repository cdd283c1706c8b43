"""Attributes of ECS instances, changed and described one by one."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Done, Fresh, Listed, Reply
from scalehook_contracts.fleet.base import EcsOperation, instances
from scalehook_contracts.fleet.instance_views import (
    EipAddress,
    IpAddresses,
    LockView,
    SecurityGroupIds,
    VpcAttributes,
)
from scalehook_contracts.numbers import Int64


class ModifyInstanceAttribute(EcsOperation[Done]):
    """Changes what is given. A password is checked, and not kept."""

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {
            "CpuOptions", "EnableJumboFrame", "EnableNetworkEncryption", "NetworkInterfaceQueueNumber",
            "PrivateDnsNameOptions", "Recyclable", "RemoteConnectionOptions",
        }
    )  # fmt: skip

    instance_id: str
    instance_name: str | None = None
    host_name: str | None = None
    description: str | None = None
    password: str = Field("", repr=False)
    user_data: str | None = None
    deletion_protection: bool | None = None
    security_group_ids: list[str] = Listed("SecurityGroupId")
    credit_specification: str | None = None

    def resources(self) -> list[str]:
        """The instance."""
        return instances([self.instance_id])


class InstanceAttributes(Reply):
    """An instance, as `DescribeInstanceAttribute` has it."""

    instance_id: str
    instance_name: str
    host_name: str
    description: str
    status: str
    region_id: str
    zone_id: str
    cluster_id: str = ""
    vlan_id: str = ""
    serial_number: str
    image_id: str
    instance_type: str
    cpu: Int64
    memory: Int64  # MiB
    instance_network_type: str
    instance_charge_type: str
    internet_charge_type: str
    internet_max_bandwidth_in: Int64
    internet_max_bandwidth_out: Int64
    io_optimized: str  # `optimized` or `none`
    credit_specification: str
    creation_time: str
    expired_time: str
    stopped_mode: str
    vpc_attributes: VpcAttributes
    inner_ip_address: IpAddresses = Fresh(IpAddresses)
    public_ip_address: IpAddresses = Fresh(IpAddresses)
    eip_address: EipAddress = EipAddress()
    operation_locks: list[LockView] = Listed("LockReason")
    security_group_ids: SecurityGroupIds


class DescribeInstanceAttribute(EcsOperation[InstanceAttributes]):
    """Describes one instance."""

    instance_id: str

    def resources(self) -> list[str]:
        """The instance."""
        return instances([self.instance_id])
