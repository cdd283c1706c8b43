"""Servers of ALB's server groups."""

from collections.abc import Callable, Iterable
from typing import Any

from scalehook.fleet import client_tokens, serving
from scalehook.fleet.resource_lookups import server_group_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.load_balancers import Servers, place
from scalehook.fleet.state.server_groups import ServerGroup
from scalehook.fleet.views.server_groups import server_view
from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook_contracts.errors.alb import (
    ConflictBackendServer,
    DryRunOperation,
    DuplicatedParamBackendServer,
    MismatchServerType,
    ResourceNotFoundBackendServer,
    ResourceNotFoundEcs,
)
from scalehook_contracts.errors.common import InvalidParameter, MissingNamedParameter
from scalehook_contracts.fleet.backend_servers import BackendServer
from scalehook_contracts.fleet.server_group_servers import (
    AddedServer,
    AddServersToServerGroup,
    ChangedServer,
    DescribedServer,
    ListServerGroupServers,
    NamedServer,
    RemoveServersFromServerGroup,
    ServerGroupServerPage,
    UpdateServerGroupServersAttribute,
)
from scalehook_contracts.fleet.server_groups import ServerGroupJob

SHORTEST_DESCRIPTION = 2  # characters, where there is one
SERVES = "Ecs"  # nothing else is simulated


def add_servers_to_server_group(
    command: AddServersToServerGroup, work: Work[State, Settings]
) -> ServerGroupJob:
    """Forward to these, too. They must be instances, and must not be there."""

    def added(group: ServerGroup) -> Servers:
        new = {_place(server): _added(server, work.state) for server in command.servers}
        for key in new:
            if key in group.servers:
                raise ConflictBackendServer(one=key, other=command.server_group_id)
        return group.servers | new

    return _change(command, added, work)


def remove_servers_from_server_group(
    command: RemoveServersFromServerGroup, work: Work[State, Settings]
) -> ServerGroupJob:
    """Forward to these no more. They must be there."""

    def removed(group: ServerGroup) -> Servers:
        gone = _there(command, group)
        return {key: server for key, server in group.servers.items() if key not in gone}

    return _change(command, removed, work)


def update_server_group_servers_attribute(
    command: UpdateServerGroupServersAttribute, work: Work[State, Settings]
) -> ServerGroupJob:
    """They must be there. What else is there stays as it is."""

    def changed(group: ServerGroup) -> Servers:
        asked = _there(command, group)
        return group.servers | {key: _changed(group.servers[key], asked[key]) for key in asked}

    return _change(command, changed, work)


def list_server_group_servers(
    command: ListServerGroupServers, work: Work[State, Settings]
) -> ServerGroupServerPage:
    """Those that are asked for, or all: of one group, or of every group."""
    wanted = set(command.server_ids)
    found = [
        (server, group)
        for group in _groups(command, work.state)
        for server in group.servers.values()
        if not wanted or server.server_id in wanted
    ]
    chosen, token = next_page(found, command.next_token, command.max_results)
    return ServerGroupServerPage(
        servers=[server_view(server, group) for server, group in chosen],
        max_results=command.max_results,
        next_token=token,
        total_count=len(found),
    )


def _groups(command: ListServerGroupServers, state: State) -> Iterable[ServerGroup]:
    if not command.server_group_id:
        return state.server_groups.values()
    return [server_group_of(command.server_group_id, state)]


def _change(
    command: AddServersToServerGroup | RemoveServersFromServerGroup | UpdateServerGroupServersAttribute,
    changed: Callable[[ServerGroup], Servers],
    work: Work[State, Settings],
) -> ServerGroupJob:
    if not command.servers:
        raise MissingNamedParameter(name="Servers")
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ServerGroupJob(job_id=earlier[0])
    group = server_group_of(command.server_group_id, work.state)
    if len({_place(server) for server in command.servers}) < len(command.servers):
        raise DuplicatedParamBackendServer(name="Servers")
    servers = changed(group)
    if command.dry_run:
        raise DryRunOperation()
    serving.change("ServerGroup", command.server_group_id, servers.values(), work)
    job_id = work.new_uuid()
    client_tokens.remember(command, command.client_token, [job_id], work)
    return ServerGroupJob(job_id=job_id)


def _there(
    command: RemoveServersFromServerGroup | UpdateServerGroupServersAttribute, group: ServerGroup
) -> dict[str, Any]:
    """The servers of the call, all of which the group has."""
    asked = {_place(server): server for server in command.servers}
    for key in asked:
        if key not in group.servers:
            raise ResourceNotFoundBackendServer(name=key)
    return asked


def _place(server: NamedServer) -> str:
    if server.port is None:
        raise InvalidParameter(name="Servers.Port")
    return f"{server.server_id}:{server.port}"


def _added(server: AddedServer, state: State) -> BackendServer:
    if server.server_type != SERVES:
        raise MismatchServerType(what="ServerType", one=server.server_type, other="this simulator")
    _check_description(server)
    instance = state.instances.get(server.server_id)
    if instance is None:
        raise ResourceNotFoundEcs(name=server.server_id)
    made = BackendServer(
        server_id=server.server_id,
        port=server.port or 0,
        weight=server.weight,
        type=server.server_type,
        server_ip=instance.created.private_ip_address,
        description=server.description,
    )
    assert place(made) == _place(server)
    return made


def _changed(server: BackendServer, asked: ChangedServer) -> BackendServer:
    _check_description(asked)
    description = asked.description or server.description
    return server.model_copy(update={"weight": asked.weight, "description": description})


def _check_description(server: DescribedServer) -> None:
    if 0 < len(server.description) < SHORTEST_DESCRIPTION:
        raise InvalidParameter(name="Servers.Description")
