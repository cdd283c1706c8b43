"""Back-end servers of load balancers."""

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.fleet.backend_servers import (
    AddBackendServers,
    BackendServersChanged,
    RemoveBackendServers,
    SetServerWeights,
)


def add_backend_servers(command: AddBackendServers, work: Work[State, Settings]) -> Done:
    """Forward to the instances."""
    for balancer in command.load_balancer_ids:
        known = work.state.backends.get(balancer, [])
        _forward(balancer, list(dict.fromkeys([*known, *command.instance_ids])), command, work)
    return Done()


def remove_backend_servers(command: RemoveBackendServers, work: Work[State, Settings]) -> Done:
    """Forward to the instances no more."""
    for balancer in command.load_balancer_ids:
        left = dict.fromkeys(work.state.backends.get(balancer, []))
        for instance_id in command.instance_ids:
            left.pop(instance_id, None)
        _forward(balancer, list(left), command, work)
    return Done()


def set_server_weights(command: SetServerWeights, work: Work[State, Settings]) -> Done:
    """Weights are not looked at: whoever asked hears that nothing is in the way."""
    for balancer in command.load_balancer_ids:
        _forward(balancer, work.state.backends.get(balancer, []), command, work)
    return Done()


def _forward(
    balancer: str,
    instance_ids: list[str],
    command: AddBackendServers | RemoveBackendServers | SetServerWeights,
    work: Work[State, Settings],
) -> None:
    """Recorded even when nothing is new: whoever asked waits for the event."""
    work.record(
        BackendServersChanged(
            load_balancer_id=balancer,
            instance_ids=instance_ids,
            scaling_activity_id=command.scaling_activity_id,
        )
    )
