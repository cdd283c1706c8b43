"""Tells a scaling controller that load balancers, server groups and databases are there."""

from collections.abc import Iterable

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Event
from scalehook_contracts.fleet.databases import CreateDBInstance, DBInstanceCreated
from scalehook_contracts.fleet.listeners import ListenerStatusSet
from scalehook_contracts.fleet.load_balancers import CreateLoadBalancer, LoadBalancerCreated
from scalehook_contracts.fleet.server_groups import (
    CreateServerGroup,
    HealthCheckConfig,
    ServerGroupCreated,
)
from scalehook_contracts.fleet.v_server_groups import VServerGroupCreated


def tell_all(
    rehearsal: Rehearsal, *, balancers: Iterable[str] = (), databases: Iterable[str] = ()
) -> None:
    """Load balancers that may be attached, and databases."""
    for balancer in dict.fromkeys(balancers):
        rehearsal.tell(balancer_created(balancer))
        rehearsal.tell(checking(balancer))
    for database in dict.fromkeys(databases):
        rehearsal.tell(database_created(database))


def balancer_created(balancer: str) -> Event:
    """It has no listener."""
    return LoadBalancerCreated(
        load_balancer_id=balancer,
        load_balancer_name=balancer,
        address="1.1.1.1",
        network_type="vpc",
        created_at=0,
        request=CreateLoadBalancer(region_id=""),
    )


def checking(balancer: str, port: int = 80) -> Event:
    """It has a listener that looks after its servers."""
    return ListenerStatusSet(
        load_balancer_id=balancer, listener_port=port, listener_status="running", health_check="on"
    )


def v_group_created(balancer: str, group: str) -> Event:
    """A group of servers of a load balancer."""
    return VServerGroupCreated(
        v_server_group_id=group, v_server_group_name=group, load_balancer_id=balancer, created_at=0
    )


def server_group_created(group: str) -> Event:
    """A server group of an ALB."""
    config = HealthCheckConfig(health_check_enabled=True)
    asked = CreateServerGroup(server_group_name="web", health_check_config=config)
    return ServerGroupCreated(server_group_id=group, created_at=0, request=asked)


def database_created(database: str, addresses: int = 1) -> Event:
    """A database that lets in so many."""
    asked = CreateDBInstance(
        region_id="",
        engine="MySQL",
        engine_version="8.0",
        db_instance_class="c",
        db_instance_storage=20,
        db_instance_net_type="Intranet",
        security_ip_list="127.0.0.1",
        pay_type="Postpaid",
    )
    let_in = [str(number) for number in range(addresses)]
    return DBInstanceCreated(db_instance_id=database, created_at=0, addresses=let_in, request=asked)
