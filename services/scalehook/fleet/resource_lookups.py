"""Finds what a request names, or refuses as documented."""

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.databases import Database
from scalehook.fleet.state.load_balancers import Listener, LoadBalancer, VServerGroup
from scalehook.fleet.state.server_groups import ServerGroup
from scalehook.kit import Work
from scalehook_contracts.errors.alb import ResourceNotFoundServerGroup
from scalehook_contracts.errors.rds import InvalidDBInstanceIdNotFound
from scalehook_contracts.errors.scaling import InvalidRegionIdNotFound
from scalehook_contracts.errors.slb import (
    InvalidLoadBalancerIdNotFound,
    ListenerNotAllowed,
    VServerGroupNotFound,
)
from scalehook_contracts.fleet.listeners import ListenerProtocol
from scalehook_contracts.fleet.slb import LoadBalancerReference
from scalehook_contracts.fleet.v_server_groups import VServerGroupReference


def check_region(region_id: str, work: Work[State, Settings]) -> None:
    """Only the region that this cloud plays exists."""
    if region_id and region_id != work.settings.region:
        raise InvalidRegionIdNotFound()


def balancer_of(reference: LoadBalancerReference, work: Work[State, Settings]) -> LoadBalancer:
    """The load balancer that is named."""
    check_region(reference.region_id, work)
    balancer = work.state.load_balancers.get(reference.load_balancer_id)
    if balancer is None:
        raise InvalidLoadBalancerIdNotFound()
    return balancer


def listener_of(balancer: LoadBalancer, port: int, protocol: ListenerProtocol | None) -> Listener:
    """The load balancer's listener at this port, if it has that protocol."""
    listener = balancer.listeners.get(port)
    if listener is None or protocol not in (None, listener.protocol):
        raise ListenerNotAllowed()
    return listener


def v_server_group_of(reference: VServerGroupReference, work: Work[State, Settings]) -> VServerGroup:
    """The load balancer's group that is named."""
    check_region(reference.region_id, work)
    group = work.state.back_ends.v_server_groups.get(reference.v_server_group_id)
    if group is None:
        raise VServerGroupNotFound()
    return group


def server_group_of(group_id: str, state: State) -> ServerGroup:
    """The ALB's group with this id."""
    group = state.server_groups.get(group_id)
    if group is None:
        raise ResourceNotFoundServerGroup(name=group_id)
    return group


def database_of(database_id: str, state: State) -> Database:
    """The database with this id."""
    database = state.databases.get(database_id)
    if database is None:
        raise InvalidDBInstanceIdNotFound()
    return database
