"""Servers behind load balancers, as whoever owns these has put them there."""

from scalehook.fleet import given_servers, serving
from scalehook.fleet.resource_lookups import balancer_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.load_balancers import LoadBalancer
from scalehook.fleet.views.load_balancers import server_view
from scalehook.kit import Work
from scalehook_contracts.errors.common import MissingNamedParameter
from scalehook_contracts.fleet.backend_servers import (
    AddBackendServers,
    BackendServerChange,
    LoadBalancerServers,
    RemainingServers,
    RemoveBackendServers,
    SetBackendServers,
)


def add_backend_servers(command: AddBackendServers, work: Work[State, Settings]) -> LoadBalancerServers:
    """Forward to these, too; those that are there keep their places and weights."""
    _check_given(command)
    balancer = balancer_of(command, work)
    new = given_servers.read(command.backend_servers, ported=False)
    new = given_servers.check_instances(new, work)
    servers = balancer.servers | new | balancer.servers
    serving.change("LoadBalancer", command.load_balancer_id, servers.values(), work)
    return _all_of(balancer)


def set_backend_servers(command: SetBackendServers, work: Work[State, Settings]) -> LoadBalancerServers:
    """Set the weights of those that are there."""
    balancer = balancer_of(command, work)
    given = given_servers.read(command.backend_servers, ported=False)
    weights = {key: {"weight": server.weight} for key, server in given.items()}
    servers = [
        server.model_copy(update=weights.get(key, {})) for key, server in balancer.servers.items()
    ]
    serving.change("LoadBalancer", command.load_balancer_id, servers, work)
    return _all_of(balancer)


def remove_backend_servers(
    command: RemoveBackendServers, work: Work[State, Settings]
) -> RemainingServers:
    """Forward to these no more."""
    _check_given(command)
    if not command.backend_servers:
        raise MissingNamedParameter(name="BackendServers")
    balancer = balancer_of(command, work)
    gone = given_servers.read(command.backend_servers, ported=False)
    left = [server for key, server in balancer.servers.items() if key not in gone]
    serving.change("LoadBalancer", command.load_balancer_id, left, work)
    return RemainingServers(
        load_balancer_id=command.load_balancer_id,
        backend_servers=[server_view(server) for server in balancer.servers.values()],
    )


def _check_given(command: AddBackendServers | RemoveBackendServers) -> None:
    if not command.load_balancer_id:
        raise MissingNamedParameter(name="LoadBalancerId")


def _all_of(balancer: LoadBalancer) -> LoadBalancerServers:
    return LoadBalancerServers(
        load_balancer_id=balancer.created.load_balancer_id,
        backend_servers=[
            BackendServerChange(
                server_id=server.server_id,
                weight=str(server.weight),
                type=server.type,
                description=server.description,
            )
            for server in balancer.servers.values()
        ],
    )
