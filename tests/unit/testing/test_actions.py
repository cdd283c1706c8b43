"""Lifecycle actions by a line each."""

from datetime import timedelta

import pytest

from scalehook.testing.cloud import Cloud
from scalehook.testing.events import NotAsExpected
from scalehook_contracts.errors import ApiError


def test_an_action_is_completed(cloud: Cloud) -> None:
    """`scale_out` gives it once the instance waits; `complete` returns when all that follows is done."""
    group, queue = cloud.group(), cloud.queue("q")
    hook = group.hook("SCALE_OUT", to=queue, timeout=300, default="ABANDON")
    action = group.scale_out()
    assert (action.status, action.result, group.states) == ("Pending", "ABANDON", ["Pending:Wait"])
    assert (hook.actions, group.waiting) == ([action], [action])
    content = queue.receive().json["content"]
    assert (content["lifecycleActionToken"], content["instanceIds"]) == (
        action.token,
        action.instance_ids,
    )
    action.complete("CONTINUE")
    assert (action.status, action.result, group.states) == ("Completed", "CONTINUE", ["InService"])


def test_an_action_expires_at_its_deadline(cloud: Cloud) -> None:
    """To the microsecond, and with the hook's default."""
    group = cloud.group()
    group.hook("SCALE_OUT", timeout=300, default="ABANDON")
    action = group.scale_out(2)
    deadline = action.deadline
    assert timedelta(seconds=290) < deadline - cloud.now <= timedelta(seconds=300)
    action.expire()
    assert timedelta() <= cloud.now - deadline < timedelta(seconds=60)
    assert (action.status, action.result, len(action.instance_ids)) == ("Timeout", "ABANDON", 2)
    assert (group.states, action.deadline) == ([], deadline)
    with pytest.raises(NotAsExpected, match="is over: Timeout, ABANDON"):
        action.expire()


def test_a_heartbeat_moves_the_deadline(cloud: Cloud) -> None:
    """Also when it is asked for after the end."""
    group = cloud.group()
    group.hook("SCALE_OUT", timeout=60)
    action = group.scale_out()
    before = action.deadline
    assert action.heartbeat(3600) == action.deadline > before
    extended = action.deadline
    action.complete()
    assert action.deadline == extended


def test_a_stale_token_is_refused_as_documented(cloud: Cloud) -> None:
    """Completing twice is what the API says that it is."""
    group = cloud.group()
    group.hook("SCALE_OUT")
    action = group.scale_out()
    action.complete()
    with pytest.raises(ApiError, match=r"LifecycleHookIdAndLifecycleActionToken\.Invalid"):
        action.complete()


def test_scaling_in_waits_as_well(cloud: Cloud) -> None:
    """With a hook of its own; its activity shows the action, and ends."""
    group = cloud.group(min_size=0)
    group.scale(1).finish()
    group.hook("SCALE_IN", timeout=600)
    action = group.scale_in()
    assert group.states == ["Removing:Wait"]
    activity = group.activities[0]
    assert activity.actions == [action]
    action.complete("CONTINUE")
    assert (activity.status, group.states) == ("Successful", [])
