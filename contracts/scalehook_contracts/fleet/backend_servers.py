"""Servers behind load balancers."""

from scalehook_contracts.base import Event, Listed, Part, Reply
from scalehook_contracts.fleet.slb import LoadBalancerReference, SlbOperation
from scalehook_contracts.numbers import Int64


class BackendServer(Part):
    """A server behind a load balancer. In a group it has a port, and may be there with several."""

    server_id: str
    port: Int64 = 0  # 0: the listener's
    weight: Int64 = 100
    type: str = "ecs"
    server_ip: str = ""
    description: str = ""


class BackendServerView(Part):
    """A server, as SLB describes it."""

    server_id: str
    server_ip: str = ""
    weight: Int64
    type: str
    description: str = ""


class BackendServerChange(Part):
    """A server, as AddBackendServers and SetBackendServers answer it: the weight is text."""

    server_id: str
    weight: str
    type: str
    description: str = ""


class LoadBalancerServers(Reply):
    """All servers of the load balancer, after the change."""

    load_balancer_id: str
    backend_servers: list[BackendServerChange] = Listed("BackendServer")


class RemainingServers(Reply):
    """The servers that are left."""

    load_balancer_id: str
    backend_servers: list[BackendServerView] = Listed("BackendServer")


class AddBackendServers(LoadBalancerReference, SlbOperation[LoadBalancerServers]):
    """Puts servers behind a load balancer; one that is there keeps its weight.

    Up to version 0.1 an internal command had this name; its journals are read, since nothing of it
    has to be there. The handler misses what is documented as required.
    """

    load_balancer_id: str = ""
    backend_servers: str = ""  # a JSON array of servers, as text


class SetBackendServers(LoadBalancerReference, SlbOperation[LoadBalancerServers]):
    """Sets the weights of servers that are behind a load balancer."""

    backend_servers: str = ""


class RemoveBackendServers(LoadBalancerReference, SlbOperation[RemainingServers]):
    """Takes servers out from behind a load balancer; the others are passed over. Its journals of earlier
    versions are read, as those of AddBackendServers.
    """

    load_balancer_id: str = ""
    backend_servers: str = ""


class BackendServersChanged(Event):
    """A load balancer now forwards to exactly these instances; for this activity, if there was one."""

    load_balancer_id: str
    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""
    servers: list[BackendServer] = Listed("Server")  # the same with weights; none up to version 0.1
