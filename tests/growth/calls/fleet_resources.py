"""Calls about load balancers, server groups and databases, of which each instance has one of its own."""

from collections.abc import Iterator

from scalehook_contracts.base import Event, Message
from scalehook_contracts.fleet.back_ends import (
    AddInstancesToBackEnds,
    BackEnd,
    MakeAtFirstSight,
    RemoveInstancesFromBackEnds,
    SetWeightsInBackEnds,
)
from scalehook_contracts.fleet.backend_servers import (
    AddBackendServers,
    BackendServersChanged,
    RemoveBackendServers,
    SetBackendServers,
)
from scalehook_contracts.fleet.databases import (
    CreateDBInstance,
    DeleteDBInstance,
    DescribeDBInstanceAttribute,
    DescribeDBInstances,
)
from scalehook_contracts.fleet.health import DescribeHealthStatus
from scalehook_contracts.fleet.listeners import (
    CreateLoadBalancerHTTPListener,
    CreateLoadBalancerTCPListener,
    DeleteLoadBalancerListener,
    DescribeLoadBalancerHTTPListenerAttribute,
    DescribeLoadBalancerTCPListenerAttribute,
    ListenerCreated,
    StartLoadBalancerListener,
    StopLoadBalancerListener,
)
from scalehook_contracts.fleet.load_balancers import (
    CreateLoadBalancer,
    DeleteLoadBalancer,
    DescribeLoadBalancerAttribute,
    DescribeLoadBalancers,
    SetLoadBalancerStatus,
)
from scalehook_contracts.fleet.server_group_servers import (
    AddedServer,
    AddServersToServerGroup,
    ChangedServer,
    ListServerGroupServers,
    RemovedServer,
    RemoveServersFromServerGroup,
    UpdateServerGroupServersAttribute,
)
from scalehook_contracts.fleet.server_groups import (
    CreateServerGroup,
    DeleteServerGroup,
    HealthCheckConfig,
    ListServerGroups,
    ServerGroupCreated,
)
from scalehook_contracts.fleet.v_server_groups import (
    AddVServerGroupBackendServers,
    CreateVServerGroup,
    DeleteVServerGroup,
    DescribeVServerGroupAttribute,
    DescribeVServerGroups,
    RemoveVServerGroupBackendServers,
    VServerGroupCreated,
)
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    DescribeDBInstanceIPArrayList,
    ModifySecurityIps,
    RemoveAddressesFromWhitelists,
    WhitelistChanged,
)
from support.scaling.cloud import REGION

Calls = dict[str, Message]
HERE = {"region_id": REGION}
CHECK = HealthCheckConfig(health_check_enabled=True)
DATABASE = CreateDBInstance(
    **HERE,
    engine="MySQL",
    engine_version="8.0",
    db_instance_class="c",
    db_instance_storage=20,
    db_instance_net_type="Intranet",
    security_ip_list="127.0.0.1",
    pay_type="Postpaid",
    client_token="t",
)


def resources(number: int) -> Iterator[Event]:
    """What one instance has: a back end of each kind, and a database that lets it in."""
    instance, balancer = f"i-{number}", f"lb-{number}"
    yield BackendServersChanged(load_balancer_id=balancer, instance_ids=[instance])
    asked = CreateLoadBalancerTCPListener(
        load_balancer_id=balancer, listener_port=80, backend_server_port=80, bandwidth=1
    )
    yield ListenerCreated(
        load_balancer_id=balancer,
        listener_port=80,
        listener_protocol="tcp",
        health_check="on",
        tcp=asked,
    )
    group = f"rsp-{number}"
    yield VServerGroupCreated(
        v_server_group_id=group, v_server_group_name=group, load_balancer_id=balancer, created_at=0
    )
    group = f"sgp-{number}"
    request = CreateServerGroup(server_group_name=group, health_check_config=CHECK)
    yield ServerGroupCreated(server_group_id=group, created_at=0, request=request)
    yield WhitelistChanged(db_instance_id=f"rm-{number}", addresses=[f"address-{number}"])


def fleet_resource_calls() -> Calls:
    """In this order: some follow from those before."""
    return {**_for_scaling(), **_balancers(), **_groups(), **_server_groups(), **_databases()}


def _for_scaling() -> Calls:
    ends = [BackEnd(back_end_id="lb-7"), BackEnd(kind="ServerGroup", back_end_id="sgp-7", port=80)]
    return {
        "let in": AddAddressesToWhitelists(db_instance_ids=["rm-7"], addresses=["address-9"]),
        "shut out": RemoveAddressesFromWhitelists(db_instance_ids=["rm-8"], addresses=["address-8"]),
        "forward": AddInstancesToBackEnds(back_ends=ends, weights={"i-9": 50}),
        "forward less": SetWeightsInBackEnds(back_ends=ends, weights={"i-9": 0}),
        "withdraw": RemoveInstancesFromBackEnds(back_ends=ends, instance_ids=["i-9"]),
        "first sight": MakeAtFirstSight(
            back_ends=[BackEnd(back_end_id="lb-new")], db_instance_ids=["rm-new"]
        ),
    }


def _balancers() -> Calls:
    named = {"load_balancer_id": "lb-21"}
    port = {**named, "listener_port": 81}
    one = '[{"ServerId": "i-62"}]'
    return {
        "new balancer": CreateLoadBalancer(**HERE, client_token="t"),
        "all balancers": DescribeLoadBalancers(**HERE),
        "stopped balancers": DescribeLoadBalancers(**HERE, load_balancer_status="inactive"),
        "balancers by id": DescribeLoadBalancers(**HERE, load_balancer_id="lb-21,lb-22"),
        "balancer": DescribeLoadBalancerAttribute(**named),
        "stop balancer": SetLoadBalancerStatus(**named, load_balancer_status="inactive"),
        "add server": AddBackendServers(**named, backend_servers=one),
        "set server": SetBackendServers(**named, backend_servers=one),
        "remove server": RemoveBackendServers(**named, backend_servers=one),
        "new TCP listener": CreateLoadBalancerTCPListener(**port, bandwidth=1, backend_server_port=1),
        "new HTTP listener": CreateLoadBalancerHTTPListener(
            **named, listener_port=82, health_check="on", backend_server_port=1
        ),
        "start listener": StartLoadBalancerListener(**port),
        "health": DescribeHealthStatus(**named),
        "TCP listener": DescribeLoadBalancerTCPListenerAttribute(**port),
        "HTTP listener": DescribeLoadBalancerHTTPListenerAttribute(**named, listener_port=82),
        "stop listener": StopLoadBalancerListener(**port),
        "delete listener": DeleteLoadBalancerListener(**port),
        "delete balancer": DeleteLoadBalancer(load_balancer_id="lb-23"),
    }


def _groups() -> Calls:
    named = {"v_server_group_id": "rsp-31", **HERE}
    one = '[{"ServerId": "i-61", "Port": 80}]'
    return {
        "new group": CreateVServerGroup(load_balancer_id="lb-31", backend_servers=one, **HERE),
        "groups": DescribeVServerGroups(load_balancer_id="lb-31", **HERE, include_listener=True),
        "group": DescribeVServerGroupAttribute(**named),
        "into the group": AddVServerGroupBackendServers(**named, backend_servers=one),
        "out of the group": RemoveVServerGroupBackendServers(**named, backend_servers=one),
        "delete group": DeleteVServerGroup(**named),
    }


def _server_groups() -> Calls:
    named = {"server_group_id": "sgp-41"}
    place = {"server_id": "i-41", "server_type": "Ecs", "port": 80}
    return {
        "new server group": CreateServerGroup(
            server_group_name="new", health_check_config=CHECK, client_token="t"
        ),
        "server groups": ListServerGroups(),
        "server groups by name": ListServerGroups(server_group_names=["sgp-41", "sgp-42"]),
        "add to it": AddServersToServerGroup(**named, servers=[AddedServer(**place)]),
        "its servers": ListServerGroupServers(**named),
        "change in it": UpdateServerGroupServersAttribute(**named, servers=[ChangedServer(**place)]),
        "remove from it": RemoveServersFromServerGroup(**named, servers=[RemovedServer(**place)]),
        "delete server group": DeleteServerGroup(**named),
    }


def _databases() -> Calls:
    named = {"db_instance_id": "rm-51"}
    return {
        "new database": DATABASE,
        "databases": DescribeDBInstances(**HERE),
        "databases of a kind": DescribeDBInstances(**HERE, engine="MySQL"),
        "database": DescribeDBInstanceAttribute(**named),
        "whitelists": DescribeDBInstanceIPArrayList(**named),
        "whitelist": ModifySecurityIps(**named, security_ips="1.1.1.1", modify_mode="Append"),
        "delete database": DeleteDBInstance(**named),
    }
