"""Learns which load balancers, server groups and databases there are."""

from scalehook.kit import Work
from scalehook.scaling_controller.resource_checks import key
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.resources import (
    DatabaseNoted,
    ListenerNoted,
    LoadBalancerForgotten,
    LoadBalancerNoted,
    ServerGroupNoted,
    VServerGroupNoted,
)
from scalehook_contracts.base import Note
from scalehook_contracts.fleet.databases import DBInstanceCreated, DBInstanceDeleted
from scalehook_contracts.fleet.listeners import ListenerCreated, ListenerDeleted, ListenerStatusSet
from scalehook_contracts.fleet.load_balancers import (
    LoadBalancerCreated,
    LoadBalancerDeleted,
    LoadBalancerStatusSet,
)
from scalehook_contracts.fleet.server_groups import ServerGroupCreated, ServerGroupDeleted
from scalehook_contracts.fleet.v_server_groups import VServerGroupCreated, VServerGroupDeleted


def on_load_balancer_created(event: LoadBalancerCreated, work: Work[State, Settings]) -> None:
    """A load balancer is there."""
    noted = LoadBalancerNoted(load_balancer_id=event.load_balancer_id, active=True)
    _note(noted, event.load_balancer_id, work)


def on_load_balancer_status_set(event: LoadBalancerStatusSet, work: Work[State, Settings]) -> None:
    """It works, or does not."""
    active = event.load_balancer_status == "active"
    noted = LoadBalancerNoted(load_balancer_id=event.load_balancer_id, active=active)
    _note(noted, event.load_balancer_id, work)


def on_load_balancer_deleted(event: LoadBalancerDeleted, work: Work[State, Settings]) -> None:
    """It is gone; groups that it is attached to still name it."""
    work.record(LoadBalancerForgotten(load_balancer_id=event.load_balancer_id))


def on_listener_created(event: ListenerCreated, work: Work[State, Settings]) -> None:
    """It has a listener, which is stopped."""
    _note_listener(event, False, work)


def on_listener_status_set(event: ListenerStatusSet, work: Work[State, Settings]) -> None:
    """A listener runs, or is stopped."""
    _note_listener(event, event.listener_status == "running" and event.health_check == "on", work)


def on_listener_deleted(event: ListenerDeleted, work: Work[State, Settings]) -> None:
    """A listener is gone."""
    _note_listener(event, None, work)


def on_v_server_group_created(event: VServerGroupCreated, work: Work[State, Settings]) -> None:
    """A load balancer has a group of servers."""
    noted = VServerGroupNoted(
        load_balancer_id=event.load_balancer_id,
        v_server_group_id=event.v_server_group_id,
        there=True,
    )
    _note(noted, event.v_server_group_id, work)


def on_v_server_group_deleted(event: VServerGroupDeleted, work: Work[State, Settings]) -> None:
    """A group of servers is gone."""
    work.record(
        VServerGroupNoted(
            load_balancer_id=event.load_balancer_id,
            v_server_group_id=event.v_server_group_id,
            there=False,
        )
    )


def on_server_group_created(event: ServerGroupCreated, work: Work[State, Settings]) -> None:
    """A server group is there."""
    noted = ServerGroupNoted(server_group_id=event.server_group_id, type=event.type)
    _note(noted, event.server_group_id, work)


def on_server_group_deleted(event: ServerGroupDeleted, work: Work[State, Settings]) -> None:
    """A server group is gone."""
    work.record(ServerGroupNoted(server_group_id=event.server_group_id, type=None))


def on_db_instance_created(event: DBInstanceCreated, work: Work[State, Settings]) -> None:
    """A database is there."""
    noted = DatabaseNoted(db_instance_id=event.db_instance_id, addresses=len(event.addresses))
    _note(noted, event.db_instance_id, work)


def on_db_instance_deleted(event: DBInstanceDeleted, work: Work[State, Settings]) -> None:
    """A database is gone."""
    work.record(DatabaseNoted(db_instance_id=event.db_instance_id, addresses=None))


def _note_listener(
    event: ListenerCreated | ListenerStatusSet | ListenerDeleted,
    checks: bool | None,
    work: Work[State, Settings],
) -> None:
    balancer_id = event.load_balancer_id
    noted = ListenerNoted(load_balancer_id=balancer_id, port=event.listener_port, checks=checks)
    _note(noted, balancer_id, work)


def _note(noted: Note, resource_id: str, work: Work[State, Settings]) -> None:
    """Whoever waits for it is looked at again."""
    work.record(noted)
    work.wake(key(resource_id))
