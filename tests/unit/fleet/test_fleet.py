"""Instances: launched, started, released, found."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from scalehook.fleet.service import SERVICE
from scalehook.fleet.state import State
from scalehook.fleet.state.instances import mark
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.machine.machine import Machine
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instance_listing import DescribeInstances
from scalehook_contracts.fleet.instance_views import InstanceView
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    LaunchInstances,
    ReleaseInstances,
    StartUpInstance,
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


def test_the_state_survives(fleet: Rehearsal) -> None:
    """A snapshot and a replay give the same state; a start-up goes on."""
    launch(fleet, 2)
    before = fleet.state
    other = Machine(SERVICE, fleet.machine.settings)
    snapshot.restore(other, snapshot.dump(fleet.machine), message_types(SERVICE))
    assert other.state == before
    fleet.restart()
    assert fleet.state == before
    fleet.advance(2)
    assert {instance.status for instance in described(fleet)} == {"Running"}


def test_what_earlier_versions_have_kept(fleet: Rehearsal) -> None:
    """An instance that an older journal or snapshot knows starts as it would have, for its activity."""
    old = {"InstanceId": "i-1", "PrivateIpAddress": "172.16.0.10", "ZoneId": "z", "CreatedAt": 0}
    created = InstanceCreated.model_validate({**old, "ScalingActivityId": "asa"})
    kept = {"instances": {"i-1": {"created": old | {"ScalingActivityId": "asa"}, "status": "Starting"}}}
    state = TypeAdapter(State).validate_python({**kept, "launched": 1})
    assert state.instances["i-1"].activity_id == "asa"
    assert [each.instance_id for each in state.register.shelves.find([mark("zone", "z")])] == ["i-1"]
    fleet.machine.apply(created)
    fleet.ask(StartUpInstance(instance_id="i-1"))
    [told] = [event for event in fleet.recorded if isinstance(event, InstanceRunning)]
    assert (told.instance_id, told.scaling_activity_id) == ("i-1", "asa")
