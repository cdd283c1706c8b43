"""What happens to load balancers, server groups and databases, as far as groups care."""

from scalehook.scaling_controller.state.resources import Balancer
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64


class LoadBalancerNoted(Note):
    """A load balancer is there, and works, or does not."""

    load_balancer_id: str
    active: bool


class LoadBalancerForgotten(Note):
    """A load balancer is gone."""

    load_balancer_id: str


class ListenerNoted(Note):
    """A listener looks after its servers, or does not; None: it is gone."""

    load_balancer_id: str
    port: Int64
    checks: bool | None


class ServersCounted(Note):
    """A load balancer has so many servers."""

    load_balancer_id: str
    amount: Int64


class VServerGroupNoted(Note):
    """A group of servers of a load balancer is there, or is gone."""

    load_balancer_id: str
    v_server_group_id: str
    there: bool


class ServerGroupNoted(Note):
    """A server group of this type is there; None: it is gone."""

    server_group_id: str
    type: str | None


class DatabaseNoted(Note):
    """A database has so many addresses in its first whitelist; None: it is gone."""

    db_instance_id: str
    addresses: Int64 | None


def load_balancer_noted(event: LoadBalancerNoted, state: State) -> None:
    """Groups may name it."""
    _balancer(event.load_balancer_id, state).active = event.active


def load_balancer_forgotten(event: LoadBalancerForgotten, state: State) -> None:
    """Groups may name it no more, nor its groups of servers."""
    state.resources.load_balancers.pop(event.load_balancer_id, None)


def listener_noted(event: ListenerNoted, state: State) -> None:
    """One listener of a load balancer."""
    listeners = _balancer(event.load_balancer_id, state).listeners
    if event.checks is None:
        listeners.pop(event.port, None)
    else:
        listeners[event.port] = event.checks


def servers_counted(event: ServersCounted, state: State) -> None:
    """There is room for so many more."""
    _balancer(event.load_balancer_id, state).servers = event.amount


def v_server_group_noted(event: VServerGroupNoted, state: State) -> None:
    """Groups may name it together with its load balancer, or not any more."""
    groups = _balancer(event.load_balancer_id, state).groups
    (groups.add if event.there else groups.discard)(event.v_server_group_id)


def server_group_noted(event: ServerGroupNoted, state: State) -> None:
    """Groups may name it, or not any more."""
    if event.type is None:
        state.resources.server_groups.pop(event.server_group_id, None)
    else:
        state.resources.server_groups[event.server_group_id] = event.type


def database_noted(event: DatabaseNoted, state: State) -> None:
    """Groups may name it, or not any more."""
    if event.addresses is None:
        state.resources.databases.pop(event.db_instance_id, None)
    else:
        state.resources.databases[event.db_instance_id] = event.addresses


def _balancer(balancer_id: str, state: State) -> Balancer:
    """Those of earlier versions were never created: they are heard of when something is done to them."""
    return state.resources.load_balancers.setdefault(balancer_id, Balancer())
