"""Health of the servers behind load balancers."""

from typing import Literal

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.fleet.listeners import ListenerProtocol
from scalehook_contracts.fleet.slb import LoadBalancerReference, SlbOperation
from scalehook_contracts.numbers import Int64


class ServerHealth(Part):
    """How a listener's health check finds a server. `unavailable`: nobody checks."""

    server_id: str
    server_ip: str = ""
    port: Int64
    listener_port: Int64
    protocol: str
    server_health_status: Literal["normal", "abnormal", "unavailable"]


class HealthStatus(Reply):
    """All servers of the listeners that were asked for."""

    backend_servers: list[ServerHealth] = Listed("BackendServer")


class DescribeHealthStatus(LoadBalancerReference, SlbOperation[HealthStatus]):
    """Which servers are healthy, for each listener."""

    listener_port: Int64 | None = None
    listener_protocol: ListenerProtocol | None = None
