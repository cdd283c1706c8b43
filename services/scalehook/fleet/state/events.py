"""What events do to the fleet."""

from scalehook.fleet.state.root import Instance, State
from scalehook_contracts.fleet import (
    BackendServersChanged,
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    WhitelistChanged,
)


def instance_created(event: InstanceCreated, state: State) -> None:
    """One more instance."""
    state.instances[event.instance_id] = Instance(event)
    state.launched += 1


def instance_running(event: InstanceRunning, state: State) -> None:
    """It has booted."""
    state.instances[event.instance_id].status = "Running"


def instance_released(event: InstanceReleased, state: State) -> None:
    """One instance less."""
    del state.instances[event.instance_id]


def whitelist_changed(event: WhitelistChanged, state: State) -> None:
    """Who may talk to the database."""
    state.whitelists[event.db_instance_id] = list(event.addresses)


def backend_servers_changed(event: BackendServersChanged, state: State) -> None:
    """Where the load balancer forwards to."""
    state.backends[event.load_balancer_id] = list(event.instance_ids)
