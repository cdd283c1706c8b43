"""Instances that somebody starts, stops and reboots by hand."""

from typing import Any

import pytest

from scalehook_contracts.fleet.instance_power import (
    RebootInstance,
    RebootInstances,
    StartInstance,
    StartInstances,
    StopInstance,
    StopInstances,
)
from scalehook_contracts.fleet.instance_status import DescribeInstanceStatus
from scalehook_contracts.fleet.instances import InstanceRunning, InstanceStopped
from support.fleet import REGION, SECONDS, Fleet

ONE = [StartInstance, StopInstance, RebootInstance]
MANY = [StartInstances, StopInstances, RebootInstances]


def test_a_stop_takes_its_time(fleet: Fleet) -> None:
    """Stopping, then Stopped; others hear of it, and that no activity wanted it."""
    [made] = fleet.running()
    fleet.ask(StopInstance(instance_id=made))
    assert (fleet.status(made), fleet.one(made).stopped_mode) == ("Stopping", "Not-applicable")
    fleet.advance(SECONDS)
    assert (fleet.status(made), fleet.one(made).stopped_mode) == ("Stopped", "KeepCharging")
    [told] = fleet.told(InstanceStopped)
    assert (told.instance_id, told.scaling_activity_id) == (made, "")


def test_a_power_cut_takes_none(fleet: Fleet) -> None:
    """In economical mode it says so."""
    [made] = fleet.running()
    fleet.ask(StopInstance(instance_id=made, force_stop=True, stopped_mode="StopCharging"))
    fleet.advance(0)
    assert (fleet.status(made), fleet.one(made).stopped_mode) == ("Stopped", "StopCharging")


def test_a_start_after_a_stop(fleet: Fleet) -> None:
    """It is described with the time of its last start; no activity wanted it."""
    [made] = fleet.stopped()
    fleet.advance(600)
    fleet.start(made)
    assert fleet.status(made) == "Starting"
    fleet.advance(SECONDS)
    seen = fleet.one(made)
    assert (seen.status, seen.creation_time, seen.start_time) == (
        "Running", "2026-01-01T00:00Z", "2026-01-01T00:10Z",
    )  # fmt: skip
    assert [event.scaling_activity_id for event in fleet.told(InstanceRunning)] == ["", ""]


def test_a_reboot(fleet: Fleet) -> None:
    """It starts, and runs again."""
    [made] = fleet.running()
    fleet.ask(RebootInstance(instance_id=made))
    assert fleet.status(made) == "Starting"
    fleet.advance(SECONDS)
    assert fleet.status(made) == "Running"
    assert len(fleet.told(InstanceRunning)) == 2


@pytest.mark.parametrize("kind", ONE)
def test_what_one_instance_refuses(fleet: Fleet, kind: Any) -> None:
    """By its id, by its status, and because nothing is to be done."""
    [running], [stopped] = fleet.running(), fleet.stopped()
    fits, other = (stopped, running) if kind is StartInstance else (running, stopped)
    assert fleet.refusal(kind(instance_id="i-none")).code == "InvalidInstanceId.NotFound"
    wrong = fleet.refusal(kind(instance_id=other))
    assert (wrong.code, wrong.status) == ("IncorrectInstanceStatus", 403)
    assert fleet.refusal(kind(instance_id=fits, dry_run=True)).code == "DryRunOperation"


@pytest.mark.parametrize("kind", MANY)
def test_what_many_instances_refuse(fleet: Fleet, kind: Any) -> None:
    """Unknown ids among known ones, none, too many, and what are no ids."""
    [made] = fleet.running()
    refused = [
        (["i-none", made], "InvalidInstanceIds.NotFound", 404),
        ([], "InvalidInstanceId.NotFound", 403),
        (["i-1"] * 101, "InvalidParameter.TooManyInstanceIds", 403),
        ([made, "x"], "Abs.InvalidInstanceIds.MalFormed", 403),
    ]
    for ids, code, status in refused:
        found = fleet.refusal(kind(region_id=REGION, instance_ids=ids))
        assert (found.code, found.status) == (code, status)
    elsewhere = fleet.refusal(kind(region_id="cn-beijing", instance_ids=[made]))
    assert elsewhere.code == "InvalidRegionId.NotFound"


@pytest.mark.parametrize("kind", MANY)
def test_all_or_none(fleet: Fleet, kind: Any) -> None:
    """One that does not allow it refuses the whole call, unless success comes first."""
    [running], [stopped] = fleet.running(), fleet.stopped()
    ids = [running, stopped, running]
    assert fleet.refusal(kind(region_id=REGION, instance_ids=ids)).code == "IncorrectInstanceStatus"
    command = kind(region_id=REGION, instance_ids=ids, batch_optimization="SuccessFirst")
    assert fleet.refusal(command.model_copy(update={"dry_run": True})).code == "DRYRUN.SUCCESS"
    answers = {each.instance_id: each for each in fleet.ask(command).instance_responses}
    fits, other = (stopped, running) if kind is StartInstances else (running, stopped)
    assert (answers[fits].code, answers[fits].message) == ("200", "success")
    assert answers[fits].current_status in ("Starting", "Stopping")
    assert answers[other].code == "IncorrectInstanceStatus"
    assert answers[other].previous_status == answers[other].current_status


def test_one_timer_for_a_batch(fleet: Fleet) -> None:
    """However many stop together."""
    ids = fleet.running(50)
    fleet.ask(StopInstances(region_id=REGION, instance_ids=ids))
    assert len(fleet.rehearsal.machine.timers) == 1
    fleet.advance(SECONDS)
    assert len(fleet.ids(status="Stopped")) == 50


def test_the_status_alone(fleet: Fleet) -> None:
    """Of some, of a zone, of all; page by page."""
    [first] = fleet.running(zone_id="cn-hangzhou-b")
    [second] = fleet.run(zone_id="cn-hangzhou-g")

    def asked(**more: Any) -> list[tuple[str, str]]:
        page = fleet.ask(DescribeInstanceStatus(region_id=REGION, **more))
        return [(each.instance_id, each.status) for each in page.instance_statuses]

    both = [(first, "Running"), (second, "Starting")]
    assert asked() == both
    assert asked(instance_ids=[second, "i-none", second]) == both[1:]
    assert asked(zone_id="cn-hangzhou-b") == both[:1]
    assert asked(page_size=1, page_number=2) == both[1:]
    assert asked(zone_id="cn-hangzhou-b", instance_ids=[second]) == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"region_id": "cn-beijing"}, "InvalidRegionId.NotFound"),
        ({"zone_id": "mars"}, "InvalidZoneId.NotFound"),
        ({"instance_ids": ["x"]}, "Abs.InvalidInstanceIds.MalFormed"),
        ({"instance_ids": ["i-1"] * 101}, "InvalidParameter.TooManyInstanceIds"),
    ],
)
def test_a_status_that_nobody_can_have(fleet: Fleet, given: dict[str, Any], code: str) -> None:
    """Each with its code."""
    assert fleet.refusal(DescribeInstanceStatus(**{"region_id": REGION, **given})).code == code
