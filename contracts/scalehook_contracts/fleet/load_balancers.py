"""Classic load balancers (CLB), as the SLB API describes them."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Done, Event, Listed, Part, Reply
from scalehook_contracts.fleet.backend_servers import BackendServerView
from scalehook_contracts.fleet.slb import (
    LoadBalancerReference,
    LoadBalancerTag,
    LoadBalancerTagView,
    SlbName,
    SlbOperation,
    Switch,
)
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import LargePageSize, Page, PageNumber

LoadBalancerStatus = Literal["active", "inactive"]
AddressType = Literal["internet", "intranet"]
NetworkType = Literal["vpc", "classic"]


class LoadBalancerCreation(Reply):
    """The new load balancer."""

    load_balancer_id: str
    load_balancer_name: str
    address: str
    address_ip_version: str = Field(alias="AddressIPVersion")
    network_type: str
    vpc_id: str
    v_switch_id: str
    resource_group_id: str
    order_id: Int64 = 0  # nothing is ordered


class CreateLoadBalancer(SlbOperation[LoadBalancerCreation]):
    """Creates a load balancer: active at once, and without a listener."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"AutoPay", "Duration", "PricingCycle"})

    region_id: str
    load_balancer_name: SlbName | None = None
    address: str = ""
    address_type: AddressType = "internet"
    address_ip_version: Literal["ipv4", "ipv6"] = Field("ipv4", alias="AddressIPVersion")
    bandwidth: int | None = Field(None, ge=1, le=5000)
    delete_protection: Switch = "off"
    instance_charge_type: Literal["PayBySpec", "PayByCLCU"] = "PayBySpec"
    internet_charge_type: Literal["paybytraffic", "paybybandwidth"] = "paybytraffic"
    load_balancer_spec: str = Field("", max_length=40)
    master_zone_id: str = ""
    slave_zone_id: str = ""
    modification_protection_reason: str = Field("", max_length=80)
    modification_protection_status: Literal["NonProtection", "ConsoleProtection"] = "NonProtection"
    pay_type: Literal["PayOnDemand", "PrePay"] = "PayOnDemand"
    resource_group_id: str = ""
    tag: list[LoadBalancerTag] = Listed("Tag", max_length=20)
    v_switch_id: str = ""
    vpc_id: str = ""
    client_token: str = Field("", max_length=64)


class LoadBalancerView(Part):
    """A load balancer in a list."""

    load_balancer_id: str
    load_balancer_name: str
    load_balancer_status: LoadBalancerStatus
    address: str
    address_type: str
    address_ip_version: str = Field(alias="AddressIPVersion")
    network_type: str
    vpc_id: str
    v_switch_id: str
    region_id: str
    region_id_alias: str
    master_zone_id: str
    slave_zone_id: str
    bandwidth: Int64 | None
    load_balancer_spec: str
    instance_charge_type: str
    internet_charge_type: str
    internet_charge_type_alias: str
    pay_type: str
    resource_group_id: str
    delete_protection: Switch
    modification_protection_status: str
    modification_protection_reason: str
    create_time: str
    create_time_stamp: Int64  # milliseconds
    tags: list[LoadBalancerTagView] = Listed("Tag")


class LoadBalancerPage(Page, Reply):
    """One page of load balancers."""

    load_balancers: list[LoadBalancerView] = Listed("LoadBalancer")


class DescribeLoadBalancers(SlbOperation[LoadBalancerPage]):
    """Lists load balancers; ids that do not exist are passed over."""

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {"ServerId", "ServerIntranetAddress", "Tag", "Tags"}
    )

    region_id: str
    load_balancer_id: str = ""  # ids, with commas
    load_balancer_name: str = ""
    load_balancer_status: Literal["active", "inactive", "locked"] | None = None
    address: str = ""
    address_ip_version: str = Field("", alias="AddressIPVersion")
    address_type: str = ""
    internet_charge_type: str = ""
    master_zone_id: str = ""
    slave_zone_id: str = ""
    network_type: str = ""
    pay_type: str = ""
    resource_group_id: str = ""
    v_switch_id: str = ""
    vpc_id: str = ""
    page_number: PageNumber = 1
    page_size: LargePageSize = 10


class ListenerPortAndProtocol(Part):
    """A listener of a load balancer."""

    listener_port: Int64
    listener_protocol: str
    description: str = ""
    listener_forward: str = "off"


class ListenerPortAndProtocal(Part):
    """The same, in the earlier spelling."""

    listener_port: Int64
    listener_protocal: str


class LoadBalancerAttribute(LoadBalancerView, Reply):
    """A load balancer with its listeners, and the servers that it forwards to."""

    backend_servers: list[BackendServerView] = Listed("BackendServer")
    listener_ports: list[Int64] = Listed("ListenerPort")
    listener_ports_and_protocal: list[ListenerPortAndProtocal] = Listed("ListenerPortAndProtocal")
    listener_ports_and_protocol: list[ListenerPortAndProtocol] = Listed("ListenerPortAndProtocol")


class DescribeLoadBalancerAttribute(LoadBalancerReference, SlbOperation[LoadBalancerAttribute]):
    """Describes a load balancer."""


class SetLoadBalancerStatus(LoadBalancerReference, SlbOperation[Done]):
    """Has it work, or stop."""

    load_balancer_status: LoadBalancerStatus


class DeleteLoadBalancer(LoadBalancerReference, SlbOperation[Done]):
    """Deletes a load balancer, with its listeners and groups."""


class LoadBalancerCreated(Event):
    """A load balancer exists, as it was asked for."""

    load_balancer_id: str
    load_balancer_name: str
    address: str
    network_type: NetworkType
    created_at: float  # Unix seconds, virtual
    request: CreateLoadBalancer


class LoadBalancerStatusSet(Event):
    """A load balancer works, or has stopped."""

    load_balancer_id: str
    load_balancer_status: LoadBalancerStatus


class LoadBalancerDeleted(Event):
    """A load balancer is gone, with its listeners and groups."""

    load_balancer_id: str
