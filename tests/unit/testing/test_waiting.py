"""Waiting for events, instead of sleeping."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from scalehook.testing.cloud import Cloud
from scalehook.testing.events import NotAsExpected
from scalehook_contracts.notification_dispatcher.faults import NotificationFaultStruck
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
    before = cloud.now
    for within, problem in (
        (-5, "greater than or equal to 0"), ("soon", "not a length of time"), (True, "not a length"),
        (float("nan"), "not a length of time"), (float("inf"), "not a length of time"),
        (10**400, "not a length"), (1e15, "less than or equal"), (timedelta.max, "less than or equal"),
    ):  # fmt: skip
        for call in (
            lambda within=within: cloud.events.never(LifecycleActionEnded, within=within),
            lambda within=within: cloud.events.wait_for(LifecycleActionEnded, within=within),
            lambda within=within: cloud.run_until(lambda: True, within=within),
            lambda within=within: cloud.advance(within, until=LifecycleActionEnded),
        ):
            with pytest.raises(ValueError, match=problem) as told:
                call()
            assert "\n" not in str(told.value)
    assert cloud.now - before < timedelta(hours=1)


def test_patience_is_real_time(cloud: Cloud) -> None:
    """Written as any length of time; what is none is refused where it is said."""
    assert (cloud.advance(1, patience="1s"), cloud.settle("0.5s"), cloud.settle(timedelta(1))) == (
        [],
        [],
        [],
    )
    cloud.run_until(lambda: True, patience="1m")
    for wrong in (-1, "x", float("nan"), float("inf"), 1e300, True):
        for call in (
            lambda wrong=wrong: cloud.advance(1, patience=wrong),
            lambda wrong=wrong: cloud.advance_to(cloud.now, patience=wrong),
            lambda wrong=wrong: cloud.settle(wrong),
            lambda wrong=wrong: cloud.events.wait_for(LifecycleActionEnded, patience=wrong),
            lambda wrong=wrong: cloud.run_until(lambda: True, patience=wrong),
        ):
            with pytest.raises(ValueError, match=r"patience|length of time"):
                call()


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
    """Is no mistake, and nor is what ISO 8601 writes; what is no instant of the calendar is one."""
    assert cloud.advance_to(cloud.now - timedelta(days=1)) == []
    at = cloud.now + timedelta(hours=1)
    assert cloud.advance_to(at.isoformat()).now == at
    east, west = (timezone(timedelta(hours=hours)) for hours in (5, -5))
    for wrong, problem in (
        (datetime(2040, 1, 1), "says no time zone"),  # that is what is tried
        ("2040-01-01", "says no time zone"), ("tomorrow", "is no instant"), (600, "is no instant"),
        ("600", "is no instant"), (None, "is no instant"),
        (datetime.min.replace(tzinfo=east), "no such day"),
        (datetime.max.replace(tzinfo=west), "no such day"),
        (datetime.max.replace(tzinfo=UTC), "goes forward"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=problem):
            cloud.advance_to(wrong)  # type: ignore[arg-type]  # that is what is tried
    assert cloud.now - at < timedelta(hours=1)


def test_the_end_of_the_calendar(cloud: Cloud) -> None:
    """No wait reaches it, wherever the clock stands."""
    cloud.advance_to(datetime(9998, 1, 1, tzinfo=UTC))
    for call in (
        lambda: cloud.advance("3650d"),
        lambda: cloud.events.never(LifecycleActionEnded, within="3650d"),
        lambda: cloud.run_until(lambda: False, within="3650d"),
    ):
        with pytest.raises(ValueError, match="the clock goes no further than 9999-01-01"):
            call()


def test_events_may_have_any_field(cloud: Cloud) -> None:
    """Also one that is called as what a wait is told: they are what is said by name."""
    with cloud.faults.drop(), cloud.faults.change_hook(heartbeat_timeout=30):
        group = cloud.group()
        group.hook("SCALE_OUT", to=cloud.queue("q"))
        group.scale_out()
    found = cloud.events.wait_for(NotificationFaultStruck, kind="change_hook", patience=0)
    assert found.kind == "change_hook"
    assert len(cloud.events.all(NotificationFaultStruck, kind="drop")) == 1


def test_whatever_fails_shows_what_did_happen_once(cloud: Cloud) -> None:
    """A condition, an action that is over, scaling that no hook has held: not only events."""
    group = cloud.group("web")
    failing = [lambda: cloud.run_until(lambda: False, within=0, patience=0), group.scale_out]
    hook = cloud.group("held").hook("SCALE_OUT")
    action = hook.group.scale_out()
    action.complete()
    for call in (*failing, action.expire):
        with pytest.raises(NotAsExpected) as told:  # to which the plugin adds nothing
            call()
        assert str(told.value).count("what happened:") == 1
    assert f"token={action.token}" in str(told.value)
