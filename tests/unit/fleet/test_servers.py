"""Servers behind load balancers and in groups, put there by hand."""

import json
from typing import Any

import pytest

from scalehook_contracts.fleet.backend_servers import (
    AddBackendServers,
    BackendServersChanged,
    RemoveBackendServers,
    SetBackendServers,
)
from scalehook_contracts.fleet.instances import LaunchInstances, ReleaseInstances
from scalehook_contracts.fleet.v_server_groups import (
    AddVServerGroupBackendServers,
    CreateVServerGroup,
    DeleteVServerGroup,
    DescribeVServerGroupAttribute,
    DescribeVServerGroups,
    RemoveVServerGroupBackendServers,
)
<<<<<<< HEAD
from support.scaling.fleet_yard import HERE, FleetYard


@pytest.fixture
def yard() -> FleetYard:
    """Nothing is there yet."""
    return FleetYard()
=======
from support.estate import HERE, Estate


@pytest.fixture
def estate() -> Estate:
    """Nothing is there yet."""
    return Estate()
>>>>>>> r-balancers


def given(*servers: dict[str, Any]) -> str:
    return json.dumps(servers)


<<<<<<< HEAD
def test_adding_setting_removing(yard: FleetYard) -> None:
=======
def test_adding_setting_removing(estate: Estate) -> None:
>>>>>>> r-balancers
    """Weights are kept by adding again and changed by setting; who is not there is passed over."""
    balancer = yard.balancer()
    one, two = yard.launch(2)
    named = {"load_balancer_id": balancer}
    servers = given(
        {"ServerId": one, "Weight": "7", "Description": "d"}, {"ServerId": one}, {"ServerId": two}
    )
    answer = yard.ask(AddBackendServers(**named, backend_servers=servers))
    seen = [(s.server_id, s.weight, s.description) for s in answer.backend_servers]
    assert seen == [(one, "7", "d"), (two, "100", "")]
    again = given({"ServerId": one, "Weight": 9})
    yard.ask(AddBackendServers(**named, backend_servers=again))
    assert yard.servers(balancer) == {one: 7, two: 100}
    yard.ask(
        SetBackendServers(
            **named, backend_servers=given({"ServerId": one, "Weight": 0}, {"ServerId": "i"})
        )
    )
    assert yard.servers(balancer) == {one: 0, two: 100}
    left = yard.ask(
        RemoveBackendServers(**named, backend_servers=given({"ServerId": one}, {"ServerId": "i"}))
    )
    assert [(s.server_id, s.weight) for s in left.backend_servers] == [(two, 100)]
    assert yard.servers(balancer) == {two: 100}
    assert yard.described(balancer).backend_servers[0].server_ip == yard.address(two)
    assert yard.told(BackendServersChanged)[-1].instance_ids == [two]


@pytest.mark.parametrize(
    ("servers", "code"),
    [
        ("nope", "InvalidParameter"),
        ("{}", "InvalidParameter"),
        ("[1]", "InvalidParameter"),
        ("[{}]", "InvalidParameter"),
        ('[{"ServerId": ""}]', "InvalidParameter"),
        ('[{"ServerId": "i-1", "Weight": 101}]', "InvalidParameter"),
        ('[{"ServerId": "i-1", "Weight": -1}]', "InvalidParameter"),
        ('[{"ServerId": "i-1", "Weight": "+1"}]', "InvalidParameter"),
        ('[{"ServerId": "i-1", "Weight": "1_0"}]', "InvalidParameter"),
        ('[{"ServerId": "i-1", "Weight": 1.0}]', "InvalidParameter"),
        ('[{"ServerId": "i-1", "Weight": true}]', "InvalidParameter"),
        ('[{"ServerId": "i-1", "Type": 1}]', "InvalidParameter"),
        (json.dumps([{"ServerId": f"i-{n}"} for n in range(21)]), "InvalidParameter"),
        ('[{"ServerId": "i-1"}]', "InvalidServerId.NotExist"),
        ('[{"ServerId": "i-1", "Type": "eni"}]', "BackendServer.InvalidType"),
    ],
)
<<<<<<< HEAD
def test_servers_that_are_none(yard: FleetYard, servers: str, code: str) -> None:
=======
def test_servers_that_are_none(estate: Estate, servers: str, code: str) -> None:
>>>>>>> r-balancers
    """Odd numbers, holes, other types and unknown ids are refused, and nothing is changed."""
    balancer = yard.balancer()
    asked = AddBackendServers(load_balancer_id=balancer, backend_servers=servers)
    assert yard.refusal(asked) == code
    assert yard.told(BackendServersChanged) == []


<<<<<<< HEAD
def test_servers_that_do_not_serve(yard: FleetYard) -> None:
=======
def test_servers_that_do_not_serve(estate: Estate) -> None:
>>>>>>> r-balancers
    """One that has not started, and one that is said to be at another address."""
    balancer = yard.balancer()
    [runs] = yard.launch()
    yard.ask(LaunchInstances(scaling_activity_id="", scaling_group_id="", amount=1))
    starting = list(yard.rehearsal.state.instances)[-1]
    for server in ({"ServerId": starting}, {"ServerId": runs, "ServerIp": "10.0.0.1"}):
        asked = AddBackendServers(load_balancer_id=balancer, backend_servers=given(server))
        assert yard.refusal(asked) == "InvalidParameter"


<<<<<<< HEAD
def test_what_is_missing(yard: FleetYard) -> None:
=======
def test_what_is_missing(estate: Estate) -> None:
>>>>>>> r-balancers
    """Is named in the code, as for other parameters that must be there."""
    balancer = yard.balancer()
    assert yard.refusal(AddBackendServers()) == "MissingLoadBalancerId"
    assert yard.refusal(RemoveBackendServers()) == "MissingLoadBalancerId"
    assert yard.refusal(RemoveBackendServers(load_balancer_id=balancer)) == "MissingBackendServers"


<<<<<<< HEAD
def test_groups(yard: FleetYard) -> None:
=======
def test_groups(estate: Estate) -> None:
>>>>>>> r-balancers
    """A server may be in a group with several ports; groups are listed with what forwards to them."""
    balancer = yard.balancer()
    [one] = yard.launch()
    group = yard.v_group(balancer, given({"ServerId": one, "Port": 80, "Weight": 5}))
    named = {"v_server_group_id": group, **HERE}
    both = given({"ServerId": one, "Port": "80"}, {"ServerId": one, "Port": 81})
    added = yard.ask(AddVServerGroupBackendServers(**named, backend_servers=both))
    assert [(s.port, s.weight) for s in added.backend_servers] == [(80, 5), (81, 100)]
    yard.listener(balancer, v_server_group_id=group)
    listed = DescribeVServerGroups(load_balancer_id=balancer, include_listener=True, **HERE)
    [view] = yard.ask(listed).v_server_groups
    [listener] = view.associated_objects.listeners
    assert (view.server_count, listener.port, listener.protocol) == (2, 80, "tcp")
    first = given({"ServerId": one, "Port": 80}, {"ServerId": one, "Port": 99})
    left = yard.ask(RemoveVServerGroupBackendServers(**named, backend_servers=first))
    assert [s.port for s in left.backend_servers] == [81]
    seen = yard.ask(DescribeVServerGroupAttribute(**named))
    assert (seen.load_balancer_id, seen.v_server_group_name) == (balancer, group)
    assert yard.refusal(DeleteVServerGroup(**named)) == "OperationFailed.ActionNotSupport"


<<<<<<< HEAD
def test_a_group_is_deleted(yard: FleetYard) -> None:
=======
def test_a_group_is_deleted(estate: Estate) -> None:
>>>>>>> r-balancers
    """Then nobody knows it; a group needs ports, and a load balancer."""
    balancer = yard.balancer()
    named = {"v_server_group_id": yard.v_group(balancer), **HERE}
    yard.ask(DeleteVServerGroup(**named))
    assert yard.refusal(DescribeVServerGroupAttribute(**named)) == "InvalidParameter"
    [one] = yard.launch()
    made = CreateVServerGroup(
        load_balancer_id=balancer, backend_servers=given({"ServerId": one}), **HERE
    )
    assert yard.refusal(made) == "InvalidParameter"
    nowhere = CreateVServerGroup(load_balancer_id="lb-none", **HERE)
    assert yard.refusal(nowhere) == "InvalidLoadBalancerId.NotFound"


<<<<<<< HEAD
def test_who_is_released_serves_nowhere(yard: FleetYard) -> None:
=======
def test_who_is_released_serves_nowhere(estate: Estate) -> None:
>>>>>>> r-balancers
    """From load balancers and groups alike, at every port."""
    balancer = yard.balancer()
    one, two = yard.launch(2)
    ported = [{"ServerId": server, "Port": port} for server in (one, two) for port in (80, 81)]
    group = yard.v_group(balancer, given(*ported))
    both = given({"ServerId": one}, {"ServerId": two})
    yard.ask(AddBackendServers(load_balancer_id=balancer, backend_servers=both))
    yard.ask(ReleaseInstances(instance_ids=[one]))
    assert list(yard.servers(balancer)) == [two]
    seen = yard.ask(DescribeVServerGroupAttribute(v_server_group_id=group, **HERE))
    assert [(s.server_id, s.port) for s in seen.backend_servers] == [(two, 80), (two, 81)]
