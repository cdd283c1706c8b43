"""Waiting for events, instead of sleeping."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest

from scalehook.testing.cloud import Cloud
from scalehook.testing.events import NotAsExpected
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted
from scalehook_contracts.scaling_controller.activities import ScalingActivityEnded


def test_the_past_is_seen(cloud: Cloud) -> None:
    """An event that has happened is given at once; all of them, in order."""
    group = cloud.group()
    hook = group.hook("SCALE_OUT")
    first = group.scale_out()
    first.complete("ABANDON")
    second = group.scale_out()
    second.complete()
    assert cloud.events.wait_for(LifecycleActionEnded, hook=hook).lifecycle_action_token == first.token
    assert cloud.events.wait_for(LifecycleActionEnded, action=second, patience=0)
    results = [event.lifecycle_action_result for event in cloud.events.all(LifecycleActionEnded)]
    assert results == ["ABANDON", "CONTINUE"]


def test_virtual_time_is_moved_to_the_event_and_no_further(cloud: Cloud) -> None:
    """Six hours take no longer than an hour."""
    group = cloud.group()
    group.hook("SCALE_OUT", timeout=21600)
    action = group.scale_out()
    begun = cloud.now
    ended = cloud.events.wait_for(LifecycleActionEnded, action=action, within="12h", patience=0)
    assert ended.lifecycle_action_status == "Timeout"
    assert 21500 < (cloud.now - begun).total_seconds() < 22000


def test_what_a_consumer_does_in_real_time_is_waited_for(cloud: Cloud) -> None:
    """A thread completes the action while the test waits."""
    group, queue = cloud.group(), cloud.queue("q")
    group.hook("SCALE_OUT", to=queue)

    def consume() -> None:
        queue.receive(wait=30)
        group.waiting[0].complete("CONTINUE")

    consumer = threading.Thread(target=consume)
    consumer.start()
    action = group.scale_out()
    ended = cloud.events.wait_for(LifecycleActionEnded, action=action, patience=60)
    consumer.join()
    assert (ended.lifecycle_action_result, group.states) == ("CONTINUE", ["InService"])


def test_fields_are_named_as_they_are_or_as_people_say(cloud: Cloud) -> None:
    """By snake case, by the documented name, by a handle, and by a function of the value."""
    group = cloud.group()
    hook = group.hook("SCALE_OUT", name="drain", timeout=100)
    action = group.scale_out()
    for fields in (
        {"lifecycle_hook_id": hook.id}, {"LifecycleHookId": hook.id}, {"hook": hook}, {"hook": "drain"},
        {"group": group}, {"action": action}, {"instance": action.instance_ids[0]},
        {"heartbeat_timeout": lambda seconds: seconds < 200},
    ):  # fmt: skip
        assert len(cloud.events.all(LifecycleActionStarted, **fields)) == 1, fields
    assert cloud.events.all(LifecycleActionStarted, hook="other") == []


def test_what_never_happens(cloud: Cloud) -> None:
    """The time passes; what has happened by then is shown."""
    group = cloud.group()
    hook = group.hook("SCALE_OUT", timeout=300)
    group.scale_out()
    cloud.events.never(LifecycleActionEnded, hook=hook, within="4m")
    with pytest.raises(NotAsExpected, match="was not to happen, and did at") as failed:
        cloud.events.never(LifecycleActionEnded, hook=hook, within="2m")
    assert "expire_lifecycle_action" in str(failed.value)


def test_a_wait_that_fails_shows_what_did_happen(cloud: Cloud) -> None:
    """What came nearest, and by which way things went."""
    group, queue = cloud.group(), cloud.queue("q")
    hook = group.hook("SCALE_OUT", to=queue)
    group.scale_out().complete("ABANDON")
    with pytest.raises(NotAsExpected) as failed:
        cloud.events.wait_for(LifecycleActionEnded, hook=hook, result="CONTINUE", patience=0)
    wanted, misses, happened = str(failed.value).split("\n\n")
    said = f"LifecycleActionEnded(hook='{hook.id}', result='CONTINUE')"
    assert wanted.startswith(f"{said} has not happened")
    assert "LifecycleActionEnded: result is 'ABANDON'" in misses
    lines = happened.splitlines()
    [started] = [line for line in lines if "LifecycleActionStarted" in line]
    below = lines[lines.index(started) + 1 :]
    assert "└─ notification_dispatcher: lifecycle_action_started" in below[0]
    assert "├─ message_service: send_message" in below[1]
    assert "template_engine" not in happened


def test_a_condition_is_waited_for(cloud: Cloud) -> None:
    """The time moves from deadline to deadline until it holds, and what does not come is said."""
    group = cloud.group()
    group.hook("SCALE_OUT", timeout=300)
    group.scale_out()
    cloud.run_until(lambda: group.states == ["InService"], within="10m", patience=0)

    def never_true() -> bool:
        return False

    with pytest.raises(AssertionError, match="never_true does not hold within 60 virtual"):
        cloud.run_until(never_true, within=60, patience=0)


@pytest.mark.parametrize("kind", ["LifecycleActionEndd", LifecycleActionEnded.__mro__[-1], 5, None])
def test_what_is_no_event_is_refused(cloud: Cloud, kind: object) -> None:
    """With the import of what has a like name."""
    with pytest.raises(TypeError, match="is no type of events; give the class"):
        cloud.events.wait_for(kind)  # type: ignore[type-var]
    with pytest.raises(TypeError, match=r"from scalehook_contracts.* import LifecycleActionEnded"):
        cloud.events.all("LifecycleActionEnd")  # type: ignore[type-var]


def test_a_field_that_the_event_does_not_have_is_refused(cloud: Cloud) -> None:
    """Those that it has are named."""
    with pytest.raises(TypeError, match="nothing called 'hook'; it has group, activity, status"):
        cloud.events.never(ScalingActivityEnded, hook="h")


def test_time_goes_forward_only(cloud: Cloud) -> None:
    """Nothing moves."""
    with pytest.raises(ValueError, match="below 0"):
        cloud.events.never(LifecycleActionEnded, within=-5)
    with pytest.raises(ValueError, match="not a length of time"):
        cloud.run_until(lambda: True, within="soon")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"duration": -1}, "seconds Input should be greater than or equal to 0"),
        ({"duration": timedelta(days=-1)}, "greater than or equal to 0"),
        ({"duration": "4000d"}, "less than or equal to 315360000"),
        ({}, "seconds, to or until is needed"),
        ({"duration": 1, "patience": -1}, "patience Input should be greater than or equal to 0"),
        ({"duration": 1, "patience": "x"}, "patience 'x' is not a length of time"),
        ({"until": "no_event"}, "no event is called 'no_event'"),
        ({"until": 3}, "until is an event's class, or its name: not 3"),
        ({"until": Cloud}, "until is an event's class, or its name"),
    ],
)
def test_a_move_that_cannot_be(cloud: Cloud, given: dict[str, Any], problem: str) -> None:
    """One line says what is wrong, and the clock stays where it is."""
    before = cloud.now
    with pytest.raises((ValueError, TypeError)) as refused:
        cloud.advance(**given)
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)
    assert cloud.now - before < timedelta(hours=1)


def test_a_move_to_what_has_come(cloud: Cloud) -> None:
    """Is no mistake; an instant without a time zone is one."""
    assert cloud.advance_to(cloud.now - timedelta(days=1)) == []
    with pytest.raises(ValueError, match="says no time zone"):
        cloud.advance_to(datetime(2040, 1, 1))  # that is what is tried
