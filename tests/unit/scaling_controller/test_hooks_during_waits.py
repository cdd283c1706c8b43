"""Hooks and groups that change while instances wait: what has begun goes on as it began."""

from typing import Any

import pytest

from scalehook.scaling_controller import activities
from scalehook.scaling_controller.activities import Change
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.actions import (
    DescribeLifecycleActions,
    LifecycleActionEnded,
)
from scalehook_contracts.scaling_controller.groups import DisableScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.hooks import DeleteLifecycleHook, ModifyLifecycleHook
from support.scaling.cloud import Cloud
from support.scaling.within import with_work


def waiting(**hook: Any) -> tuple[Cloud, str, str]:
    """A group, its hook, and the activity that it holds."""
    cloud = Cloud().enabled()
    made = cloud.hook(heartbeat_timeout=60, **hook)
    return cloud, made, cloud.scale(1)


def statuses(cloud: Cloud, activity: str) -> list[str]:
    return [action.lifecycle_action_status for action in cloud.actions(activity)]


def test_a_hook_that_is_switched_off() -> None:
    """Its wait lasts as long as it would have; the next activity does not wait."""
    cloud, hook, activity = waiting(default_result="ABANDON")
    cloud.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, lifecycle_hook_status="InActive"))
    cloud.advance(59)
    assert statuses(cloud, activity) == ["Pending"]
    cloud.advance(1)
    assert (statuses(cloud, activity), cloud.states()) == (["Timeout"], [])
    cloud.scale(1)
    assert cloud.states() == ["InService"]


def test_a_hook_for_the_other_direction() -> None:
    """What waits for it still does."""
    cloud, hook, activity = waiting()
    cloud.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, lifecycle_transition="SCALE_IN"))
    assert statuses(cloud, activity) == ["Pending"]
    cloud.advance(60)
    assert cloud.states() == ["InService"]
    cloud.scale(-1)
    assert cloud.states() == ["Removing:Wait"]


def test_a_deleted_hook_whose_wait_was_extended() -> None:
    """The wait is over at once, with the result that it began with."""
    cloud, hook, activity = waiting(default_result="ABANDON")
    cloud.heartbeat(cloud.actions(activity)[0], 600)
    cloud.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, default_result="CONTINUE"))
    cloud.ask(DeleteLifecycleHook(lifecycle_hook_id=hook))
    cloud.fleet()
    [action] = cloud.actions(activity)
    assert (action.lifecycle_action_status, action.lifecycle_action_result) == ("Completed", "ABANDON")
    assert (cloud.states(), cloud.rehearsal.machine.timers) == ([], {})


def test_a_disabled_group_waits_on() -> None:
    """Its actions are extended and completed as ever; nothing new begins."""
    cloud, _, activity = waiting()
    rule = cloud.rule(1)
    cloud.ask(DisableScalingGroup(scaling_group_id=cloud.group))
    [action] = cloud.actions(activity)
    cloud.heartbeat(action, 600)
    cloud.complete(action)
    assert (statuses(cloud, activity), cloud.states()) == (["Completed"], ["InService"])
    with pytest.raises(ApiError) as caught:
        cloud.execute(rule)
    assert caught.value.code == "IncorrectScalingGroupStatus"


def test_a_group_that_is_enabled_again_meanwhile() -> None:
    """The wait that goes on is the one that was."""
    cloud, _, activity = waiting()
    cloud.ask(DisableScalingGroup(scaling_group_id=cloud.group))
    cloud.ask(EnableScalingGroup(scaling_group_id=cloud.group))
    assert statuses(cloud, activity) == ["Pending"]
    cloud.advance(60)
    assert cloud.states() == ["InService"]


def test_several_activities_of_one_hook() -> None:
    """A group may do several things at once; a deleted hook ends the waits of all of them."""
    cloud, hook, first = waiting()
    ids = [first]
    change, trigger = Change("scale-out", 2), Trigger.of_ess("Why")
    with_work(
        cloud,
        lambda group, work: ids.append(activities.begin(group, change, "Why.", trigger, work)),
    )
    cloud.fleet()
    assert [statuses(cloud, activity) for activity in ids] == [["Pending"], ["Pending"]]
    cloud.ask(DeleteLifecycleHook(lifecycle_hook_id=hook))
    cloud.fleet()
    assert [statuses(cloud, activity) for activity in ids] == [["Completed"], ["Completed"]]
    assert cloud.states() == ["InService"] * 3


@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize(
    ("by", "results", "decides"),
    [
        (1, ("ABANDON", "CONTINUE"), "CONTINUE"),
        (1, ("CONTINUE", "ABANDON"), "ABANDON"),
        (-1, ("ROLLBACK", "ABANDON"), "ROLLBACK"),
        (-1, ("ABANDON", "ROLLBACK"), "ABANDON"),
        (-1, ("CONTINUE", "ROLLBACK"), "ROLLBACK"),
    ],
)
def test_hooks_that_time_out_at_one_moment(
    by: int, results: tuple[Any, Any], decides: str, restarts: bool
) -> None:
    """They do in the order in which they were made, whatever the tokens of their actions."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    hooks = [
        cloud.hook(
            heartbeat_timeout=60,
            default_result=result,
            lifecycle_transition="SCALE_OUT" if by > 0 else "SCALE_IN",
        )
        for result in results
    ]
    for _ in range(8):
        activity = cloud.scale(by)
        if restarts:
            cloud.rehearsal.restart()
        cloud.advance(60)
        ends = [end for end in cloud.rehearsal.recorded if isinstance(end, LifecycleActionEnded)]
        assert [end.lifecycle_hook_id for end in ends[-2:]] == hooks
        assert cloud.rehearsal.state.activities[activity].result == decides
        if cloud.states() == [] and by < 0:
            cloud.scale(1)


@pytest.mark.parametrize("token", ["", "t"])
def test_a_completion_that_comes_twice(token: str) -> None:
    """With a ClientToken it is answered the same; without one, the action has ended."""
    cloud, _, activity = waiting()
    [action] = cloud.actions(activity)
    cloud.complete(action, "CONTINUE", token)
    if token:
        cloud.complete(action, "CONTINUE", token)
    else:
        with pytest.raises(ApiError) as caught:
            cloud.complete(action, "CONTINUE")
        assert caught.value.code == "LifecycleHookIdAndLifecycleActionToken.Invalid"
    assert cloud.states() == ["InService"]


def test_a_page_begun_before_an_action_ended() -> None:
    """It goes on where it stopped: none is left out, and none shown twice."""
    cloud = Cloud().enabled()
    for _ in range(4):
        cloud.hook()
    activity = cloud.scale(1)
    asked = DescribeLifecycleActions(
        scaling_activity_id=activity, lifecycle_action_status="Pending", max_results=2
    )
    first = cloud.ask(asked)
    for action in first.lifecycle_actions:
        cloud.complete(action)
    second = cloud.ask(asked.model_copy(update={"next_token": first.next_token}))
    every = [action.lifecycle_action_token for action in cloud.actions(activity)]
    seen = [*first.lifecycle_actions, *second.lifecycle_actions]
    assert [action.lifecycle_action_token for action in seen] == every
    assert (second.next_token, second.total_count) == ("", 2)
    for token in ("2", "nonsense", every[0].lower()):
        with pytest.raises(ApiError, match="NextToken"):
            cloud.ask(asked.model_copy(update={"next_token": token}))
