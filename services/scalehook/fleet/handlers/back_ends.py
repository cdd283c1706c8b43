"""Back ends, as Auto Scaling has them changed. Nothing is refused: somebody waits for the event."""

from collections.abc import Callable, Iterable

from scalehook.fleet import serving
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State, first_sight
from scalehook.fleet.state.load_balancers import Servers, place
from scalehook.kit import Work
from scalehook_contracts.base import Done, Event
from scalehook_contracts.fleet.back_ends import (
    AddInstancesToBackEnds,
    BackEnd,
    BackEndKind,
    MakeAtFirstSight,
    RemoveInstancesFromBackEnds,
    ResourceFoundMissing,
    SetWeightsInBackEnds,
)
from scalehook_contracts.fleet.backend_servers import BackendServer
from scalehook_contracts.fleet.listeners import (
    CreateLoadBalancerTCPListener,
    ListenerCreated,
    ListenerStatusSet,
)

FIRST_PORT = 80  # of the listener of a load balancer that is made at first sight


def add_instances_to_back_ends(command: AddInstancesToBackEnds, work: Work[State, Settings]) -> Done:
    """Forward to the instances, as far as they still exist."""
    instances = work.state.instances

    def added(servers: Servers, back_end: BackEnd) -> Servers:
        new = [
            BackendServer(
                server_id=instance_id,
                port=back_end.port,
                weight=_weight(back_end, weight),
                server_ip=instances[instance_id].created.private_ip_address,
            )
            for instance_id, weight in command.weights.items()
            if instance_id in instances
        ]
        return servers | {place(server): server for server in new}

    _change(command.back_ends, command.scaling_activity_id, added, work)
    return Done()


def remove_instances_from_back_ends(
    command: RemoveInstancesFromBackEnds, work: Work[State, Settings]
) -> Done:
    """Forward to the instances no more."""

    def removed(servers: Servers, back_end: BackEnd) -> Servers:
        gone = {_place(instance_id, back_end) for instance_id in command.instance_ids}
        return {key: server for key, server in servers.items() if key not in gone}

    _change(command.back_ends, command.scaling_activity_id, removed, work)
    return Done()


def set_weights_in_back_ends(command: SetWeightsInBackEnds, work: Work[State, Settings]) -> Done:
    """Forward more to the instances, or less."""

    def weighed(servers: Servers, back_end: BackEnd) -> Servers:
        there = {
            _place(instance_id, back_end): weight for instance_id, weight in command.weights.items()
        }
        return servers | {
            key: servers[key].model_copy(update={"weight": _weight(back_end, weight)})
            for key, weight in there.items()
            if key in servers
        }

    _change(command.back_ends, command.scaling_activity_id, weighed, work)
    return Done()


def make_at_first_sight(command: MakeAtFirstSight, work: Work[State, Settings]) -> Done:
    """What is not there yet."""
    for back_end in command.back_ends:
        if work.state.back_ends.find(back_end.kind, back_end.back_end_id) is None:
            for event in _made(back_end, work):
                work.record(event)
    for database_id in dict.fromkeys(command.db_instance_ids):
        if database_id not in work.state.databases:
            work.record(first_sight.database(database_id, work.now.timestamp()))
    return Done()


def _change(
    back_ends: Iterable[BackEnd],
    activity_id: str,
    changed: Callable[[Servers, BackEnd], Servers],
    work: Work[State, Settings],
) -> None:
    """One event for each back end, however many ports of it are meant."""
    grouped: dict[tuple[BackEndKind, str], list[BackEnd]] = {}
    for back_end in back_ends:
        grouped.setdefault((back_end.kind, back_end.back_end_id), []).append(back_end)
    for (kind, holder_id), places in grouped.items():
        holder = work.state.back_ends.find(kind, holder_id)
        if holder is None:
            missing = ResourceFoundMissing(resource_id=holder_id, scaling_activity_id=activity_id)
            work.record(missing)
            continue
        servers = holder.servers
        for back_end in places:
            servers = changed(servers, back_end)
        serving.change(kind, holder_id, servers.values(), work, activity_id)


def _made(back_end: BackEnd, work: Work[State, Settings]) -> list[Event]:
    at = work.now.timestamp()
    match back_end.kind:
        case "LoadBalancer":
            return _made_balancer(back_end.back_end_id, at)
        case "ServerGroup":
            return [first_sight.server_group(back_end, at)]
        case "VServerGroup":
            made = (
                []
                if back_end.load_balancer_id in work.state.load_balancers
                else (_made_balancer(back_end.load_balancer_id, at))
            )
            return [*made, first_sight.v_server_group(back_end, at)]


def _made_balancer(balancer_id: str, at: float) -> list[Event]:
    """With a listener that checks: scaling groups ask for one."""
    asked = CreateLoadBalancerTCPListener(
        load_balancer_id=balancer_id,
        listener_port=FIRST_PORT,
        backend_server_port=FIRST_PORT,
        bandwidth=-1,
    )
    return [
        first_sight.load_balancer(balancer_id, at),
        ListenerCreated(
            load_balancer_id=balancer_id,
            listener_port=FIRST_PORT,
            listener_protocol="tcp",
            health_check="on",
            tcp=asked,
        ),
        ListenerStatusSet(
            load_balancer_id=balancer_id,
            listener_port=FIRST_PORT,
            listener_status="running",
            health_check="on",
        ),
    ]


def _place(instance_id: str, back_end: BackEnd) -> str:
    return f"{instance_id}:{back_end.port}"


def _weight(back_end: BackEnd, own: int) -> int:
    return own if back_end.weight is None else back_end.weight
