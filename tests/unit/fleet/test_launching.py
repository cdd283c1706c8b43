"""Instances for scaling activities: where they are, how they are called, parked and resumed."""

from scalehook_contracts.fleet.instance_power import StopInstance
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceRunning,
    InstanceStopped,
    ParkInstances,
    ReleaseInstances,
    ResumeInstances,
)
from scalehook_contracts.fleet.v_switches import VSwitchMapped
from support.fleet import SECONDS, Fleet

ASA2 = {"scaling_activity_id": "asa-2"}


def zones(fleet: Fleet) -> list[str]:
    return [made.zone_id.removeprefix("cn-hangzhou-") for made in fleet.told(InstanceCreated)]


def launched(fleet: Fleet, amount: int = 1) -> list[str]:
    fleet.launch(amount)
    fleet.advance(SECONDS)
    return fleet.ids()


def test_v_switches_get_zones_in_turn(fleet: Fleet) -> None:
    """And keep them, over a restart, too; all are in one VPC."""
    for number in range(8):
        fleet.launch(v_switch_ids=[f"vsw-{number}"])
    fleet.rehearsal.restart()
    fleet.launch(v_switch_id="vsw-3")
    assert zones(fleet) == list("bghijkbgi")
    assert len({made.vpc_id for made in fleet.told(InstanceCreated)}) == 1
    assert len(fleet.told(VSwitchMapped)) == 8


def test_a_setting_says_where_v_switches_are() -> None:
    """The others get the zones in turn."""
    fleet = Fleet.with_settings(v_switch_zones="vsw-1=cn-hangzhou-k, vsw-2=cn-hangzhou-h")
    for name in ("vsw-1", "vsw-0", "vsw-2"):
        fleet.launch(v_switch_id=name)
    assert zones(fleet) == ["k", "g", "h"]


def test_without_a_v_switch(fleet: Fleet) -> None:
    """They are in the first zone."""
    fleet.launch()
    [made] = fleet.told(InstanceCreated)
    assert (made.zone_id, made.v_switch_id) == ("cn-hangzhou-b", "")
    assert fleet.told(VSwitchMapped) == []


def test_the_first_choice_is_taken(fleet: Fleet) -> None:
    """Where there is stock of everything."""
    types = ["ecs.g7.large", "ecs.g7.xlarge"]
    fleet.launch(2, v_switch_ids=["vsw-1", "vsw-2"], instance_types=types)
    assert {(m.v_switch_id, m.instance_type) for m in fleet.told(InstanceCreated)} == {
        ("vsw-1", "ecs.g7.large")
    }


def test_names_as_the_configuration_says(fleet: Fleet) -> None:
    """A plain name for all; the configuration's own name for nameless ones."""
    fleet.launch(2, instance_name="web", host_name="host")
    fleet.launch(scaling_configuration_name="my-configuration")
    assert fleet.names() == ["web", "web", "ESS-asg-my-configuration"]
    assert [each.host_name for each in fleet.described()][:2] == ["host", "host"]


def test_numbers_go_on_while_the_group_has_instances(fleet: Fleet) -> None:
    """Then they begin again, and nothing is left behind."""
    pattern = {"instance_name": "web[8,2]", "host_name": "host[8,2]"}
    fleet.launch(2, **pattern)
    fleet.launch(1, **pattern)
    assert fleet.names() == ["web08", "web09", "web10"]
    assert fleet.described()[2].host_name == "host10"
    fleet.rehearsal.restart()
    fleet.launch(1, **pattern)
    assert fleet.names()[3] == "web11"
    fleet.ask(ReleaseInstances(instance_ids=fleet.ids()))
    assert fleet.state.sequences == {}
    fleet.launch(1, **pattern)
    assert fleet.names() == ["web08"]


def test_a_pattern_that_makes_no_sense_is_a_name(fleet: Fleet) -> None:
    """Nobody could be told any more that it does not."""
    fleet.launch(instance_name="web[x]")
    assert fleet.names() == ["web[x]"]


def test_parked_instances(fleet: Fleet) -> None:
    """Whoever asked hears of each, of those that had stopped already, too, and not of what is gone."""
    first, second = launched(fleet, 2)
    fleet.ask(StopInstance(instance_id=first, force_stop=True))
    fleet.advance(0)
    fleet.ask(ParkInstances(instance_ids=[first, second, "i-gone", first], **ASA2))
    fleet.advance(SECONDS)
    told = [(event.instance_id, event.scaling_activity_id) for event in fleet.told(InstanceStopped)]
    assert told == [(first, ""), (first, "asa-2"), (second, "asa-2")]
    assert fleet.one(second).stopped_mode == "StopCharging"


def test_resumed_instances(fleet: Fleet) -> None:
    """Likewise; those that run already are told at once."""
    first, second = launched(fleet, 2)
    fleet.ask(ParkInstances(instance_ids=[second]))
    fleet.advance(SECONDS)
    before = len(fleet.told(InstanceRunning))
    fleet.ask(ResumeInstances(instance_ids=[first, second, "i-gone"], **ASA2))
    fleet.advance(SECONDS)
    told = fleet.told(InstanceRunning)[before:]
    assert [(event.instance_id, event.scaling_activity_id) for event in told] == [
        (first, "asa-2"), (second, "asa-2"),
    ]  # fmt: skip


def test_parked_while_they_start(fleet: Fleet) -> None:
    """They stop, and never run; the others of their batch do."""
    fleet.launch(2)
    first, second = fleet.ids()
    fleet.ask(ParkInstances(instance_ids=[first], **ASA2))
    fleet.advance(SECONDS)
    assert (fleet.status(first), fleet.status(second)) == ("Stopped", "Running")
    assert [event.instance_id for event in fleet.told(InstanceRunning)] == [second]


def test_parked_twice(fleet: Fleet) -> None:
    """The last one who asked is told, and everybody hears of it once."""
    [made] = launched(fleet)
    fleet.ask(ParkInstances(instance_ids=[made], scaling_activity_id="asa-1"))
    fleet.advance(1)
    fleet.ask(ParkInstances(instance_ids=[made], **ASA2))
    fleet.advance(SECONDS)
    assert [event.scaling_activity_id for event in fleet.told(InstanceStopped)] == ["asa-2"]


def test_a_batch_that_starts_anew_leaves_the_others_their_timer() -> None:
    """Its first instance is stopped and started while the others still start."""
    fleet = Fleet.with_settings(start_up_seconds=10)
    fleet.launch(2)
    first, second = fleet.ids()
    fleet.ask(ParkInstances(instance_ids=[first]))
    fleet.advance(2)
    fleet.ask(ResumeInstances(instance_ids=[first]))
    fleet.advance(8)
    assert (fleet.status(first), fleet.status(second)) == ("Starting", "Running")
    fleet.advance(2)
    assert fleet.status(first) == "Running"


def test_a_launch_is_one_batch(fleet: Fleet) -> None:
    """One timer, however many there are."""
    fleet.launch(100)
    assert len(fleet.rehearsal.machine.timers) == 1
    assert len(launched(fleet, 0)) == 100
