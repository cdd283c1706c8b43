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
from support.estate import HERE, Estate


@pytest.fixture
def estate() -> Estate:
    """Nothing is there yet."""
    return Estate()


def given(*servers: dict[str, Any]) -> str:
    return json.dumps(servers)


def test_adding_setting_removing(estate: Estate) -> None:
    """Weights are kept by adding again and changed by setting; who is not there is passed over."""
    balancer = estate.balancer()
    one, two = estate.launch(2)
    named = {"load_balancer_id": balancer}
    servers = given(
        {"ServerId": one, "Weight": "7", "Description": "d"}, {"ServerId": one}, {"ServerId": two}
    )
    answer = estate.ask(AddBackendServers(**named, backend_servers=servers))
    seen = [(s.server_id, s.weight, s.description) for s in answer.backend_servers]
    assert seen == [(one, "7", "d"), (two, "100", "")]
    again = given({"ServerId": one, "Weight": 9})
    estate.ask(AddBackendServers(**named, backend_servers=again))
    assert estate.servers(balancer) == {one: 7, two: 100}
    estate.ask(
        SetBackendServers(
            **named, backend_servers=given({"ServerId": one, "Weight": 0}, {"ServerId": "i"})
        )
    )
    assert estate.servers(balancer) == {one: 0, two: 100}
    left = estate.ask(
        RemoveBackendServers(**named, backend_servers=given({"ServerId": one}, {"ServerId": "i"}))
    )
    assert [(s.server_id, s.weight) for s in left.backend_servers] == [(two, 100)]
    assert estate.servers(balancer) == {two: 100}
    assert estate.described(balancer).backend_servers[0].server_ip == estate.address(two)
    assert estate.told(BackendServersChanged)[-1].instance_ids == [two]


def test_members_that_are_null(estate: Estate) -> None:
    """They are not there; a server that is added comes after those that are."""
    balancer = estate.balancer()
    one, two = estate.launch(2)
    left_out = dict.fromkeys(("Weight", "Type", "Description", "ServerIp"))
    for server in (one, two):
        servers = given({"ServerId": server, **left_out})
        estate.ask(AddBackendServers(load_balancer_id=balancer, backend_servers=servers))
    assert list(estate.servers(balancer).items()) == [(one, 100), (two, 100)]


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
def test_servers_that_are_none(estate: Estate, servers: str, code: str) -> None:
    """Odd numbers, holes, other types and unknown ids are refused, and nothing is changed."""
    balancer = estate.balancer()
    asked = AddBackendServers(load_balancer_id=balancer, backend_servers=servers)
    assert estate.refusal(asked) == code
    assert estate.told(BackendServersChanged) == []


def test_servers_that_do_not_serve(estate: Estate) -> None:
    """One that has not started, and one that is said to be at another address."""
    balancer = estate.balancer()
    [runs] = estate.launch()
    estate.ask(LaunchInstances(scaling_activity_id="", scaling_group_id="", amount=1))
    starting = list(estate.rehearsal.state.instances)[-1]
    for server in ({"ServerId": starting}, {"ServerId": runs, "ServerIp": "10.0.0.1"}):
        asked = AddBackendServers(load_balancer_id=balancer, backend_servers=given(server))
        assert estate.refusal(asked) == "InvalidParameter"


def test_what_is_missing(estate: Estate) -> None:
    """Is named in the code, as for other parameters that must be there."""
    balancer = estate.balancer()
    assert estate.refusal(AddBackendServers()) == "MissingLoadBalancerId"
    assert estate.refusal(RemoveBackendServers()) == "MissingLoadBalancerId"
    assert estate.refusal(RemoveBackendServers(load_balancer_id=balancer)) == "MissingBackendServers"


def test_groups(estate: Estate) -> None:
    """A server may be in a group with several ports; groups are listed with what forwards to them."""
    balancer = estate.balancer()
    [one] = estate.launch()
    group = estate.v_group(balancer, given({"ServerId": one, "Port": 80, "Weight": 5}))
    named = {"v_server_group_id": group, **HERE}
    both = given({"ServerId": one, "Port": "80"}, {"ServerId": one, "Port": 81})
    added = estate.ask(AddVServerGroupBackendServers(**named, backend_servers=both))
    assert [(s.port, s.weight) for s in added.backend_servers] == [(80, 5), (81, 100)]
    estate.listener(balancer, v_server_group_id=group)
    listed = DescribeVServerGroups(load_balancer_id=balancer, include_listener=True, **HERE)
    [view] = estate.ask(listed).v_server_groups
    [listener] = view.associated_objects.listeners
    assert (view.server_count, listener.port, listener.protocol) == (2, 80, "tcp")
    first = given({"ServerId": one, "Port": 80}, {"ServerId": one, "Port": 99})
    left = estate.ask(RemoveVServerGroupBackendServers(**named, backend_servers=first))
    assert [s.port for s in left.backend_servers] == [81]
    seen = estate.ask(DescribeVServerGroupAttribute(**named))
    assert (seen.load_balancer_id, seen.v_server_group_name) == (balancer, group)
    assert estate.refusal(DeleteVServerGroup(**named)) == "OperationFailed.ActionNotSupport"


def test_a_group_is_deleted(estate: Estate) -> None:
    """Then nobody knows it; a group needs ports, and a load balancer."""
    balancer = estate.balancer()
    named = {"v_server_group_id": estate.v_group(balancer), **HERE}
    estate.ask(DeleteVServerGroup(**named))
    assert estate.refusal(DescribeVServerGroupAttribute(**named)) == "InvalidParameter"
    [one] = estate.launch()
    made = CreateVServerGroup(
        load_balancer_id=balancer, backend_servers=given({"ServerId": one}), **HERE
    )
    assert estate.refusal(made) == "InvalidParameter"
    nowhere = CreateVServerGroup(load_balancer_id="lb-none", **HERE)
    assert estate.refusal(nowhere) == "InvalidLoadBalancerId.NotFound"


def test_who_is_released_serves_nowhere(estate: Estate) -> None:
    """From load balancers and groups alike, at every port."""
    balancer = estate.balancer()
    one, two = estate.launch(2)
    ported = [{"ServerId": server, "Port": port} for server in (one, two) for port in (80, 81)]
    group = estate.v_group(balancer, given(*ported))
    both = given({"ServerId": one}, {"ServerId": two})
    estate.ask(AddBackendServers(load_balancer_id=balancer, backend_servers=both))
    estate.ask(ReleaseInstances(instance_ids=[one]))
    assert list(estate.servers(balancer)) == [two]
    seen = estate.ask(DescribeVServerGroupAttribute(v_server_group_id=group, **HERE))
    assert [(s.server_id, s.port) for s in seen.backend_servers] == [(two, 80), (two, 81)]
