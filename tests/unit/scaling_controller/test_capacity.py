"""A group that is not what it should be: it goes on by itself, and gives up on nothing."""

import pytest

from scalehook_contracts.fleet.instances import InstancesNotCreated, LaunchInstances
from support.refusals import refusal
from support.scaling.cloud import Cloud


@pytest.fixture
def cloud() -> Cloud:
    return Cloud(min_size=2, max_size=5)


def shortage(cloud: Cloud, amount: int) -> None:
    """The fleet cannot make so many of the last instances that it was asked for."""
    [*_, asked] = [c for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances)]
    cloud.rehearsal.tell(
        InstancesNotCreated(
            scaling_activity_id=asked.scaling_activity_id,
            scaling_group_id=cloud.group,
            amount=amount,
            code="OperationDenied.NoStock",
            message="Sold out.",
        )
    )


def launched(cloud: Cloud) -> list[int]:
    return [c.amount for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances)]


def test_a_group_is_filled_to_its_smallest_size(cloud: Cloud) -> None:
    """As soon as it is enabled, and again when an instance vanishes."""
    cloud.enabled().fleet()
    assert cloud.states() == ["InService"] * 2
    cloud.released("i-0")
    assert launched(cloud) == [2, 1]
    cloud.fleet()
    assert cloud.states() == ["InService"] * 2


def test_a_group_that_cannot_be_filled_tries_again_after_a_while(cloud: Cloud) -> None:
    """Not at once: nothing would have changed."""
    cloud.enabled()
    shortage(cloud, 2)
    assert (launched(cloud), cloud.states()) == ([2], [])
    cloud.rehearsal.advance(59)
    assert launched(cloud) == [2]
    cloud.rehearsal.advance(1)
    assert launched(cloud) == [2, 2]


def test_an_activity_goes_on_with_the_instances_that_can_be_had() -> None:
    """It ends with a warning, and with what could not be had as its error."""
    cloud = Cloud().enabled()
    activity = cloud.execute(cloud.rule(3))
    shortage(cloud, 1)
    [asked] = [c for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances)]
    cloud.rehearsal.sent[-1] = asked.model_copy(update={"amount": 2})
    cloud.fleet()
    view = cloud.activity(activity)
    assert (view.status_code, cloud.states()) == ("Warning", ["InService"] * 2)
    assert view.total_capacity == "2"


def test_an_activity_without_any_instance_fails() -> None:
    """And the group may scale again."""
    cloud = Cloud().enabled()
    activity = cloud.execute(cloud.rule(3))
    shortage(cloud, 3)
    assert cloud.activity(activity).status_code == "Failed"
    cloud.execute(cloud.rule(1))


def test_waits_end_with_the_last_of_their_instances() -> None:
    """Nobody is left to be held."""
    cloud = Cloud().enabled()
    cloud.hook()
    activity = cloud.scale(1)
    cloud.released("i-0")
    assert [a.lifecycle_action_status for a in cloud.actions(activity)] == ["Timeout"]
    assert cloud.activity(activity).status_code == "Failed"


def test_a_direction_that_is_suspended_is_refused() -> None:
    """The other one is not; what runs goes on."""
    cloud = Cloud().enabled()
    cloud.scale(2)
    up, down = cloud.rule(1), cloud.rule(-1)
    activity = cloud.execute(up)
    suspended = cloud.rehearsal.state.groups[cloud.group].suspended
    suspended.add("ScaleOut")
    cloud.fleet()
    assert cloud.activity(activity).status_code == "Successful"
    assert refusal(lambda: cloud.execute(up)) == "IncorrectScalingGroupStatus"
    cloud.execute(down)


def test_a_group_whose_growth_is_suspended_is_not_filled(cloud: Cloud) -> None:
    """Not before somebody takes that back."""
    cloud.enabled().fleet()
    suspended = cloud.rehearsal.state.groups[cloud.group].suspended
    suspended.add("ScaleOut")
    cloud.released("i-0")
    cloud.advance(600)
    assert cloud.states() == ["InService"]
    suspended.clear()
    cloud.execute(cloud.rule(1))
    cloud.fleet()
    assert cloud.states() == ["InService"] * 2
