"""ECS instances: launched, started, released; as the ECS API (2014-05-26) describes them."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Fresh, Listed, Operation, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import LargePageSize, Page, PageNumber
from scalehook_contracts.products import ECS, Product


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


class InstanceView(Part):
    """An instance."""

    instance_id: str
    instance_name: str
    host_name: str
    description: str = ""
    status: str
    region_id: str
    zone_id: str
    image_id: str
    instance_type: str
    cpu: Int64 = 2
    memory: Int64 = 8192  # MiB
    os_type: str = Field("linux", alias="OSType")
    os_name: str = Field("CentOS  7.6 64 bit", alias="OSName")
    instance_network_type: str = "vpc"
    instance_charge_type: str = "PostPaid"
    spot_strategy: str = "NoSpot"
    creation_time: str
    start_time: str
    expired_time: str = "2099-12-31T15:59Z"
    deletion_protection: bool = False
    io_optimized: bool = True
    stopped_mode: str = "Not-applicable"
    vpc_attributes: VpcAttributes
    inner_ip_address: IpAddresses = Fresh(IpAddresses)
    public_ip_address: IpAddresses = Fresh(IpAddresses)
    eip_address: EipAddress = EipAddress()
    security_group_ids: SecurityGroupIds


class InstancePage(Page, Reply):
    """One page of instances."""

    next_token: str = ""
    instances: list[InstanceView] = Listed("Instance")


class DescribeInstances(Operation[InstancePage]):
    """Lists instances; ids that do not exist are passed over."""

    product: ClassVar[Product] = ECS
    unsupported: ClassVar[frozenset[str]] = frozenset(
        {
            "DeviceAvailable", "DryRun", "EipAddresses", "Filter", "HpcClusterId", "HttpEndpoint",
            "HttpPutResponseHopLimit", "HttpTokens", "ImageId", "InnerIpAddresses", "InstanceChargeType",
            "InstanceNetworkType", "InstanceType", "InstanceTypeFamily", "InternetChargeType",
            "IoOptimized", "Ipv6Address", "KeyPairName", "LockReason", "MaxResults", "NextToken",
            "PublicIpAddresses", "RdmaIpAddresses", "ResourceGroupId", "Tag", "VpcId",
        }
    )  # fmt: skip

    region_id: str
    instance_ids: str | None = None  # a JSON array of ids, as text; an empty one finds nothing
    instance_name: str = ""  # `*` stands for anything
    status: str = ""
    zone_id: str = ""
    v_switch_id: str = ""
    security_group_id: str = ""
    private_ip_addresses: str | None = None  # a JSON array, as text
    page_number: PageNumber = 1
    page_size: LargePageSize = 10

    def resources(self) -> list[str]:
        """All instances."""
        return ["instance/*"]


class InstanceSpecification(Part):
    """What a new instance looks like."""

    image_id: str = ""
    instance_type: str = ""
    security_group_id: str = ""
    v_switch_id: str = ""
    instance_name: str = ""
    host_name: str = ""
    user_data: str = ""
    ram_role_name: str = ""


class LaunchInstances(InstanceSpecification, Command[Done]):
    """Create `amount` instances for a scaling activity and start them."""

    scaling_activity_id: str
    scaling_group_id: str
    amount: Int64
    scaling_configuration_id: str = ""
    instance_types: list[str] = Listed("InstanceType")  # in order of preference
    v_switch_ids: list[str] = Listed("VSwitchId")  # likewise


class ReleaseInstances(Command[Done]):
    """Stop and delete instances; ones that are gone already are passed over."""

    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""


class ParkInstances(Command[Done]):
    """Stop instances and keep them: economical mode. Ones that are gone already are passed over."""

    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""


class ResumeInstances(Command[Done]):
    """Start instances that were stopped; ones that are gone already are passed over."""

    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""


class StartUpInstance(Command[Done]):
    """The fleet's own timer: the instance has booted, and others that were launched with it."""

    instance_id: str
    other_ids: list[str] = Listed("OtherId")


class InstanceCreated(InstanceSpecification, Event):
    """An instance exists; it is not running yet."""

    instance_id: str
    private_ip_address: str
    zone_id: str
    scaling_activity_id: str = ""
    scaling_group_id: str = ""
    created_at: float  # Unix seconds, virtual


class InstanceRunning(Event):
    """The instance has started."""

    instance_id: str
    scaling_activity_id: str = ""


class InstancesNotCreated(Event):
    """So many of the instances that an activity asked for cannot be had."""

    scaling_activity_id: str
    scaling_group_id: str
    amount: Int64
    code: str
    message: str


class InstanceStopped(Event):
    """The instance has been stopped; for this activity, if there was one."""

    instance_id: str
    scaling_activity_id: str = ""


class InstanceReleased(Event):
    """The instance is gone."""

    instance_id: str
