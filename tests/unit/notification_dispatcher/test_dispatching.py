"""Which notification goes where, what it says, and how often it is tried."""

import base64
import json
from typing import Any

import pytest

from scalehook.notification_dispatcher.message import encoded
from scalehook.notification_dispatcher.service import SERVICE
from scalehook.notification_dispatcher.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.notification_dispatcher.notifications import (
    DeliverNotification,
    NotificationFailed,
    NotificationSent,
    RecordDelivery,
)
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted
from scalehook_contracts.template_engine.templates import TemplateParameter, TemplateRegistered

MNS = "acs:mns:cn-hangzhou:1234567890123456:"
OOS = "acs:oos:cn-hangzhou:1234567890123456:template/T"
TOKEN = "TOKEN-1"


@pytest.fixture
def dispatcher() -> Rehearsal:
    """Nothing under way."""
    return Rehearsal(SERVICE)


def started(arn: str, metadata: str = "", **more: Any) -> LifecycleActionStarted:
    given: dict[str, Any] = {
        "lifecycle_hook_id": "ash-1",
        "lifecycle_hook_name": "hook",
        "lifecycle_action_token": TOKEN,
        "lifecycle_transition": "SCALE_OUT",
        "default_result": "CONTINUE",
        "heartbeat_timeout": 600,
        "notification_arn": arn,
        "notification_metadata": metadata,
        "scaling_group_id": "asg-1",
        "scaling_group_name": "group",
        "scaling_activity_id": "asa-1",
        "request_id": "R",
        "instance_ids": ["i-1", "i-2"],
        "started_at": 0,
        "deadline": 600,
    }
    return LifecycleActionStarted(**given | more)


def delivery(dispatcher: Rehearsal) -> DeliverNotification:
    intent = dispatcher.begun[-1][1]
    assert isinstance(intent, DeliverNotification)
    return intent


def outcome(dispatcher: Rehearsal, reason: str = "") -> None:
    key = dispatcher.begun[-1][0]
    dispatcher.settle(key, RecordDelivery(lifecycle_action_token=TOKEN, reason=reason))


def parameters(dispatcher: Rehearsal) -> dict[str, Any]:
    return dict(json.loads(delivery(dispatcher).body["Parameters"]))


def register(dispatcher: Rehearsal, **defaults: Any) -> None:
    dispatcher.tell(
        TemplateRegistered(
            template_name="T",
            template_version="v1",
            public=True,
            parameters=[TemplateParameter(name=n, default=d) for n, d in defaults.items()],
            content="",
            registered_at=0,
        )
    )


def test_the_documented_message(dispatcher: Rehearsal) -> None:
    """Base64 of JSON with the documented keys; the metadata goes along."""
    dispatcher.tell(started(f"{MNS}queue/q1", "my note"))
    sent = delivery(dispatcher)
    assert (sent.type, sent.body["QueueName"]) == ("message_service.send_message", "q1")
    message = json.loads(base64.b64decode(sent.body["MessageBody"]))
    assert message["userId"] == "1234567890123456"
    assert message["resourceArn"].endswith(":scalinggroup/asg-1")
    content = message["content"]
    assert content["lifecycleActionToken"] == TOKEN
    assert content["instanceIds"] == ["i-1", "i-2"]
    assert content["notificationMetadata"] == "my note"


def test_plain_text_on_demand() -> None:
    """As a setting."""
    settings = Settings(message_encoding="PlainText")
    text = encoded(started(f"{MNS}queue/q1"), settings)
    assert json.loads(text)["regionId"] == "cn-hangzhou"


@pytest.mark.parametrize("arn", [f"{MNS}topic/t1", f"{MNS}topic/t1".replace("mns", "ess")])
def test_topics(dispatcher: Rehearsal, arn: str) -> None:
    """In the documented form and that of earlier years."""
    dispatcher.tell(started(arn))
    sent = delivery(dispatcher)
    assert (sent.type, sent.body["TopicName"]) == ("message_service.publish_message", "t1")


def test_a_template_gets_the_values_of_the_action(dispatcher: Rehearsal) -> None:
    """In place of the defaults' placeholders; given values win, and nothing waits for approval."""
    register(
        dispatcher,
        instanceIds=["${instanceIds}"],
        lifecycleActionToken="${lifecycleActionToken}",
        regionId="${regionId}",
        lifecycleActionResult="ABANDON",
        timeout=600,
        note="none",
    )
    dispatcher.tell(started(OOS, '{"note": "for ${scalingGroupId}: ${instanceIds} ${HOME}"}'))
    given = parameters(dispatcher)
    assert given == {
        "instanceIds": ["i-1", "i-2"],
        "lifecycleActionToken": TOKEN,
        "regionId": "cn-hangzhou",
        "lifecycleActionResult": "ABANDON",
        "note": "for asg-1: i-1,i-2 ${HOME}",
    }
    assert delivery(dispatcher).body["SafetyCheck"] == "Skip"
    assert delivery(dispatcher).body["ClientToken"] == TOKEN


@pytest.mark.parametrize(
    ("default", "metadata", "expected"),
    [
        ("CONTINUE", "{}", "ABANDON"),
        ("ROLLBACK", "{}", "ROLLBACK"),
        ("CONTINUE", '{"lifecycleActionResult": "${lifecycleActionResult}"}', "CONTINUE"),
        ("ABANDON", '{"lifecycleActionResult": "CONTINUE"}', "CONTINUE"),
    ],
)
def test_the_result_of_a_failure(
    dispatcher: Rehearsal, default: str, metadata: str, expected: str
) -> None:
    """As the user's document says."""
    register(dispatcher, lifecycleActionResult="ABANDON")
    dispatcher.tell(started(OOS, metadata, default_result=default))
    assert parameters(dispatcher)["lifecycleActionResult"] == expected


def test_no_receiver_no_notification(dispatcher: Rehearsal) -> None:
    """Nothing is begun."""
    dispatcher.tell(started(""))
    assert dispatcher.begun == []


def test_a_kind_that_is_not_simulated(dispatcher: Rehearsal) -> None:
    """Said at once, and in the hook's own words."""
    dispatcher.tell(started("acs:eventbridge:cn-hangzhou:1:eventbus/default"))
    [failed] = [e for e in dispatcher.recorded if isinstance(e, NotificationFailed)]
    assert "eventbridge" in failed.reason


def test_five_attempts_with_growing_waits(dispatcher: Rehearsal) -> None:
    """1, 2, 4 and 8 seconds; then it is given up."""
    dispatcher.tell(started(f"{MNS}queue/q1"))
    for wait in (1, 2, 4, 8):
        outcome(dispatcher, "QueueNotExist")
        begun = len(dispatcher.begun)
        dispatcher.advance(wait - 0.5)
        assert len(dispatcher.begun) == begun
        dispatcher.advance(0.5)
        assert len(dispatcher.begun) == begun + 1
    outcome(dispatcher, "QueueNotExist")
    [failed] = [e for e in dispatcher.recorded if isinstance(e, NotificationFailed)]
    assert failed.attempts == 5
    assert not dispatcher.machine.timers


def test_a_retry_survives_a_restart(dispatcher: Rehearsal) -> None:
    """And its success is told once."""
    dispatcher.tell(started(f"{MNS}queue/q1"))
    outcome(dispatcher, "QueueNotExist")
    dispatcher.restart()
    dispatcher.advance(1)
    outcome(dispatcher)
    [sent] = [e for e in dispatcher.recorded if isinstance(e, NotificationSent)]
    assert sent.attempts == 2


def test_when_the_wait_is_over_nobody_is_told(dispatcher: Rehearsal) -> None:
    """An attempt under way is called off, a retry cancelled; a late outcome is let pass."""
    dispatcher.tell(started(f"{MNS}queue/q1"))
    outcome(dispatcher, "QueueNotExist")
    dispatcher.tell(
        LifecycleActionEnded(
            scaling_activity_id="asa-1",
            lifecycle_hook_id="ash-1",
            lifecycle_action_token=TOKEN,
            lifecycle_action_status="Completed",
            lifecycle_action_result="CONTINUE",
        )
    )
    begun = len(dispatcher.begun)
    dispatcher.advance(3600)
    assert len(dispatcher.begun) == begun
    dispatcher.ask(RecordDelivery(lifecycle_action_token=TOKEN))
    assert dispatcher.state.deliveries == {}
