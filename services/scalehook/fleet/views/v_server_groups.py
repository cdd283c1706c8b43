"""Groups of servers of load balancers, as they are described."""

from scalehook.fleet.state.load_balancers import LoadBalancer, VServerGroup
from scalehook.fleet.views.load_balancers import tag_views
from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook_contracts.fleet.v_server_groups import (
    AssociatedListener,
    AssociatedObjects,
    VServerGroupAttribute,
    VServerGroupServers,
    VServerGroupView,
    VServerView,
)


def v_server_group_servers(group: VServerGroup) -> VServerGroupServers:
    """A group with all its servers."""
    return VServerGroupServers(
        v_server_group_id=group.created.v_server_group_id, backend_servers=_servers(group)
    )


def v_server_group_attribute(group: VServerGroup) -> VServerGroupAttribute:
    """A group with all that is known of it."""
    created = group.created
    return VServerGroupAttribute(
        v_server_group_id=created.v_server_group_id,
        v_server_group_name=created.v_server_group_name,
        load_balancer_id=created.load_balancer_id,
        create_time=iso_minutes(moment(created.created_at)),
        backend_servers=_servers(group),
        tags=tag_views(created.tag),
    )


def v_server_group_view(group: VServerGroup, balancer: LoadBalancer | None) -> VServerGroupView:
    """A group in a list; with the listeners of its load balancer that forward to it."""
    created = group.created
    listeners = balancer.listeners.items() if balancer is not None else ()
    using = [
        AssociatedListener(port=port, protocol=listener.protocol)
        for port, listener in listeners
        if listener.request.v_server_group_id == created.v_server_group_id
    ]
    return VServerGroupView(
        v_server_group_id=created.v_server_group_id,
        v_server_group_name=created.v_server_group_name,
        server_count=len(group.servers),
        create_time=iso_minutes(moment(created.created_at)),
        associated_objects=AssociatedObjects(listeners=using),
        tags=tag_views(created.tag),
    )


def _servers(group: VServerGroup) -> list[VServerView]:
    return [
        VServerView(
            server_id=server.server_id,
            server_ip=server.server_ip,
            port=server.port,
            weight=server.weight,
            type=server.type,
            description=server.description,
        )
        for server in group.servers.values()
    ]
