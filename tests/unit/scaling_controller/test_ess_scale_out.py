"""Scale-out: what the fleet is told in detail, and time-outs of several hooks."""

import pytest

from scalehook_contracts.fleet.back_ends import AddInstancesToBackEnds, BackEnd
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceRunning,
    LaunchInstances,
    ReleaseInstances,
)
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists, RemoveAddressesFromWhitelists
from scalehook_contracts.scaling_controller.hooks import DeleteLifecycleHook
from scalehook_contracts.scaling_controller.instances import DescribeScalingInstances
from support.scaling.cloud import Cloud


def test_the_fleet_is_told_whom_it_is_about() -> None:
    """Whitelists get the private addresses, load balancers the ids, of this activity alone."""
    cloud = Cloud(load_balancers='["lb-1","lb-2"]', databases='["rm-1","rm-2"]').enabled()
    cloud.scale(1)
    cloud.hook()
    activity = cloud.scale(2)
    cloud.complete(cloud.actions(activity)[0])
    seen = cloud.ask(DescribeScalingInstances(region_id="", scaling_activity_id=activity))
    addresses = [instance.private_ip_address for instance in seen.scaling_instances]
    launch, admitted, served = cloud.rehearsal.sent[-3:]
    assert isinstance(launch, LaunchInstances)
    assert (launch.amount, launch.image_id, launch.scaling_activity_id) == (2, "img", activity)
    assert admitted == AddAddressesToWhitelists(
        db_instance_ids=["rm-1", "rm-2"], addresses=addresses, scaling_activity_id=activity
    )
    assert served == AddInstancesToBackEnds(
        back_ends=[BackEnd(back_end_id="lb-1"), BackEnd(back_end_id="lb-2")],
        weights={"i-1": 50, "i-2": 50},
        scaling_activity_id=activity,
    )


def test_nothing_waits_before_the_last_instance_runs() -> None:
    """Whitelists and hooks come when all instances run, one whitelist command for all of them."""
    cloud = Cloud(databases='["rm-1"]').enabled()
    cloud.hook()
    activity = cloud.execute(cloud.rule(2))
    for number in range(2):
        cloud.rehearsal.tell(
            InstanceCreated(
                instance_id=f"i-{number}", private_ip_address=f"10.0.0.{number}", zone_id="z",
                scaling_activity_id=activity, created_at=0,
            )
        )  # fmt: skip
    cloud.rehearsal.tell(InstanceRunning(instance_id="i-1", scaling_activity_id=activity))
    assert cloud.states() == ["Pending", "Pending"]
    assert (cloud.actions(activity), cloud.sent(AddAddressesToWhitelists)) == ([], [])
    cloud.rehearsal.tell(InstanceRunning(instance_id="i-0", scaling_activity_id=activity))
    assert cloud.states() == ["Pending", "Pending"]
    cloud.fleet()
    assert cloud.states() == ["Pending:Wait", "Pending:Wait"]
    assert len(cloud.sent(AddAddressesToWhitelists)) == 1


@pytest.mark.parametrize(
    ("first", "last", "states"),
    [
        ("ABANDON", "CONTINUE", ["InService"]),
        ("ROLLBACK", "CONTINUE", ["InService"]),
        ("CONTINUE", "ABANDON", []),
        ("CONTINUE", "ROLLBACK", []),
    ],
)
def test_the_hook_that_times_out_last_decides(first: str, last: str, states: list[str]) -> None:
    """Whichever was created first, the instances wait for the longest time-out."""
    cloud = Cloud().enabled()
    cloud.hook(heartbeat_timeout=90, default_result=last)
    cloud.hook(heartbeat_timeout=60, default_result=first)
    activity = cloud.scale(1)
    cloud.advance(89)
    statuses = [action.lifecycle_action_status for action in cloud.actions(activity)]
    assert (statuses, cloud.states()) == (["Pending", "Timeout"], ["Pending:Wait"])
    cloud.advance(1)
    assert cloud.states() == states


def test_a_completion_before_a_time_out_that_decides() -> None:
    """A CONTINUE by hand is overruled by the ABANDON that another hook times out with."""
    cloud = Cloud(load_balancers='["lb-1"]', databases='["rm-1"]').enabled()
    cloud.hook(heartbeat_timeout=600)
    cloud.hook(heartbeat_timeout=60, default_result="ABANDON")
    activity = cloud.scale(1)
    cloud.complete(cloud.actions(activity)[0], "CONTINUE")
    cloud.advance(60)
    assert cloud.states() == []
    assert cloud.sent(AddInstancesToBackEnds) == []
    away = (RemoveAddressesFromWhitelists, ReleaseInstances)
    assert cloud.sent(*away) == ["RemoveAddressesFromWhitelists", "ReleaseInstances"]


def test_deleting_the_only_waiting_hook_applies_its_default() -> None:
    """ABANDON releases the instances, and the deleted hook's timer is gone."""
    cloud = Cloud().enabled()
    hook = cloud.hook(default_result="ABANDON")
    activity = cloud.scale(1)
    cloud.ask(DeleteLifecycleHook(lifecycle_hook_id=hook))
    cloud.fleet()
    assert (cloud.states(), cloud.activity(activity).status_code) == ([], "Failed")
    assert cloud.rehearsal.machine.timers == {}


def test_a_hook_that_comes_late_does_not_hold_what_waits() -> None:
    """It applies from the next activity on."""
    cloud = Cloud().enabled()
    cloud.hook(heartbeat_timeout=60)
    activity = cloud.scale(1)
    cloud.hook(heartbeat_timeout=600)
    assert len(cloud.actions(activity)) == 1
    cloud.advance(60)
    assert cloud.states() == ["InService"]
