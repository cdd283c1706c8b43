"""What Auto Scaling has changed: nothing is refused, and every change is told, for its activity."""

import pytest

from scalehook.fleet.service import SERVICE
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.machine.machine import Machine
from scalehook_contracts.fleet.back_ends import (
    AddInstancesToBackEnds,
    BackEnd,
    MakeAtFirstSight,
    RemoveInstancesFromBackEnds,
    ResourceFoundMissing,
    SetWeightsInBackEnds,
)
from scalehook_contracts.fleet.backend_servers import (
    AddBackendServers,
    BackendServersChanged,
    RemoveBackendServers,
)
from scalehook_contracts.fleet.server_groups import ServerGroupChanged
from scalehook_contracts.fleet.v_server_groups import VServerGroupChanged
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    RemoveAddressesFromWhitelists,
    WhitelistChanged,
)
from support.estate import Estate

MINE = {"scaling_activity_id": "asa-1"}


@pytest.fixture
def estate() -> Estate:
    """Nothing is there yet."""
    return Estate()


def everywhere(estate: Estate) -> list[BackEnd]:
    """One of each kind; the ALB's group with two ports."""
    balancer = estate.balancer()
    group, alb = estate.v_group(balancer), estate.server_group()
    return [
        BackEnd(kind="LoadBalancer", back_end_id=balancer),
        BackEnd(kind="VServerGroup", back_end_id=group, port=80, weight=7),
        BackEnd(kind="ServerGroup", back_end_id=alb, port=80),
        BackEnd(kind="ServerGroup", back_end_id=alb, port=81, weight=0),
    ]


def weights(estate: Estate, back_end: BackEnd) -> dict[str, int]:
    holder = estate.rehearsal.state.back_ends.find(back_end.kind, back_end.back_end_id)
    return {key: server.weight for key, server in holder.servers.items()}


def test_instances_join_and_leave(estate: Estate) -> None:
    """At the back end's weight, or each at its own; one event for each back end, whatever its ports."""
    [one] = estate.launch()
    ends = everywhere(estate)
    estate.ask(AddInstancesToBackEnds(back_ends=ends, weights={one: 50, "i-gone": 50}, **MINE))
    assert weights(estate, ends[0]) == {f"{one}:0": 50}
    assert weights(estate, ends[1]) == {f"{one}:80": 7}
    assert weights(estate, ends[2]) == {f"{one}:80": 50, f"{one}:81": 0}
    estate.ask(SetWeightsInBackEnds(back_ends=ends[:1], weights={one: 0, "i-gone": 1}, **MINE))
    assert weights(estate, ends[0]) == {f"{one}:0": 0}
    estate.ask(RemoveInstancesFromBackEnds(back_ends=ends[:3], instance_ids=[one], **MINE))
    assert weights(estate, ends[2]) == {f"{one}:81": 0}
    kinds = BackendServersChanged | VServerGroupChanged | ServerGroupChanged
    told = [event for event in estate.rehearsal.recorded if isinstance(event, kinds)]
    assert len(told) == 3 + 1 + 3
    assert {event.scaling_activity_id for event in told} == {"asa-1"}


def test_changes_are_told_even_where_nothing_is_new(estate: Estate) -> None:
    """Whoever asked waits for it."""
    database, balancer = estate.database(), estate.balancer()
    end = [BackEnd(back_end_id=balancer)]
    for _ in range(2):
        estate.ask(RemoveInstancesFromBackEnds(back_ends=end, instance_ids=["i-1"], **MINE))
        estate.ask(RemoveAddressesFromWhitelists(db_instance_ids=[database], addresses=["1"], **MINE))
    assert len(estate.told(BackendServersChanged)) == len(estate.told(WhitelistChanged)) == 2


def test_what_is_gone_is_told(estate: Estate) -> None:
    """An activity does not wait for a back end or a database that nobody has any more."""
    ends = [
        BackEnd(back_end_id="lb-none"),
        BackEnd(kind="VServerGroup", back_end_id="rsp-none"),
        BackEnd(kind="ServerGroup", back_end_id="sgp-none", port=1),
        BackEnd(kind="ServerGroup", back_end_id="sgp-none", port=2),
    ]
    estate.ask(AddInstancesToBackEnds(back_ends=ends, weights={"i-1": 50}, **MINE))
    estate.ask(RemoveInstancesFromBackEnds(back_ends=ends[:1], instance_ids=["i-1"], **MINE))
    estate.ask(AddAddressesToWhitelists(db_instance_ids=["rm-none"], addresses=["10.0.0.1"], **MINE))
    estate.ask(RemoveAddressesFromWhitelists(db_instance_ids=["rm-none"], addresses=["1"], **MINE))
    missing = [event.resource_id for event in estate.told(ResourceFoundMissing)]
    assert missing == ["lb-none", "rsp-none", "sgp-none", "lb-none", "rm-none", "rm-none"]
    assert estate.rehearsal.state.load_balancers == estate.rehearsal.state.databases == {}


def test_first_sight(estate: Estate) -> None:
    """What is named is made, once: a load balancer with a listener that checks, a database that lets
    nobody in.
    """
    ends = [
        BackEnd(back_end_id="lb-1"),
        BackEnd(kind="VServerGroup", back_end_id="rsp-1", load_balancer_id="lb-2", port=80),
        BackEnd(kind="ServerGroup", back_end_id="s", port=80, type="NLB"),
    ]
    estate.ask(MakeAtFirstSight(back_ends=ends, db_instance_ids=["rm-1", "rm-1"]))
    made = list(estate.rehearsal.recorded)
    estate.ask(MakeAtFirstSight(back_ends=ends, db_instance_ids=["rm-1"]))
    assert estate.rehearsal.recorded == made
    state = estate.rehearsal.state
    assert list(state.load_balancers) == ["lb-1", "lb-2"]
    assert (list(state.server_groups), list(state.databases)) == (["s"], ["rm-1"])
    assert state.server_groups["s"].created.type == "NLB"
    [one] = estate.launch()
    estate.ask(AddInstancesToBackEnds(back_ends=ends, weights={one: 50}))
    assert estate.health("lb-1") == {one: "normal"}
    assert estate.whitelists("rm-1") == {"default": "127.0.0.1"}


def test_journals_of_earlier_versions(estate: Estate) -> None:
    """Load balancers and databases were what somebody named; their events say who serves and who may
    come in.
    """
    machine = estate.rehearsal.machine
    machine.apply(BackendServersChanged(load_balancer_id="lb-1", instance_ids=["i-1"]))
    machine.apply(WhitelistChanged(db_instance_id="rm-1", addresses=["10.0.0.1"]))
    assert estate.servers("lb-1") == {"i-1": 50}
    assert estate.whitelists("rm-1") == {"default": "10.0.0.1"}


@pytest.mark.parametrize("kind", [AddBackendServers, RemoveBackendServers])
def test_commands_in_journals_of_earlier_versions(kind: type[AddBackendServers]) -> None:
    """Two internal commands had the names of SLB's operations: what was kept of them is still read."""
    kept = {"LoadBalancerIds": ["lb-1"], "InstanceIds": ["i-1"], "Weight": 50, "ScalingActivityId": "a"}
    assert kind.model_validate(kept) == kind()


def test_snapshots_of_earlier_versions(estate: Estate) -> None:
    """The same is read from a snapshot's state, and written in the new form."""
    state = estate.rehearsal.machine.service.state(
        whitelists={"rm-1": ["10.0.0.1"]}, backends={"lb-1": ["i-1"]}
    )
    estate.rehearsal.machine.state = state
    assert estate.servers("lb-1") == {"i-1": 50}
    assert estate.whitelists("rm-1") == {"default": "10.0.0.1"}
    assert state.backends == state.whitelists == {}


def test_the_state_survives(estate: Estate) -> None:
    """A snapshot and a replay give the same state, with all that can be found in it."""
    one, two = estate.launch(2)
    ends = everywhere(estate)
    estate.listener(ends[0].back_end_id)
    estate.database(client_token="t")
    estate.ask(AddInstancesToBackEnds(back_ends=ends, weights={one: 50, two: 50}))
    before = estate.rehearsal.state
    other = Machine(SERVICE, estate.rehearsal.machine.settings)
    snapshot.restore(other, snapshot.dump(estate.rehearsal.machine), message_types(SERVICE))
    assert other.state == before
    estate.rehearsal.restart()
    assert estate.rehearsal.state == before
    estate.ask(RemoveInstancesFromBackEnds(back_ends=ends, instance_ids=[one, two]))
    assert [weights(estate, end) for end in ends] == [{}] * 4
