"""Notifications of a group's events: what they say, and that each is delivered once."""

import base64
import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from scalehook.notification_dispatcher.state import State
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.notification_dispatcher.notifications import (
    EventNotificationAttemptFailed,
    EventNotificationFailed,
    EventNotificationSent,
    RecordDelivery,
)
from scalehook_contracts.scaling_controller.notification_configurations import EventNotificationDue
from support.notifications import MNS, delivery, dispatcher_in_rehearsal, ended, outcome, started

ESS = MNS.replace("mns", "ess")


@pytest.fixture
def dispatcher() -> Rehearsal:
    """Nothing under way."""
    return dispatcher_in_rehearsal()


def due(arn: str, **more: Any) -> EventNotificationDue:
    given: dict[str, Any] = {
        "notification_id": "N-1",
        "notification_type": "AUTOSCALING:SCALE_OUT_SUCCESS",
        "notification_arn": arn,
        "message_encoding": "Base64",
        "scaling_group_id": "asg-1",
        "at": 0,
        "content": {"scalingGroupId": "asg-1", "startTime": "2026-01-01T08:00:00+08:00"},
    }
    return EventNotificationDue(**given | more)


def ends(dispatcher: Rehearsal, reason: str = "") -> None:
    """The attempt that is under way has ended."""
    key = dispatcher.begun[-1][0]
    dispatcher.settle(key, RecordDelivery(lifecycle_action_token="N-1", reason=reason))


@pytest.mark.parametrize(
    ("arn", "command", "field"),
    [
        (f"{MNS}queue/q1", "message_service.send_message", "QueueName"),
        (f"{ESS}queue/q1", "message_service.send_message", "QueueName"),
        (f"{MNS}topic/q1", "message_service.publish_message", "TopicName"),
    ],
)
def test_queues_and_topics(dispatcher: Rehearsal, arn: str, command: str, field: str) -> None:
    """Base64 of JSON: the envelope of lifecycle notifications, with the type of the event."""
    dispatcher.tell(due(arn))
    sent = delivery(dispatcher)
    assert (sent.type, sent.body[field]) == (command, "q1")
    message = json.loads(base64.b64decode(sent.body["MessageBody"]))
    assert message == {
        "userId": "1234567890123456",
        "regionId": "cn-hangzhou",
        "resourceArn": "acs:ess:cn-hangzhou:1234567890123456:scalinggroup/asg-1",
        "event": "AUTOSCALING:SCALE_OUT_SUCCESS",
        "content": {"scalingGroupId": "asg-1", "startTime": "2026-01-01T08:00:00+08:00"},
    }


def test_plain_text(dispatcher: Rehearsal) -> None:
    """Each configuration says it for itself; the setting is for lifecycle notifications."""
    dispatcher.tell(due(f"{MNS}queue/q1", message_encoding="PlainText"))
    assert json.loads(delivery(dispatcher).body["MessageBody"])["userId"] == "1234567890123456"


def test_one_that_has_arrived_is_forgotten(dispatcher: Rehearsal) -> None:
    """Its receiver is told of it once."""
    dispatcher.tell(due(f"{MNS}queue/q1"))
    ends(dispatcher)
    [sent] = [e for e in dispatcher.recorded if isinstance(e, EventNotificationSent)]
    assert (sent.attempts, sent.notification_type) == (1, "AUTOSCALING:SCALE_OUT_SUCCESS")
    assert (dispatcher.state.deliveries, dispatcher.machine.timers) == ({}, {})
    dispatcher.ask(RecordDelivery(lifecycle_action_token="N-1", reason="late"))
    assert dispatcher.state.deliveries == {}


def test_it_is_tried_again_and_given_up(dispatcher: Rehearsal) -> None:
    """As often as any notification, also over a restart; then somebody is warned."""
    dispatcher.tell(due(f"{MNS}queue/q1"))
    for wait in (1, 2, 4, 8):
        ends(dispatcher, "QueueNotExist")
        dispatcher.restart()
        dispatcher.advance(wait)
    ends(dispatcher, "QueueNotExist")
    failed = [e for e in dispatcher.recorded if isinstance(e, EventNotificationAttemptFailed)]
    assert [event.attempts for event in failed] == [1, 2, 3, 4]
    [given_up] = [e for e in dispatcher.recorded if isinstance(e, EventNotificationFailed)]
    assert (given_up.attempts, given_up.reason) == (5, "QueueNotExist")
    assert (dispatcher.state.deliveries, dispatcher.machine.timers) == ({}, {})


def test_an_attempt_is_taken_up_after_a_crash(dispatcher: Rehearsal) -> None:
    """With the same message: the receiver takes it once."""
    dispatcher.tell(due(f"{MNS}queue/q1"))
    dispatcher.restart()
    assert list(dispatcher.machine.intents) == ["deliver/N-1"]
    ends(dispatcher)
    assert dispatcher.state.deliveries == {}


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("SCALE_OUT_START", "ess:ScalingActivity:ScaleOutStart"),
        ("SCALE_IN_SUCCESS", "ess:ScalingActivity:ScaleInSuccess"),
        ("SCALE_OUT_WARN", "ess:ScalingActivity:ScaleOutPartialSuccess"),
        ("SCALE_IN_ERROR", "ess:ScalingActivity:ScaleInError"),
        ("SCALE_REJECT", "ess:CloudMonitor:AUTOSCALING[SCALEREJECT]"),
        ("SCHEDULE_TASK_EXPIRING", "ess:CloudMonitor:AUTOSCALING[SCHEDULETASKEXPIRING]"),
    ],
)
def test_an_event_bus(dispatcher: Rehearsal, told: str, kind: str) -> None:
    """Its events have types of their own; their data are the content of the message."""
    bus = "acs:eventbridge:cn-hangzhou:1234567890123456:eventbus/default"
    dispatcher.tell(due(bus, notification_type=f"AUTOSCALING:{told}"))
    sent = delivery(dispatcher)
    assert (sent.type, sent.body["Type"], sent.body["EventId"]) == (
        "event_bus.put_cloud_event",
        kind,
        "N-1",
    )
    assert sent.body["Data"]["scalingGroupId"] == "asg-1"
    ends(dispatcher)
    assert dispatcher.state.deliveries == {}


def test_cloud_monitor_hears_the_event_itself(dispatcher: Rehearsal) -> None:
    """There is nothing to be delivered, and nothing to fail."""
    dispatcher.tell(due(f"{ESS}cloudmonitor"))
    assert (dispatcher.recorded, dispatcher.begun) == ([], [])


def test_both_kinds_side_by_side(dispatcher: Rehearsal) -> None:
    """A snapshot keeps them apart, and each goes its own way."""
    dispatcher.tell(started(f"{MNS}queue/q1"))
    outcome(dispatcher)
    dispatcher.tell(due(f"{MNS}queue/q2"))
    adapter = TypeAdapter(State)
    again = adapter.validate_json(adapter.dump_json(dispatcher.state, by_alias=True))
    assert again == dispatcher.state
    dispatcher.machine.state = again
    ends(dispatcher)
    dispatcher.tell(ended())
    told = [type(event).__name__ for event in dispatcher.recorded if not event.private]
    assert told == ["NotificationSent", "EventNotificationSent"]
    assert dispatcher.state.deliveries == {}
