"""Says that a back end has other servers now, by the event of its kind."""

from collections.abc import Iterable

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.base import Event
from scalehook_contracts.fleet.back_ends import BackEndKind
from scalehook_contracts.fleet.backend_servers import BackendServer, BackendServersChanged
from scalehook_contracts.fleet.server_groups import ServerGroupChanged
from scalehook_contracts.fleet.v_server_groups import VServerGroupChanged


def change(
    kind: BackEndKind,
    holder_id: str,
    servers: Iterable[BackendServer],
    work: Work[State, Settings],
    activity_id: str = "",
) -> None:
    """It has exactly these servers. Recorded even when nothing is new: an activity waits for it."""
    work.record(_event(kind, holder_id, list(servers), activity_id))


def _event(kind: BackEndKind, holder_id: str, servers: list[BackendServer], activity_id: str) -> Event:
    match kind:
        case "LoadBalancer":
            return BackendServersChanged(
                load_balancer_id=holder_id,
                instance_ids=list(dict.fromkeys(server.server_id for server in servers)),
                servers=servers,
                scaling_activity_id=activity_id,
            )
        case "VServerGroup":
            return VServerGroupChanged(
                v_server_group_id=holder_id, servers=servers, scaling_activity_id=activity_id
            )
        case "ServerGroup":
            return ServerGroupChanged(
                server_group_id=holder_id, servers=servers, scaling_activity_id=activity_id
            )
