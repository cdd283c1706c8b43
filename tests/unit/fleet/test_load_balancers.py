"""Classic load balancers: made, found, described, switched off, deleted; their listeners and health."""

import json
from typing import Any

import pytest

from scalehook_contracts.fleet.back_ends import AddInstancesToBackEnds, BackEnd
from scalehook_contracts.fleet.backend_servers import AddBackendServers
from scalehook_contracts.fleet.instances import ReleaseInstances
from scalehook_contracts.fleet.listeners import (
    CreateLoadBalancerHTTPListener,
    DeleteLoadBalancerListener,
    DescribeLoadBalancerHTTPListenerAttribute,
    DescribeLoadBalancerTCPListenerAttribute,
    StartLoadBalancerListener,
    StopLoadBalancerListener,
)
from scalehook_contracts.fleet.load_balancers import (
    CreateLoadBalancer,
    DeleteLoadBalancer,
    DescribeLoadBalancerAttribute,
    DescribeLoadBalancers,
    LoadBalancerCreated,
    SetLoadBalancerStatus,
)
from support.estate import HERE, Estate

WEB = {
    "load_balancer_name": "web", "address_type": "intranet", "v_switch_id": "vsw-1", "vpc_id": "vpc-1",
    "load_balancer_spec": "slb.s1.small", "bandwidth": 5, "tag": [{"key": "a", "value": "b"}],
    "modification_protection_status": "ConsoleProtection", "modification_protection_reason": "why",
    "resource_group_id": "rg-1", "master_zone_id": "cn-hangzhou-b",
    "internet_charge_type": "paybybandwidth",
}  # fmt: skip


@pytest.fixture
def estate() -> Estate:
    """Nothing is there yet."""
    return Estate()


def test_what_is_asked_for_is_described(estate: Estate) -> None:
    """With an address of its own, active, and without listeners and servers."""
    made = estate.ask(CreateLoadBalancer(**HERE, **WEB))
    seen = estate.described(made.load_balancer_id)
    assert (seen.load_balancer_status, seen.network_type) == ("active", "vpc")
    assert (seen.listener_ports, seen.backend_servers) == ([], [])
    assert seen.address == made.address
    kept = {name: getattr(seen, name) for name in WEB if name != "tag"}
    assert kept == {name: value for name, value in WEB.items() if name != "tag"}
    assert [(tag.tag_key, tag.tag_value) for tag in seen.tags] == [("a", "b")]
    assert seen.create_time_stamp == int(estate.rehearsal.now.timestamp() * 1000)


def test_the_same_client_token_makes_one(estate: Estate) -> None:
    """One load balancer, however often; other parameters are refused, and a day later it is another."""
    asked = CreateLoadBalancer(**HERE, client_token="t")
    first = estate.ask(asked).load_balancer_id
    assert estate.ask(asked).load_balancer_id == first
    assert estate.refusal(CreateLoadBalancer(**HERE, client_token="t", bandwidth=2)) == (
        "IdempotentParameterMismatch"
    )
    estate.rehearsal.advance(25 * 3600)
    assert estate.ask(asked).load_balancer_id != first
    assert len(estate.told(LoadBalancerCreated)) == 2


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["web", "db"]),
        ({"load_balancer_name": "web"}, ["web"]),
        ({"load_balancer_status": "inactive"}, ["db"]),
        ({"load_balancer_status": "locked"}, []),
        ({"v_switch_id": "vsw-1", "address_type": "intranet"}, ["web"]),
        ({"v_switch_id": "vsw-1", "address_type": "internet"}, []),
        ({"page_size": 1, "page_number": 2}, ["db"]),
    ],
)
def test_filters(estate: Estate, filters: dict[str, Any], found: list[str]) -> None:
    """Each one leaves out what does not fit."""
    estate.balancer(**WEB)
    other = estate.balancer(load_balancer_name="db")
    estate.ask(SetLoadBalancerStatus(load_balancer_id=other, load_balancer_status="inactive"))
    page = estate.ask(DescribeLoadBalancers(**HERE, **filters))
    assert [balancer.load_balancer_name for balancer in page.load_balancers] == found


def test_ids_that_are_not_there_are_passed_over(estate: Estate) -> None:
    """Ids are given with commas; each one once."""
    balancer = estate.balancer()
    asked = DescribeLoadBalancers(**HERE, load_balancer_id=f"lb-none, {balancer},{balancer}")
    page = estate.ask(asked)
    assert [one.load_balancer_id for one in page.load_balancers] == [balancer]


def test_what_is_not_there_is_refused(estate: Estate) -> None:
    """By every operation that names one; so is another region."""
    named = {"load_balancer_id": "lb-none"}
    for command in (
        DescribeLoadBalancerAttribute(**named),
        DeleteLoadBalancer(**named),
        SetLoadBalancerStatus(**named, load_balancer_status="active"),
        StartLoadBalancerListener(**named, listener_port=80),
        AddBackendServers(**named),
    ):
        assert estate.refusal(command) == "InvalidLoadBalancerId.NotFound"
    assert estate.refusal(CreateLoadBalancer(region_id="mars")) == "InvalidRegionId.NotFound"


def test_deleting(estate: Estate) -> None:
    """It is gone with its groups; the protected one stays."""
    balancer, safe = estate.balancer(), estate.balancer(delete_protection="on")
    [instance] = estate.launch()
    estate.v_group(balancer, json.dumps([{"ServerId": instance, "Port": 80}]))
    estate.ask(DeleteLoadBalancer(load_balancer_id=balancer))
    assert estate.refusal(DeleteLoadBalancer(load_balancer_id=safe)) == (
        "OperationDenied.DeleteProtectionIsOn"
    )
    assert list(estate.rehearsal.state.load_balancers) == [safe]
    assert estate.rehearsal.state.back_ends.v_server_groups == {}
    estate.ask(ReleaseInstances(instance_ids=[instance]))  # it is in no group any more


def test_listeners_are_stopped_until_they_are_started(estate: Estate) -> None:
    """Health is `unavailable` without a check, `normal` for who runs, `abnormal` for who does not."""
    balancer = estate.balancer()
    up, down = estate.launch(2)
    back_end = BackEnd(back_end_id=balancer)
    estate.ask(AddInstancesToBackEnds(back_ends=[back_end], weights={up: 50, down: 50}))
    estate.listener(balancer, start=False)
    assert estate.health(balancer) == {up: "unavailable", down: "unavailable"}
    estate.ask(StartLoadBalancerListener(load_balancer_id=balancer, listener_port=80))
    estate.rehearsal.state.instances[down].status = "Starting"
    assert estate.health(balancer) == {up: "normal", down: "abnormal"}
    estate.ask(StopLoadBalancerListener(load_balancer_id=balancer, listener_port=80))
    assert set(estate.health(balancer).values()) == {"unavailable"}


def test_health_of_the_listeners_that_are_asked_for(estate: Estate) -> None:
    """By port and protocol; one that forwards to a group tells of the group's servers."""
    balancer = estate.balancer()
    own, other = estate.launch(2)
    group = estate.v_group(balancer, json.dumps([{"ServerId": other, "Port": 9000}]))
    estate.ask(AddInstancesToBackEnds(back_ends=[BackEnd(back_end_id=balancer)], weights={own: 50}))
    estate.listener(balancer, 80)
    estate.listener(balancer, 81, v_server_group_id=group)
    estate.listener(balancer, 82, health_check_switch="off")
    assert estate.health(balancer, listener_port=80) == {own: "normal"}
    assert estate.health(balancer, listener_port=81, listener_protocol="tcp") == {other: "normal"}
    assert estate.health(balancer, listener_port=82) == {own: "unavailable"}
    assert estate.health(balancer, listener_protocol="http") == {}
    assert set(estate.health(balancer)) == {own, other}


def test_listeners_that_cannot_be(estate: Estate) -> None:
    """Two at a port, one that forwards nowhere, or to a group of another load balancer."""
    balancer, other = estate.balancer(), estate.balancer()
    group = estate.v_group(other)
    estate.listener(balancer)
    named = {"load_balancer_id": balancer, "health_check": "on"}
    http = CreateLoadBalancerHTTPListener
    assert estate.refusal(http(**named, listener_port=80, backend_server_port=1)) == (
        "InvalidParameter.ListenerPortConflict"
    )
    assert estate.refusal(http(**named, listener_port=81)) == "MissingParameter"
    assert estate.refusal(http(**named, listener_port=81, v_server_group_id=group)) == (
        "InvalidParam.VServerGroupId"
    )
    assert estate.refusal(StopLoadBalancerListener(load_balancer_id=balancer, listener_port=81)) == (
        "Operation.NotAllowed"
    )


def test_listeners_are_described_as_they_were_asked_for(estate: Estate) -> None:
    """Of both protocols, and in the load balancer's own lists; a deleted one is gone, once."""
    balancer = estate.balancer()
    estate.listener(balancer, scheduler="rr", healthy_threshold=5, health_check_interval=7)
    named = {"load_balancer_id": balancer, "listener_port": 81}
    estate.ask(
        CreateLoadBalancerHTTPListener(
            **named, backend_server_port=1, health_check="off", health_check_uri="/up", description="d"
        )
    )
    tcp = DescribeLoadBalancerTCPListenerAttribute(load_balancer_id=balancer, listener_port=80)
    seen = estate.ask(tcp)
    assert (seen.scheduler, seen.healthy_threshold, seen.health_check_interval) == ("rr", 5, 7)
    assert (seen.status, seen.health_check, seen.bandwidth) == ("running", "on", -1)
    seen = estate.ask(DescribeLoadBalancerHTTPListenerAttribute(**named))
    assert (seen.status, seen.health_check, seen.health_check_uri) == ("stopped", "off", "/up")
    assert estate.refusal(DescribeLoadBalancerTCPListenerAttribute(**named)) == "Operation.NotAllowed"
    view = estate.described(balancer)
    assert view.listener_ports == [80, 81]
    told = [(one.listener_protocol, one.description) for one in view.listener_ports_and_protocol]
    assert told == [("tcp", ""), ("http", "d")]
    assert [one.listener_protocal for one in view.listener_ports_and_protocal] == ["tcp", "http"]
    for _ in range(2):
        estate.ask(DeleteLoadBalancerListener(**named))
    assert estate.described(balancer).listener_ports == [80]
