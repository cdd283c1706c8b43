"""A load balancer, with its listeners, its servers and its groups of servers."""

from dataclasses import dataclass, field

from scalehook_contracts.fleet.backend_servers import BackendServer
from scalehook_contracts.fleet.listeners import (
    CreateLoadBalancerHTTPListener,
    CreateLoadBalancerTCPListener,
    ListenerCreated,
    ListenerProtocol,
    ListenerStatus,
)
from scalehook_contracts.fleet.load_balancers import LoadBalancerCreated, LoadBalancerStatus
from scalehook_contracts.fleet.v_server_groups import VServerGroupCreated

Servers = dict[str, BackendServer]  # by `place`


def place(server: BackendServer) -> str:
    """What makes a server one of its own: its id, and in groups its port."""
    return f"{server.server_id}:{server.port}"


@dataclass
class Listener:
    """A listener; it is stopped until it is started."""

    created: ListenerCreated
    status: ListenerStatus = "stopped"

    @property
    def protocol(self) -> ListenerProtocol:
        """How it listens."""
        return self.created.listener_protocol

    @property
    def request(self) -> CreateLoadBalancerTCPListener | CreateLoadBalancerHTTPListener:
        """As it was asked for."""
        asked = self.created.tcp or self.created.http
        assert asked is not None
        return asked

    @property
    def checks(self) -> bool:
        """Whether somebody looks after the servers."""
        return self.status == "running" and self.created.health_check == "on"


@dataclass
class VServerGroup:
    """A group of servers of a load balancer."""

    created: VServerGroupCreated
    servers: Servers = field(default_factory=dict)


@dataclass
class LoadBalancer:
    """A load balancer; listeners by their ports."""

    created: LoadBalancerCreated
    status: LoadBalancerStatus = "active"
    listeners: dict[int, Listener] = field(default_factory=dict)
    servers: Servers = field(default_factory=dict)
    v_server_groups: dict[str, VServerGroup] = field(default_factory=dict)
