"""What happens to backend servers."""

from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.backend_servers import BackendServersChanged


def backend_servers_changed(event: BackendServersChanged, state: State) -> None:
    """Where the load balancer forwards to."""
    state.backends[event.load_balancer_id] = list(event.instance_ids)
