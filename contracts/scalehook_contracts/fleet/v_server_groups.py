"""Groups of servers of a load balancer, each server with a port."""

from typing import ClassVar

from scalehook_contracts.base import Done, Event, Listed, Part, Reply
from scalehook_contracts.fleet.backend_servers import BackendServer
from scalehook_contracts.fleet.owners import FindLoadBalancer
from scalehook_contracts.fleet.slb import (
    LoadBalancerReference,
    LoadBalancerTag,
    LoadBalancerTagView,
    SlbName,
    SlbOperation,
)
from scalehook_contracts.numbers import Int64


class VServerView(Part):
    """A server of a group."""

    server_id: str
    server_ip: str = ""
    port: Int64
    weight: Int64
    type: str
    description: str = ""


class VServerGroupServers(Reply):
    """A group with all its servers."""

    v_server_group_id: str
    backend_servers: list[VServerView] = Listed("BackendServer")


class CreateVServerGroup(LoadBalancerReference, SlbOperation[VServerGroupServers]):
    """Creates a group, with servers or without."""

    region_id: str
    v_server_group_name: SlbName | None = None
    backend_servers: str = ""  # a JSON array of servers, as text
    tag: list[LoadBalancerTag] = Listed("Tag", max_length=20)


class VServerGroupReference(Part):
    """Names a group. RAM is asked about its load balancer, which its owner knows."""

    v_server_group_id: str
    region_id: str

    def resources(self) -> list[str]:
        """Some load balancer."""
        return ["loadbalancer/*"]

    def place_question(self) -> FindLoadBalancer:
        """The group's load balancer."""
        return FindLoadBalancer(v_server_group_id=self.v_server_group_id)


class AddVServerGroupBackendServers(VServerGroupReference, SlbOperation[VServerGroupServers]):
    """Puts servers into a group; one that is there keeps its weight."""

    backend_servers: str


class RemoveVServerGroupBackendServers(VServerGroupReference, SlbOperation[VServerGroupServers]):
    """Takes servers out of a group; the others are passed over."""

    backend_servers: str


class DeleteVServerGroup(VServerGroupReference, SlbOperation[Done]):
    """Deletes a group."""


class VServerGroupAttribute(VServerGroupServers):
    """A group, as it is described."""

    v_server_group_name: str
    load_balancer_id: str
    create_time: str
    tags: list[LoadBalancerTagView] = Listed("Tag")


class DescribeVServerGroupAttribute(VServerGroupReference, SlbOperation[VServerGroupAttribute]):
    """Describes a group."""


class AssociatedListener(Part):
    """A listener that forwards to a group."""

    port: Int64
    protocol: str


class AssociatedObjects(Part):
    """What forwards to a group; rules are not simulated."""

    listeners: list[AssociatedListener] = Listed("Listener")
    rules: list[str] = Listed("Rule")


class VServerGroupView(Part):
    """A group in a list."""

    v_server_group_id: str
    v_server_group_name: str
    server_count: Int64
    create_time: str
    associated_objects: AssociatedObjects
    tags: list[LoadBalancerTagView] = Listed("Tag")


class VServerGroupList(Reply):
    """All groups of a load balancer."""

    v_server_groups: list[VServerGroupView] = Listed("VServerGroup")


class DescribeVServerGroups(LoadBalancerReference, SlbOperation[VServerGroupList]):
    """Lists the groups of a load balancer."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"Description", "IncludeRule", "Tag"})

    region_id: str
    include_listener: bool = False


class VServerGroupCreated(Event):
    """A load balancer has one more group."""

    v_server_group_id: str
    v_server_group_name: str
    load_balancer_id: str
    created_at: float  # Unix seconds, virtual
    servers: list[BackendServer] = Listed("Server")
    tag: list[LoadBalancerTag] = Listed("Tag")


class VServerGroupChanged(Event):
    """A group now has exactly these servers; for this activity, if there was one."""

    v_server_group_id: str
    servers: list[BackendServer] = Listed("Server")
    scaling_activity_id: str = ""


class VServerGroupDeleted(Event):
    """A group is gone."""

    v_server_group_id: str
    load_balancer_id: str
