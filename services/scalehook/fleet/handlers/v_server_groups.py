"""Groups of servers of load balancers."""

from scalehook.fleet import given_servers, serving
from scalehook.fleet.resource_lookups import balancer_of, v_server_group_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.load_balancers import LoadBalancer, VServerGroup
from scalehook.fleet.views.v_server_groups import (
    v_server_group_attribute,
    v_server_group_servers,
    v_server_group_view,
)
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.errors.slb import ActionNotSupport
from scalehook_contracts.fleet.v_server_groups import (
    AddVServerGroupBackendServers,
    CreateVServerGroup,
    DeleteVServerGroup,
    DescribeVServerGroupAttribute,
    DescribeVServerGroups,
    RemoveVServerGroupBackendServers,
    VServerGroupAttribute,
    VServerGroupCreated,
    VServerGroupDeleted,
    VServerGroupList,
    VServerGroupServers,
)


def create_v_server_group(
    command: CreateVServerGroup, work: Work[State, Settings]
) -> VServerGroupServers:
    """With the servers that are given."""
    balancer = balancer_of(command, work)
    given = given_servers.read(command.backend_servers, ported=True)
    servers = given_servers.check_instances(given, work)
    group_id = work.new_id("rsp-bp1", 13)
    work.record(
        VServerGroupCreated(
            v_server_group_id=group_id,
            v_server_group_name=command.v_server_group_name or group_id,
            load_balancer_id=command.load_balancer_id,
            created_at=work.now.timestamp(),
            servers=list(servers.values()),
            tag=command.tag,
        )
    )
    return v_server_group_servers(balancer.v_server_groups[group_id])


def add_v_server_group_backend_servers(
    command: AddVServerGroupBackendServers, work: Work[State, Settings]
) -> VServerGroupServers:
    """Forward to these, too; those that are there keep their places and weights."""
    group = v_server_group_of(command, work)
    new = given_servers.read(command.backend_servers, ported=True)
    new = given_servers.check_instances(new, work)
    servers = group.servers | new | group.servers
    serving.change("VServerGroup", command.v_server_group_id, servers.values(), work)
    return v_server_group_servers(group)


def remove_v_server_group_backend_servers(
    command: RemoveVServerGroupBackendServers, work: Work[State, Settings]
) -> VServerGroupServers:
    """Forward to these no more."""
    group = v_server_group_of(command, work)
    gone = given_servers.read(command.backend_servers, ported=True)
    left = [server for key, server in group.servers.items() if key not in gone]
    serving.change("VServerGroup", command.v_server_group_id, left, work)
    return v_server_group_servers(group)


def describe_v_server_group_attribute(
    command: DescribeVServerGroupAttribute, work: Work[State, Settings]
) -> VServerGroupAttribute:
    """One, with its servers."""
    return v_server_group_attribute(v_server_group_of(command, work))


def describe_v_server_groups(
    command: DescribeVServerGroups, work: Work[State, Settings]
) -> VServerGroupList:
    """All of a load balancer."""
    balancer = balancer_of(command, work)
    return VServerGroupList(
        v_server_groups=[
            v_server_group_view(group, balancer if command.include_listener else None)
            for group in balancer.v_server_groups.values()
        ]
    )


def delete_v_server_group(command: DeleteVServerGroup, work: Work[State, Settings]) -> Done:
    """It is gone, unless a listener forwards to it."""
    group = v_server_group_of(command, work)
    balancer_id = group.created.load_balancer_id
    if _in_use(group, work.state.load_balancers[balancer_id]):
        raise ActionNotSupport()
    work.record(
        VServerGroupDeleted(v_server_group_id=command.v_server_group_id, load_balancer_id=balancer_id)
    )
    return Done()


def _in_use(group: VServerGroup, balancer: LoadBalancer) -> bool:
    listeners = balancer.listeners.values()
    group_id = group.created.v_server_group_id
    return any(listener.request.v_server_group_id == group_id for listener in listeners)
