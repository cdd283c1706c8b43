"""What happens to listeners."""

from scalehook.fleet.state.load_balancers import Listener
from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.listeners import ListenerCreated, ListenerDeleted, ListenerStatusSet


def listener_created(event: ListenerCreated, state: State) -> None:
    """One more; it is stopped."""
    state.load_balancers[event.load_balancer_id].listeners[event.listener_port] = Listener(event)


def listener_status_set(event: ListenerStatusSet, state: State) -> None:
    """It runs, or is stopped."""
    listeners = state.load_balancers[event.load_balancer_id].listeners
    listeners[event.listener_port].status = event.listener_status


def listener_deleted(event: ListenerDeleted, state: State) -> None:
    """One less."""
    del state.load_balancers[event.load_balancer_id].listeners[event.listener_port]
