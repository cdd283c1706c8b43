"""Load balancers and databases of scaling groups: attached, and detached."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Done, Listed, Part, Reply
from scalehook_contracts.scaling_controller.base import ClientToken, GroupOperation
from scalehook_contracts.scaling_controller.group_settings import (
    LoadBalancerConfig,
    Port,
    VServerGroup,
)


class AttachmentActivity(Reply):
    """The activity that sees to the instances in service; None where nobody asked for one."""

    scaling_activity_id: str | None = None


class AttachLoadBalancers(GroupOperation[AttachmentActivity]):
    """Has instances serve behind load balancers: those to come and, by force, those in service."""

    load_balancers: list[str] = Listed("LoadBalancer", max_length=5)
    load_balancer_configs: list[LoadBalancerConfig] = Listed("LoadBalancerConfig", max_length=20)
    force_attach: bool = False
    asynchronous: bool = Field(False, alias="Async")  # the answer then has the activity
    client_token: ClientToken = ""


class DetachLoadBalancers(GroupOperation[AttachmentActivity]):
    """Has instances to come not serve behind load balancers and, by force, those in service no more."""

    load_balancers: list[str] = Listed("LoadBalancer", max_length=100)
    force_detach: bool = False
    asynchronous: bool = Field(False, alias="Async")
    client_token: ClientToken = ""


class AttachVServerGroups(GroupOperation[Done]):
    """The same for groups of servers of load balancers."""

    v_server_groups: list[VServerGroup] = Listed("VServerGroup", max_length=100)
    force_attach: bool = False
    client_token: ClientToken = ""
    region_id: str


class DetachedVServerGroupAttribute(Part):
    """A group of servers at a port."""

    v_server_group_id: str
    port: Port


class DetachedVServerGroup(Part):
    """A load balancer, and those of its groups that are meant."""

    load_balancer_id: str
    v_server_group_attributes: list[DetachedVServerGroupAttribute] = Listed("VServerGroupAttribute")


class DetachVServerGroups(GroupOperation[Done]):
    """The same for groups of servers of load balancers."""

    v_server_groups: list[DetachedVServerGroup] = Listed("VServerGroup", max_length=100)
    force_detach: bool = False
    client_token: ClientToken = ""
    region_id: str


class AttachDBInstances(GroupOperation[Done]):
    """Has databases let instances in: those to come and, by force, those in service."""

    db_instances: list[str] = Listed("DBInstance", alias="DBInstances", max_length=5)
    type: Literal["RDS"] = "RDS"  # nothing else is simulated, and no security groups
    attach_mode: Literal["SecurityIp"] = "SecurityIp"
    force_attach: bool = False
    client_token: ClientToken = ""


class DetachDBInstances(GroupOperation[Done]):
    """Has databases not let in instances to come and, by force, those in service no more."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"RemoveSecurityGroup"})

    db_instances: list[str] = Listed("DBInstance", alias="DBInstances", max_length=5)
    force_detach: bool = False
    client_token: ClientToken = ""
