"""State that version 0.1 has kept is taken over, and all goes on where it stood."""

import pytest

from scalehook_contracts.fleet.whitelists import DescribeDBInstanceIPArrayList
from scalehook_contracts.message_service.messages import ReceiveMessage
from scalehook_contracts.scaling_controller.actions import CompleteLifecycleAction
from scalehook_contracts.scaling_controller.activities import DescribeScalingActivities
from scalehook_contracts.scaling_controller.group_deletion import DeleteScalingGroup
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from scalehook_contracts.scaling_controller.instance_changes import RemoveInstances
from scalehook_contracts.scaling_controller.instances import DescribeScalingInstances
from support.ensemble import quiet
from support.ensemble.account import REGION
from support.ensemble.earlier import taken_over
from support.ensemble.ensemble import Ensemble


@pytest.fixture(params=[False, True], ids=["journal", "snapshot"])
def ensemble(request: pytest.FixtureRequest) -> Ensemble:
    return taken_over(from_snapshot=request.param)


def groups(ensemble: Ensemble) -> list[str]:
    """The one that grows, and the one that shrinks."""
    return list(ensemble.state("scaling_controller").groups)


def states(ensemble: Ensemble, group: str) -> list[str]:
    instances = ensemble.state("scaling_controller").groups[group].instances.values()
    return sorted(instance.lifecycle_state for instance in instances)


def complete_all(ensemble: Ensemble) -> None:
    for activity in list(ensemble.state("scaling_controller").activities.values()):
        for action in list(activity.waiting.values()):
            token, hook = action.token, action.hook_id
            ensemble.call(
                CompleteLifecycleAction(
                    lifecycle_hook_id=hook,
                    lifecycle_action_token=token,
                    lifecycle_action_result="CONTINUE",
                )
            )
    ensemble.advance(10)


def test_what_waits_goes_on(ensemble: Ensemble) -> None:
    """Both ways; the message of the hook is still in its queue, and the places are right."""
    growing, shrinking = groups(ensemble)
    assert states(ensemble, growing) == ["InService"] * 3 + ["Pending:Wait"]
    assert states(ensemble, shrinking) == ["InService", "Removing:Wait"]
    assert ensemble.call(ReceiveMessage(queue_name="q1")).message_id
    complete_all(ensemble)
    assert states(ensemble, growing) == ["InService"] * 4
    assert states(ensemble, shrinking) == ["InService"]
    found = ensemble.call(DescribeScalingActivities(region_id=REGION, scaling_group_id=growing))
    assert [each.status_code for each in found.scaling_activities] == ["Successful"] * 2
    quiet.check_places(ensemble)
    quiet.check_sizes(ensemble)
    listed = ensemble.call(DescribeDBInstanceIPArrayList(db_instance_id="rm-2")).items
    assert len(listed[0].security_ip_list.split(",")) == 4


def test_time_ends_what_waits(ensemble: Ensemble) -> None:
    """The timers are there, too."""
    growing, shrinking = groups(ensemble)
    ensemble.advance(3700)
    assert (states(ensemble, growing), states(ensemble, shrinking)) == (["InService"] * 4, ["InService"])
    quiet.check_places(ensemble)


def test_what_is_new_works_on_what_is_old(ensemble: Ensemble) -> None:
    """Instances are removed by hand, and groups deleted by force; nothing is left behind."""
    growing, shrinking = groups(ensemble)
    complete_all(ensemble)
    gone = next(iter(ensemble.state("scaling_controller").groups[growing].instances))
    ensemble.call(RemoveInstances(scaling_group_id=growing, instance_ids=[gone]))
    ensemble.advance(10)
    assert states(ensemble, growing) == ["InService"] * 3
    quiet.check_places(ensemble)
    for group in (growing, shrinking):
        ensemble.call(DeleteScalingGroup(scaling_group_id=group, force_delete=True))
    ensemble.advance(10)
    assert not ensemble.state("fleet").instances
    quiet.check_places(ensemble)
    quiet.check_nothing_is_left(ensemble, [growing, shrinking])


def test_a_journal_and_a_snapshot_say_the_same() -> None:
    """Whichever of them is read, everything is described alike, and the same timers run."""
    one, other = (taken_over(from_snapshot=given) for given in (False, True))
    for name, player in one.players.items():
        assert player.machine.timers == other.players[name].machine.timers
    for group in groups(one):
        here = {"region_id": REGION, "scaling_group_id": group}
        for question in (DescribeScalingActivities(**here), DescribeScalingInstances(**here)):
            assert one.call(question) == other.call(question)
    assert one.call(DescribeScalingGroups(region_id=REGION)) == other.call(
        DescribeScalingGroups(region_id=REGION)
    )
