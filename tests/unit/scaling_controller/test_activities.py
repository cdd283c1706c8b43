"""Activities as they are described: how far they have come, what they did, and which are found."""

from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook.scaling_controller import activities
from scalehook.scaling_controller.activities import Change
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import ScalingActivityInProgress
from scalehook_contracts.fleet.instances import InstanceRunning, InstancesNotCreated, LaunchInstances
from scalehook_contracts.scaling_controller.activities import (
    DescribeScalingActivities,
    DescribeScalingActivityDetail,
    LifecycleHookContext,
)
from support.scaling.cloud import REGION, Cloud
from support.scaling.within import with_work


def shown(cloud: Cloud, **asked: Any) -> list[str]:
    page = cloud.ask(DescribeScalingActivities(region_id=REGION, **asked))
    assert page.total_count >= len(page.scaling_activities)
    return [activity.scaling_activity_id for activity in page.scaling_activities]


def test_progress_grows_with_what_is_done() -> None:
    """From the first instance over the hooks to the end; it never falls, whatever the hooks say."""
    cloud = Cloud(load_balancers='["lb-1"]', databases='["rm-1"]').enabled()
    cloud.hook()
    cloud.hook(default_result="ABANDON")
    activity = cloud.execute(cloud.rule(2))
    seen = [cloud.activity(activity).progress]
    [launch] = [c for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances)]
    assert launch.amount == 2
    cloud.fleet(1)
    seen.append(cloud.activity(activity).progress)
    cloud.fleet()
    for action in cloud.actions(activity):
        seen.append(cloud.activity(activity).progress)
        cloud.complete(action, "ABANDON", fleet=False)
    seen.append(cloud.activity(activity).progress)
    cloud.fleet(1)
    seen.append(cloud.activity(activity).progress)
    cloud.fleet()
    assert seen == [0, 25, 50, 62, 75, 87]
    assert cloud.activity(activity).progress == 100


def test_half_of_the_instances_run() -> None:
    """An instance counts when it exists, and once more when it runs."""
    cloud = Cloud().enabled()
    activity = cloud.execute(cloud.rule(2))
    play = cloud.rehearsal
    cloud._launch(play.sent[-1].model_copy(update={"amount": 1}))  # type: ignore[arg-type]  # a launch
    play.tell(InstanceRunning(instance_id="i-0", scaling_activity_id=activity))
    assert cloud.activity(activity).progress == 12


def test_what_came_and_went() -> None:
    """Ids, counts, numbers and words of a scale-out and a scale-in."""
    cloud = Cloud().enabled()
    up = cloud.activity(cloud.scale(2))
    assert up.description == 'Add "2" ECS instance'
    assert up.status_message == '"2" ECS instances are added'
    assert up.detail == 'new ECS instances "i-0, i-1" are created'
    assert (up.created_capacity, up.created_instances) == (2, ["i-0", "i-1"])
    assert (up.scaling_instance_number, up.destroyed_capacity) == (2, 0)
    down = cloud.activity(cloud.scale(-1))
    assert down.description == 'Remove "1" ECS instance'
    assert down.detail == 'ECS instances "i-0" are removed'
    assert (down.destroyed_instances, down.scaling_instance_number) == (["i-0"], 1)
    assert (down.total_capacity, down.auto_created_capacity, down.attached_capacity) == ("1", "1", "0")
    assert down.cause.endswith('changing the Total Capacity from "2" to "1".')


def test_instances_that_were_let_go_are_not_destroyed() -> None:
    """They leave the group, and the numbers of released ones do not count them."""
    cloud = Cloud().enabled()
    cloud.scale(2)
    activity = begun(cloud, Change("detach", 1, ["i-1"]))
    view = cloud.activity(activity)
    assert view.description == 'Detach "1" ECS instance'
    assert view.detail == 'ECS instances "i-1" are detached'
    assert (view.destroyed_capacity, view.scaling_instance_number) == (0, 1)
    assert view.total_capacity == "1"
    before = cloud.rehearsal.state
    cloud.rehearsal.restart()
    assert cloud.rehearsal.state == before


def begun(cloud: Cloud, change: Change) -> str:
    """An activity that no operation of this test asks for by itself."""
    ids: list[str] = []
    trigger = Trigger.of_ess("Why")
    with_work(
        cloud,
        lambda group, work: ids.append(activities.begin(group, change, "Why.", trigger, work)),
    )
    cloud.fleet()
    return ids[0]


def test_a_rejected_activity() -> None:
    """It has its reason and no detail, nothing has been done, and its numbers are those of then."""
    cloud = Cloud().enabled()

    trigger = Trigger.of_alarm("alarm-1", "An alarm asks for more")
    problem = ScalingActivityInProgress()
    cloud.scale(1)
    with_work(
        cloud,
        lambda group, work: activities.reject(group, "SCALE_OUT", trigger, problem, work),
    )
    [found] = shown(cloud, scaling_group_id=cloud.group, status_code="Rejected")
    cloud.scale(1)
    view = cloud.activity(found)
    assert (view.status_code, view.progress, view.detail) == ("Rejected", 0, "")
    assert (view.total_capacity, view.scaling_instance_number) == ("1", 0)
    assert (view.error_code, view.error_messages) == ("ScalingActivityInProgress", [])
    assert (view.trigger_source_type, view.trigger_source_id) == ("Cms", "alarm-1")
    assert view.end_time is not None
    seen = cloud.ask(DescribeScalingActivityDetail(scaling_activity_id=found))
    assert seen.detail == ""


@pytest.mark.parametrize(("short", "status"), [(1, "Warning"), (2, "Failed")])
def test_instances_that_cannot_be_had(short: int, status: str) -> None:
    """A whole failure has an error of its own; what is missing is told in both cases."""
    cloud = Cloud().enabled()
    activity = cloud.execute(cloud.rule(2))
    cloud.rehearsal.tell(
        InstancesNotCreated(
            scaling_activity_id=activity,
            scaling_group_id=cloud.group,
            amount=short,
            code="OperationDenied.NoStock",
            message="Sold out.",
        )
    )
    if short == 1:
        order = next(c for c in cloud.rehearsal.sent if isinstance(c, LaunchInstances))
        cloud.rehearsal.sent[cloud.answered] = order.model_copy(update={"amount": 1})
        cloud.fleet()
    view = cloud.activity(activity)
    assert view.status_code == status
    assert view.scaling_instance_number == 2 - short
    assert view.error_code == (None if short == 1 else "OperationDenied.NoStock")
    [problem] = view.error_messages
    assert (problem.code, problem.message) == ("OperationDenied.NoStock", "Sold out.")
    assert problem.description == f'Fail to create "{short}" ECS instances'


def test_what_the_caller_gave_is_given_back() -> None:
    """Metadata, and which hooks were left out."""
    cloud = Cloud().enabled()
    hooks = [cloud.hook(), cloud.hook()]
    context = LifecycleHookContext(ignored_lifecycle_hook_ids=hooks[:1])
    change = Change("scale-out", 1, hooks=context, metadata="mine", refresh_task_id="refresh-1")
    view = cloud.activity(activity := begun(cloud, change))
    assert (view.activity_metadata, view.instance_refresh_task_id) == ("mine", "refresh-1")
    assert view.lifecycle_hook_context == context
    assert [action.lifecycle_hook_id for action in cloud.actions(activity)] == hooks[1:]


def test_a_result_for_one_activity() -> None:
    """It takes the place of the hooks' own default results, and of nothing else."""
    cloud = Cloud().enabled()
    cloud.hook(default_result="CONTINUE", heartbeat_timeout=60)
    context = LifecycleHookContext(lifecycle_hook_result="ABANDON")
    begun(cloud, Change("scale-out", 1, hooks=context))
    cloud.advance(60)
    assert cloud.states() == []
    cloud.scale(1)
    cloud.advance(60)
    assert cloud.states() == ["InService"]


def test_a_detail_of_nothing() -> None:
    """A missing id has a message of its own, an unknown one that of a bad value."""
    cloud = Cloud()
    missing = build(DescribeScalingActivityDetail, {})
    with pytest.raises(ApiError) as caught:
        cloud.ask(missing)
    assert (caught.value.code, caught.value.message) == (
        "InvalidParameter",
        'The input parameter "ScalingActivityId" that is mandatory for processing this request is not'
        " supplied",
    )
    with pytest.raises(ApiError, match='The specified value of parameter "ScalingActivityId"'):
        cloud.ask(DescribeScalingActivityDetail(scaling_activity_id="asa-none"))
