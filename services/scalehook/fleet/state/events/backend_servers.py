"""What happens to servers behind load balancers."""

from scalehook.fleet.state import first_sight
from scalehook.fleet.state.root import EARLIER_WEIGHT, State
from scalehook_contracts.fleet.backend_servers import BackendServer, BackendServersChanged


def backend_servers_changed(event: BackendServersChanged, state: State) -> None:
    """Where the load balancer forwards to. Up to version 0.1, it was whatever somebody had named."""
    balancer_id = event.load_balancer_id
    if balancer_id not in state.load_balancers:
        state.add_load_balancer(first_sight.load_balancer(balancer_id))
    earlier = [BackendServer(server_id=i, weight=EARLIER_WEIGHT) for i in event.instance_ids]
    state.back_ends.put("LoadBalancer", balancer_id, event.servers or earlier)
