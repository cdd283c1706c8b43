"""Health of the servers behind load balancers: whoever runs is well."""

from collections.abc import Iterator

from scalehook.fleet.resource_lookups import balancer_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.load_balancers import Listener, LoadBalancer, Servers
from scalehook.kit import Work
from scalehook_contracts.fleet.backend_servers import BackendServer
from scalehook_contracts.fleet.health import DescribeHealthStatus, HealthStatus, ServerHealth


def describe_health_status(command: DescribeHealthStatus, work: Work[State, Settings]) -> HealthStatus:
    """For the listeners that are asked for, or all."""
    balancer = balancer_of(command, work)
    found = [
        _health(server, listener, work.state)
        for listener in _listeners(command, balancer)
        for server in _servers(listener, balancer).values()
    ]
    return HealthStatus(backend_servers=found)


def _listeners(command: DescribeHealthStatus, balancer: LoadBalancer) -> Iterator[Listener]:
    for port, listener in balancer.listeners.items():
        if command.listener_port in (None, port) and command.listener_protocol in (
            None,
            listener.protocol,
        ):
            yield listener


def _servers(listener: Listener, balancer: LoadBalancer) -> Servers:
    """Those of the group that it forwards to, or the load balancer's own."""
    group_id = listener.request.v_server_group_id
    return balancer.v_server_groups[group_id].servers if group_id else balancer.servers


def _health(server: BackendServer, listener: Listener, state: State) -> ServerHealth:
    instance = state.instances.get(server.server_id)
    runs = instance is not None and instance.status == "Running"
    return ServerHealth(
        server_id=server.server_id,
        server_ip=server.server_ip,
        port=server.port or listener.request.backend_server_port or 0,
        listener_port=listener.created.listener_port,
        protocol=listener.protocol,
        server_health_status="unavailable" if not listener.checks else "normal" if runs else "abnormal",
    )
