"""What goes wrong on purpose: no stock, failures, slow starts."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from scalehook.fleet.settings import Settings
from scalehook_contracts.fleet.conditions import (
    DescribeFleetConditions,
    SetFleetConditions,
    StockLevel,
)
from scalehook_contracts.fleet.instance_creation import CreateInstance, RunInstances
from scalehook_contracts.fleet.instance_power import StartInstance
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstancesNotCreated,
    ReleaseInstances,
    ResumeInstances,
)
from support.fleet import REGION, TYPE, Fleet

WANTED: dict[str, Any] = {"region_id": REGION, "image_id": "img", "instance_type": TYPE}
SOLD_OUT = "The requested resource is sold out in the specified zone; try other types of resources or"
ECONOMICAL = {"stopped_mode": "StopCharging"}


def stock(fleet: Fleet, amount: int | None, kind: str = TYPE, zone: str = "") -> None:
    level = StockLevel(instance_type=kind, zone_id=zone, amount=amount)
    fleet.ask(SetFleetConditions(stock=[level]))


def left(fleet: Fleet) -> list[tuple[str, str, int | None]]:
    found = fleet.ask(DescribeFleetConditions()).stock
    return [(level.instance_type, level.zone_id, level.amount) for level in found]


def made(fleet: Fleet) -> list[tuple[str, str]]:
    told = fleet.told(InstanceCreated)
    return [(each.instance_type, each.zone_id.removeprefix("cn-hangzhou-")) for each in told]


def test_as_many_as_there_are(fleet: Fleet) -> None:
    """One event tells of the rest, with the code that ECS would give."""
    stock(fleet, 2)
    fleet.launch(5)
    [missing] = fleet.told(InstancesNotCreated)
    assert (len(fleet.ids()), missing.amount, missing.code) == (2, 3, "OperationDenied.NoStock")
    assert missing.message.startswith(SOLD_OUT)
    assert (missing.scaling_activity_id, missing.scaling_group_id) == ("asa", "asg")


def test_none_at_all(fleet: Fleet) -> None:
    """Only the event; no timer is set."""
    stock(fleet, 0)
    fleet.launch(5)
    assert [event.amount for event in fleet.told(InstancesNotCreated)] == [5]
    assert not fleet.rehearsal.machine.timers


def test_the_next_choice_is_taken(fleet: Fleet) -> None:
    """Every type in the first vSwitch, then in the next one."""
    stock(fleet, 1, "ecs.a1.large", "cn-hangzhou-b")
    stock(fleet, 1, "ecs.b1.large", "cn-hangzhou-b")
    stock(fleet, 1, "ecs.a1.large", "cn-hangzhou-g")
    types = ["ecs.a1.large", "ecs.b1.large"]
    fleet.launch(5, v_switch_ids=["vsw-1", "vsw-2"], instance_types=types)
    assert made(fleet) == [
        ("ecs.a1.large", "b"), ("ecs.b1.large", "b"), ("ecs.a1.large", "g"),
        ("ecs.b1.large", "g"), ("ecs.b1.large", "g"),
    ]  # fmt: skip
    assert fleet.told(InstancesNotCreated) == []


def test_one_stock_for_all_zones(fleet: Fleet) -> None:
    """What one zone takes is not there for the next."""
    stock(fleet, 3)
    fleet.launch(5, v_switch_ids=["vsw-1", "vsw-2"])
    assert len(made(fleet)) == 3


def test_all_types_of_a_zone(fleet: Fleet) -> None:
    """A star stands for them."""
    stock(fleet, 0, "*", "cn-hangzhou-b")
    fleet.launch(2, v_switch_ids=["vsw-1", "vsw-2"])
    assert made(fleet) == [(TYPE, "g")] * 2


def test_what_is_released_can_be_had_again(fleet: Fleet) -> None:
    """Stock counts what is left, beside the instances that are there."""
    fleet.launch(2)
    stock(fleet, 1)
    fleet.launch(2)
    assert (len(fleet.ids()), left(fleet)) == (3, [(TYPE, "", 0)])
    fleet.ask(ReleaseInstances(instance_ids=fleet.ids()[:2]))
    assert left(fleet) == [(TYPE, "", 2)]
    fleet.rehearsal.restart()
    assert left(fleet) == [(TYPE, "", 2)]


def test_any_number_again(fleet: Fleet) -> None:
    """None is no limit; a reset forgets all limits."""
    stock(fleet, 0)
    stock(fleet, None)
    fleet.launch(2)
    assert (len(fleet.ids()), left(fleet)) == (2, [(TYPE, "", None)])
    fleet.ask(SetFleetConditions(reset=True))
    assert left(fleet) == []


def test_economical_mode_gives_its_place_back(fleet: Fleet) -> None:
    """And needs one to start again, when somebody starts it by hand. Scaling gets its own back."""
    [parked], [kept] = fleet.stopped(**ECONOMICAL), fleet.stopped()
    stock(fleet, 0)
    refused = fleet.refusal(StartInstance(instance_id=parked))
    assert (refused.code, refused.status) == ("OperationDenied.NoStock", 403)
    assert refused.message.startswith(SOLD_OUT)
    fleet.start(kept)
    fleet.ask(ResumeInstances(instance_ids=[parked]))
    fleet.advance(2)
    assert {fleet.status(parked), fleet.status(kept)} == {"Running"}


def test_instances_by_hand_without_stock(fleet: Fleet) -> None:
    """All or none, unless fewer are enough; each operation has its own words."""
    stock(fleet, 2)
    run = fleet.refusal(RunInstances(**WANTED, amount=3))
    assert (run.code, run.status) == ("OperationDenied.NoStock", 403)
    assert run.message == "The resource is out of usage."
    assert fleet.refusal(RunInstances(**WANTED, amount=4, min_amount=3)).code == run.code
    assert len(fleet.run(4, min_amount=2)) == 2
    create = fleet.refusal(CreateInstance(**WANTED))
    assert (create.code, create.message.startswith(SOLD_OUT)) == (run.code, True)


@pytest.mark.parametrize(("rate", "low", "high"), [(0.0, 0, 0), (0.3, 40, 80), (1.0, 200, 200)])
def test_a_share_fails(rate: float, low: int, high: int) -> None:
    """Of those that scaling asks for, about so many; the same ones for the same seed."""
    misses = []
    for _ in range(2):
        fleet = Fleet.with_settings()
        fleet.ask(SetFleetConditions(failure_rate=rate))
        fleet.launch(200)
        told = fleet.told(InstancesNotCreated)
        misses.append(sum(event.amount for event in told))
        assert all(event.code == "InternalError" for event in told)
    assert low <= misses[0] <= high
    assert misses[0] == misses[1]


def test_a_failure_by_hand(fleet: Fleet) -> None:
    """Nothing is made."""
    fleet.ask(SetFleetConditions(failure_rate=1))
    for kind in (RunInstances, CreateInstance):
        refused = fleet.refusal(kind(**WANTED))
        assert (refused.code, refused.status) == ("InternalError", 500)


def test_slow_starts(fleet: Fleet) -> None:
    """From now on, those by hand, too; until it is taken back."""
    fleet.ask(SetFleetConditions(slow_start_seconds=90))
    fleet.launch()
    [by_hand] = fleet.run()
    fleet.advance(89)
    assert len(fleet.ids(status="Starting")) == 2
    fleet.advance(1)
    assert fleet.status(by_hand) == "Running"
    found = fleet.ask(SetFleetConditions(reset=True))
    assert (found.start_up_seconds, found.failure_rate) == (2, 0)


def test_one_change_leaves_the_rest(fleet: Fleet) -> None:
    """What is not given stays as it was."""
    stock(fleet, 7)
    fleet.ask(SetFleetConditions(failure_rate=0.5))
    found = fleet.ask(SetFleetConditions(slow_start_seconds=9))
    assert (found.failure_rate, found.start_up_seconds, left(fleet)) == (0.5, 9, [(TYPE, "", 7)])


PAIRS = {"ecs.g7.large": 1, "ecs.g6.large@cn-hangzhou-b": 0}


@pytest.mark.parametrize(
    "written", [",".join(f"{name}={amount}" for name, amount in PAIRS.items()), json.dumps(PAIRS)]
)
def test_settings_say_what_there_is(written: str) -> None:
    """By hand it can be said otherwise, and a reset goes back to them."""
    fleet = Fleet.with_settings(stock=written, failure_rate=0)
    assert left(fleet) == [(TYPE, "", 1), ("ecs.g6.large", "cn-hangzhou-b", 0)]
    stock(fleet, 5)
    fleet.launch(3)
    assert left(fleet)[0] == (TYPE, "", 2)
    fleet.ask(SetFleetConditions(reset=True))
    assert left(fleet)[0] == (TYPE, "", 0)


@pytest.mark.parametrize(
    "given",
    [
        {"stock": "ecs.g7.large"},
        {"stock": "ecs.g7.large=many"},
        {"stock": "ecs.g7.large=-1"},
        {"stock": "{"},
        {"v_switch_zones": "vsw-1="},
        {"failure_rate": 2},
        {"creation_seconds": -1},
        {"stop_seconds": "soon"},
    ],
    ids=str,
)
def test_settings_that_make_no_sense(given: dict[str, Any]) -> None:
    """Are refused at the start."""
    with pytest.raises((ValidationError, ValueError)):
        Settings(**given)


@pytest.mark.parametrize(
    "given",
    [
        {"failure_rate": 1.1},
        {"slow_start_seconds": -1},
        {"stock": [{"instance_type": "", "amount": 1}]},
        {"stock": [{"instance_type": "a@b", "amount": 1}]},
        {"stock": [{"instance_type": "a", "amount": -1}]},
    ],
    ids=str,
)
def test_conditions_that_make_no_sense(given: dict[str, Any]) -> None:
    """Are no command."""
    with pytest.raises(ValidationError):
        SetFleetConditions.model_validate(given)
