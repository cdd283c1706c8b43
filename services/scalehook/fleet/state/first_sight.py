"""Load balancers, groups and databases that somebody only named: what they then are."""

from scalehook_contracts.fleet.back_ends import BackEnd
from scalehook_contracts.fleet.databases import CreateDBInstance, DBInstanceCreated
from scalehook_contracts.fleet.load_balancers import CreateLoadBalancer, LoadBalancerCreated
from scalehook_contracts.fleet.server_groups import (
    CreateServerGroup,
    HealthCheckConfig,
    ServerGroupCreated,
)
from scalehook_contracts.fleet.v_server_groups import VServerGroupCreated

LOCALHOST = "127.0.0.1"  # the only address in the whitelist of a new database


def load_balancer(balancer_id: str, at: float = 0) -> LoadBalancerCreated:
    """A load balancer on the internet."""
    return LoadBalancerCreated(
        load_balancer_id=balancer_id,
        load_balancer_name=balancer_id,
        address="47.96.0.1",
        network_type="classic",
        created_at=at,
        request=CreateLoadBalancer(region_id=""),
    )


def v_server_group(back_end: BackEnd, at: float) -> VServerGroupCreated:
    """A group without servers, of the load balancer that was named with it."""
    return VServerGroupCreated(
        v_server_group_id=back_end.back_end_id,
        v_server_group_name=back_end.back_end_id,
        load_balancer_id=back_end.load_balancer_id,
        created_at=at,
    )


def server_group(back_end: BackEnd, at: float) -> ServerGroupCreated:
    """A group without servers."""
    checked = HealthCheckConfig(health_check_enabled=True)
    name = back_end.back_end_id[:128].ljust(2, "-")
    asked = CreateServerGroup(server_group_name=name, health_check_config=checked)
    return ServerGroupCreated(
        server_group_id=back_end.back_end_id, type=back_end.type, created_at=at, request=asked
    )


def database(database_id: str, at: float = 0) -> DBInstanceCreated:
    """A database that lets nobody in yet."""
    return DBInstanceCreated(
        db_instance_id=database_id,
        created_at=at,
        addresses=[LOCALHOST],
        request=CreateDBInstance(
            region_id="",
            engine="MySQL",
            engine_version="8.0",
            db_instance_class="mysql.n2.medium.1",
            db_instance_storage=40,
            db_instance_net_type="Intranet",
            security_ip_list=LOCALHOST,
            pay_type="Postpaid",
        ),
    )
