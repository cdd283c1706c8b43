"""Instances, whitelists and back-end servers."""

import json
from typing import Any

import pytest

from scalehook.fleet.service import SERVICE
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.machine.machine import Machine
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.backend_servers import (
    AddBackendServers,
    BackendServersChanged,
    RemoveBackendServers,
)
from scalehook_contracts.fleet.instance_listing import DescribeInstances
from scalehook_contracts.fleet.instance_views import InstanceView
from scalehook_contracts.fleet.instances import (
    InstanceReleased,
    InstanceRunning,
    LaunchInstances,
    ReleaseInstances,
)
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    RemoveAddressesFromWhitelists,
    WhitelistChanged,
)


@pytest.fixture
def fleet() -> Rehearsal:
    """No instances yet."""
    return Rehearsal(SERVICE)


def launch(fleet: Rehearsal, amount: int = 1, **more: Any) -> None:
    fleet.ask(LaunchInstances(scaling_activity_id="asa", scaling_group_id="asg", amount=amount, **more))


def described(fleet: Rehearsal, **filters: Any) -> list[InstanceView]:
    return list(fleet.ask(DescribeInstances(region_id="cn-hangzhou", **filters)).instances)


def test_instances_start_after_their_time(fleet: Rehearsal) -> None:
    """Each with an address of its own."""
    launch(fleet, 3)
    assert {instance.status for instance in described(fleet)} == {"Starting"}
    fleet.advance(2)
    seen = described(fleet)
    assert {instance.status for instance in seen} == {"Running"}
    addresses = [i.vpc_attributes.private_ip_address.ip_address[0] for i in seen]
    assert len(set(addresses)) == 3
    assert sum(isinstance(event, InstanceRunning) for event in fleet.recorded) == 3


def test_one_that_is_released_early_never_runs(fleet: Rehearsal) -> None:
    """Releasing it twice is harmless."""
    launch(fleet)
    [instance] = described(fleet)
    release = ReleaseInstances(instance_ids=[instance.instance_id, "i-unknown"])
    fleet.ask(release)
    fleet.ask(release)
    fleet.advance(10)
    assert described(fleet) == []
    kinds = [type(event) for event in fleet.recorded]
    assert (kinds.count(InstanceReleased), kinds.count(InstanceRunning)) == (1, 0)


def test_filters_and_pages(fleet: Rehearsal) -> None:
    """Unknown ids are passed over, an empty list of ids finds nothing."""
    launch(fleet, 3, instance_name="web-1")
    launch(fleet, 2, instance_name="db-1")
    first = described(fleet)[0]
    address = first.vpc_attributes.private_ip_address.ip_address[0]
    assert described(fleet, instance_ids=json.dumps([first.instance_id, "i-none"])) == [first]
    assert described(fleet, instance_ids="[]") == []
    assert described(fleet, private_ip_addresses=json.dumps([address])) == [first]
    assert len(described(fleet, instance_name="web-*")) == 3
    assert described(fleet, status="Running") == []
    assert len(described(fleet, page_size=2, page_number=3)) == 1


HOSTILE = ["[" * 50_000, '["\\ud800"]', "[[1]]", "[1]", "[NaN]", f"[{'9' * 400}]", "{}"]


@pytest.mark.parametrize(
    "text", ["i-1", '"i-1"', json.dumps(["i"] * 101), *HOSTILE], ids=lambda t: t[:9]
)
def test_ids_that_are_no_list(fleet: Rehearsal, text: str) -> None:
    """The parameter is named."""
    with pytest.raises(ApiError) as caught:
        described(fleet, instance_ids=text)
    assert (caught.value.code, "InstanceIds" in caught.value.message) == ("InvalidParameter", True)


def test_a_pattern_of_stars_is_matched_in_no_time(fleet: Rehearsal) -> None:
    """However many; and a name that nobody gave is matched as it is described."""
    launch(fleet, 1, instance_name="a" * 128)
    assert described(fleet, instance_name="*?" * 60 + "b") == []
    assert len(described(fleet, instance_name="*a" * 64)) == 1
    launch(fleet)
    assert len(described(fleet, instance_name="ESS-asg-i-*")) == 1


def test_changes_say_for_which_activity_they_are(fleet: Rehearsal) -> None:
    """Even where nothing is new: whoever asked waits for it."""
    mine = {"scaling_activity_id": "asa-1"}
    for _ in range(2):
        fleet.ask(AddAddressesToWhitelists(db_instance_ids=["rm-1"], addresses=["10.0.0.1"], **mine))
        fleet.ask(AddBackendServers(load_balancer_ids=["lb-1"], instance_ids=["i-1"], **mine))
    fleet.ask(RemoveAddressesFromWhitelists(db_instance_ids=["rm-1"], addresses=["10.0.0.1"], **mine))
    fleet.ask(RemoveBackendServers(load_balancer_ids=["lb-1"], instance_ids=["i-1"], **mine))
    kinds = WhitelistChanged | BackendServersChanged
    told = [event for event in fleet.recorded if isinstance(event, kinds)]
    assert [event.scaling_activity_id for event in told] == ["asa-1"] * 6


def test_whitelists(fleet: Rehearsal) -> None:
    """Adding twice keeps one; removing what is not there is harmless."""
    both = ["rm-1", "rm-2"]
    for _ in range(2):
        fleet.ask(AddAddressesToWhitelists(db_instance_ids=both, addresses=["10.0.0.1"]))
    fleet.ask(RemoveAddressesFromWhitelists(db_instance_ids=["rm-2"], addresses=["10.0.0.1"]))
    fleet.ask(RemoveAddressesFromWhitelists(db_instance_ids=["rm-3"], addresses=["10.0.0.1"]))
    assert fleet.state.whitelists == {"rm-1": ["10.0.0.1"], "rm-2": [], "rm-3": []}


def test_back_end_servers(fleet: Rehearsal) -> None:
    """The same for load balancers."""
    for _ in range(2):
        fleet.ask(AddBackendServers(load_balancer_ids=["lb-1"], instance_ids=["i-1", "i-2"]))
    fleet.ask(RemoveBackendServers(load_balancer_ids=["lb-1"], instance_ids=["i-1"]))
    assert fleet.state.backends == {"lb-1": ["i-2"]}


def test_the_state_survives(fleet: Rehearsal) -> None:
    """A snapshot and a replay give the same state; a start-up goes on."""
    launch(fleet, 2)
    fleet.ask(AddBackendServers(load_balancer_ids=["lb-1"], instance_ids=["i-1"]))
    before = fleet.state
    other = Machine(SERVICE, fleet.machine.settings)
    snapshot.restore(other, snapshot.dump(fleet.machine), message_types(SERVICE))
    assert other.state == before
    fleet.restart()
    assert fleet.state == before
    fleet.advance(2)
    assert {instance.status for instance in described(fleet)} == {"Running"}
