"""Scale-in: what ABANDON and ROLLBACK do, and time-outs of several hooks."""

import pytest

from scalehook_contracts.fleet.back_ends import BackEnd, RemoveInstancesFromBackEnds
from scalehook_contracts.fleet.instances import InstanceReleased, ReleaseInstances
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists, RemoveAddressesFromWhitelists
from scalehook_contracts.scaling_controller.hooks import DeleteLifecycleHook
from support.scaling.cloud import Cloud

LB = BackEnd(back_end_id="lb-1")


@pytest.fixture
def cloud() -> Cloud:
    """Three instances in service, behind a load balancer and in a whitelist."""
    cloud = Cloud(load_balancers='["lb-1"]', databases='["rm-1"]').enabled()
    cloud.scale(3)
    return cloud


def statuses(cloud: Cloud, activity: str) -> list[tuple[str, str]]:
    seen = cloud.actions(activity)
    return [(action.lifecycle_action_status, action.lifecycle_action_result) for action in seen]


@pytest.mark.parametrize("result", ["CONTINUE", "ABANDON"])
def test_continue_and_abandon_both_remove(cloud: Cloud, result: str) -> None:
    """The instances leave either way, and the activity is Successful."""
    cloud.hook(lifecycle_transition="SCALE_IN")
    activity = cloud.scale(-2)
    cloud.complete(cloud.actions(activity)[0], result)
    assert cloud.states() == ["InService"]
    seen = cloud.activity(activity)
    assert (seen.status_code, seen.destroyed_instances) == ("Successful", ["i-0", "i-1"])


def test_the_fleet_is_told_whom_it_is_about(cloud: Cloud) -> None:
    """Only the chosen instances are withdrawn, and only their addresses."""
    address = cloud.rehearsal.state.groups[cloud.group].instances["i-0"].private_ip_address
    activity = {"scaling_activity_id": cloud.scale(-1)}
    assert cloud.rehearsal.sent[-3:] == [
        RemoveAddressesFromWhitelists(db_instance_ids=["rm-1"], addresses=[address], **activity),
        RemoveInstancesFromBackEnds(back_ends=[LB], instance_ids=["i-0"], **activity),
        ReleaseInstances(instance_ids=["i-0"], **activity),
    ]


def test_a_rollback_takes_nothing_from_the_load_balancer(cloud: Cloud) -> None:
    """It was never told to forget them; the whitelist gets the same addresses back."""
    cloud.hook(lifecycle_transition="SCALE_IN", default_result="ROLLBACK", heartbeat_timeout=60)
    activity = cloud.scale(-2)
    cloud.advance(60)
    assert cloud.states() == ["InService"] * 3
    assert cloud.sent(RemoveInstancesFromBackEnds, ReleaseInstances) == []
    removed, added = cloud.rehearsal.sent[-2:]
    assert isinstance(removed, RemoveAddressesFromWhitelists)
    assert isinstance(added, AddAddressesToWhitelists)
    assert (added.db_instance_ids, added.addresses) == (["rm-1"], removed.addresses)
    assert cloud.activity(activity).status_code == "Failed"


@pytest.mark.parametrize(("result", "left"), [("ABANDON", 2), ("ROLLBACK", 3)])
def test_the_first_time_out_that_does_not_continue_ends_the_others(
    cloud: Cloud, result: str, left: int
) -> None:
    """Ahead of schedule, as timed out, with its result; no timer is left behind."""
    cloud.hook(lifecycle_transition="SCALE_IN", heartbeat_timeout=600)
    cloud.hook(lifecycle_transition="SCALE_IN", heartbeat_timeout=60, default_result=result)
    activity = cloud.scale(-1)
    cloud.advance(60)
    assert statuses(cloud, activity) == [("Timeout", result)] * 2
    assert len(cloud.states()) == left
    assert cloud.rehearsal.machine.timers == {}


def test_continue_waits_for_all(cloud: Cloud) -> None:
    """An early CONTINUE leaves the other hooks waiting."""
    cloud.hook(lifecycle_transition="SCALE_IN", heartbeat_timeout=60)
    cloud.hook(lifecycle_transition="SCALE_IN", heartbeat_timeout=90)
    activity = cloud.scale(-1)
    cloud.advance(60)
    assert statuses(cloud, activity) == [("Timeout", "CONTINUE"), ("Pending", "CONTINUE")]
    assert cloud.states().count("Removing:Wait") == 1
    cloud.advance(30)
    assert cloud.states() == ["InService"] * 2


def test_deleting_a_hook_that_would_roll_back_ends_the_others(cloud: Cloud) -> None:
    """Its default result counts as if it had been given by hand."""
    gone = cloud.hook(lifecycle_transition="SCALE_IN", default_result="ROLLBACK")
    cloud.hook(lifecycle_transition="SCALE_IN")
    activity = cloud.scale(-1)
    cloud.ask(DeleteLifecycleHook(lifecycle_hook_id=gone))
    cloud.fleet()
    assert statuses(cloud, activity) == [("Completed", "ROLLBACK"), ("Timeout", "ROLLBACK")]
    assert cloud.states() == ["InService"] * 3


def test_the_group_is_busy_until_the_last_instance_is_gone(cloud: Cloud) -> None:
    """Instances leave one by one; being told twice of one changes nothing."""
    activity = cloud.execute(cloud.rule(-2))
    for instance_id in ("i-0", "i-0"):
        cloud.rehearsal.tell(InstanceReleased(instance_id=instance_id))
    assert cloud.activity(activity).status_code == "InProgress"
    assert cloud.states() == ["InService", "Removing"]
    cloud.rehearsal.tell(InstanceReleased(instance_id="i-1"))
    assert cloud.activity(activity).status_code == "Successful"
