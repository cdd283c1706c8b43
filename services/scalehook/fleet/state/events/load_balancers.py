"""What happens to load balancers."""

from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.load_balancers import (
    LoadBalancerCreated,
    LoadBalancerDeleted,
    LoadBalancerStatusSet,
)


def load_balancer_created(event: LoadBalancerCreated, state: State) -> None:
    """One more."""
    state.add_load_balancer(event)


def load_balancer_status_set(event: LoadBalancerStatusSet, state: State) -> None:
    """It works, or does not."""
    balancer = state.load_balancers[event.load_balancer_id]
    state.listings.set_status(balancer, event.load_balancer_status)


def load_balancer_deleted(event: LoadBalancerDeleted, state: State) -> None:
    """One less, with its listeners and groups."""
    balancer_id = event.load_balancer_id
    for group_id in state.load_balancers[balancer_id].v_server_groups:
        state.back_ends.put("VServerGroup", group_id, [])
        del state.back_ends.v_server_groups[group_id]
    state.back_ends.put("LoadBalancer", balancer_id, [])
    state.listings.drop_balancer(state.load_balancers.pop(balancer_id))
