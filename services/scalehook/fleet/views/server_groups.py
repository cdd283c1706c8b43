"""Server groups of ALB, as they are described."""

from scalehook.fleet.state.server_groups import ServerGroup
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.fleet.backend_servers import BackendServer
from scalehook_contracts.fleet.server_group_servers import ServerGroupServer
from scalehook_contracts.fleet.server_groups import CreateServerGroup, ServerGroupView

AS_ASKED = ServerGroupView.model_fields.keys() & CreateServerGroup.model_fields.keys()


def server_group_view(group: ServerGroup) -> ServerGroupView:
    """A server group in a list."""
    created = group.created
    asked = created.request
    return ServerGroupView(
        **{name: getattr(asked, name) for name in AS_ASKED},
        server_group_id=created.server_group_id,
        server_count=len(group.servers),
        create_time=iso_seconds(moment(created.created_at)),
        tags=asked.tag,
    )


def server_view(server: BackendServer, group: ServerGroup) -> ServerGroupServer:
    """A server of a group. What Auto Scaling adds are instances, too."""
    return ServerGroupServer(
        server_id=server.server_id,
        server_group_id=group.created.server_group_id,
        server_type="Ecs",
        server_ip=server.server_ip,
        port=server.port,
        weight=server.weight,
        description=server.description,
    )
