"""The servers of everything that forwards requests, and where each of them is."""

from collections.abc import Iterable, Mapping

from scalehook.fleet.state.load_balancers import LoadBalancer, Servers, VServerGroup, place
from scalehook.fleet.state.server_groups import ServerGroup
from scalehook_contracts.fleet.back_ends import BackEndKind
from scalehook_contracts.fleet.backend_servers import BackendServer

Holder = LoadBalancer | VServerGroup | ServerGroup


class BackEnds:
    """Finds a back end by its kind and id, and all places of a server. It follows from the state."""

    def __init__(
        self, balancers: dict[str, LoadBalancer], server_groups: dict[str, ServerGroup]
    ) -> None:
        self.v_server_groups: dict[str, VServerGroup] = {
            group_id: group
            for balancer in balancers.values()
            for group_id, group in balancer.v_server_groups.items()
        }
        self._places: dict[str, dict[tuple[BackEndKind, str, str], None]] = {}  # by the server's id
        self._holders: dict[BackEndKind, Mapping[str, Holder]] = {
            "LoadBalancer": balancers,
            "VServerGroup": self.v_server_groups,
            "ServerGroup": server_groups,
        }
        for kind, holders in self._holders.items():
            for holder_id, holder in holders.items():
                self._enter(kind, holder_id, holder.servers)

    def find(self, kind: BackEndKind, holder_id: str) -> Holder | None:
        """The load balancer or group, if it is there."""
        return self._holders[kind].get(holder_id)

    def put(self, kind: BackEndKind, holder_id: str, servers: Iterable[BackendServer]) -> None:
        """It has exactly these servers now."""
        holder = self._holders[kind][holder_id]
        self._exit(kind, holder_id, holder.servers)
        holder.servers = {place(server): server for server in servers}
        self._enter(kind, holder_id, holder.servers)

    def forget_server(self, server_id: str) -> None:
        """It is gone, and from everywhere where it served."""
        for kind, holder_id, key in self._places.pop(server_id, {}):
            del self._holders[kind][holder_id].servers[key]

    def _enter(self, kind: BackEndKind, holder_id: str, servers: Servers) -> None:
        for key, server in servers.items():
            self._places.setdefault(server.server_id, {})[kind, holder_id, key] = None

    def _exit(self, kind: BackEndKind, holder_id: str, servers: Servers) -> None:
        for key, server in servers.items():
            places = self._places[server.server_id]
            del places[kind, holder_id, key]
            if not places:
                del self._places[server.server_id]
