"""Which notification goes where, what it says, and how often it is tried."""

import base64
import json

import pytest

from scalehook.notification_dispatcher.mns_message import encoded
from scalehook.notification_dispatcher.service import SERVICE
from scalehook.notification_dispatcher.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.notification_dispatcher.deliveries import ListDelivered
from scalehook_contracts.notification_dispatcher.notifications import (
    NotificationFailed,
    NotificationSent,
    RecordDelivery,
)
from support.notifications import (
    MNS,
    OOS,
    TOKEN,
    delivery,
    dispatcher_in_rehearsal,
    ended,
    outcome,
    parameters,
    register,
    started,
)


@pytest.fixture
def dispatcher() -> Rehearsal:
    """Nothing under way."""
    return dispatcher_in_rehearsal()


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
    dispatcher.tell(started("acs:ess:cn-hangzhou:1:cloudmonitor"))
    [failed] = [e for e in dispatcher.recorded if isinstance(e, NotificationFailed)]
    assert "ess are not simulated" in failed.reason


@pytest.mark.parametrize(
    ("transition", "kind"),
    [("SCALE_OUT", "ess:LifecycleHook:ScaleOut"), ("SCALE_IN", "ess:LifecycleHook:ScaleIn")],
)
def test_an_event_bus(dispatcher: Rehearsal, transition: str, kind: str) -> None:
    """An event about the group, with what a queue would be told; the token is its id."""
    bus = "acs:eventbridge:cn-hangzhou:1:eventbus/default"
    dispatcher.tell(started(bus, "my note", lifecycle_transition=transition))
    sent = delivery(dispatcher)
    assert sent.type == "event_bus.put_cloud_event"
    assert {
        name: sent.body[name] for name in ("EventBusName", "EventId", "Source", "Type", "Subject")
    } == {
        "EventBusName": "default",
        "EventId": TOKEN,
        "Source": "acs.ess",
        "Type": kind,
        "Subject": "acs:ess:cn-hangzhou:1234567890123456:scalinggroup/asg-1",
    }
    data = sent.body["Data"]
    assert (data["lifecycleActionToken"], data["instanceIds"]) == (TOKEN, ["i-1", "i-2"])
    assert data["notificationMetadata"] == "my note"


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


def test_what_the_receiver_knows_it_by(dispatcher: Rehearsal) -> None:
    """The message's id is told, and can be asked for as long as the wait goes on."""
    asked = ListDelivered(lifecycle_action_tokens=[TOKEN, "none"])
    dispatcher.tell(started(f"{MNS}queue/q1"))
    assert dispatcher.ask(asked).deliveries == []
    outcome = RecordDelivery(lifecycle_action_token=TOKEN, message_id="M-1")
    dispatcher.settle(f"deliver/{TOKEN}", outcome)
    [sent] = [e for e in dispatcher.recorded if isinstance(e, NotificationSent)]
    [delivered] = dispatcher.ask(asked).deliveries
    assert sent.message_id == delivered.message_id == "M-1"
    assert delivered.notification_arn == f"{MNS}queue/q1"
    dispatcher.restart()
    assert dispatcher.ask(asked).deliveries == [delivered]
    dispatcher.tell(ended())
    assert dispatcher.ask(asked).deliveries == []


def test_when_the_wait_is_over_nobody_is_told(dispatcher: Rehearsal) -> None:
    """A retry is cancelled, a late outcome let pass."""
    dispatcher.tell(started(f"{MNS}queue/q1"))
    outcome(dispatcher, "QueueNotExist")
    dispatcher.tell(ended())
    begun = len(dispatcher.begun)
    dispatcher.advance(3600)
    assert len(dispatcher.begun) == begun
    dispatcher.ask(RecordDelivery(lifecycle_action_token=TOKEN))
    assert dispatcher.state.deliveries == {}


@pytest.mark.parametrize("reason", ["", "no answer in time"])
def test_an_attempt_that_is_under_way_when_the_wait_ends(dispatcher: Rehearsal, reason: str) -> None:
    """If the receiver has taken it, that is told; if not, nobody tries again. Then it is forgotten."""
    dispatcher.tell(started(f"{MNS}queue/q1"))
    dispatcher.tell(ended())
    dispatcher.restart()
    outcome(dispatcher, reason)
    told = [type(e).__name__ for e in dispatcher.recorded if not e.private]
    assert told == ([] if reason else ["NotificationSent"])
    assert (dispatcher.state.deliveries, dispatcher.machine.timers) == ({}, {})


def test_an_end_that_comes_before_its_beginning(dispatcher: Rehearsal) -> None:
    """Nobody is told of a wait that is over; what is remembered for that is forgotten after a while."""
    dispatcher.tell(ended())
    dispatcher.tell(started(f"{MNS}queue/q1"))
    assert dispatcher.begun == []
    for number in range(300):
        dispatcher.advance(1)
        dispatcher.tell(ended(f"TOKEN-of-nobody-{number}"))
    assert len(dispatcher.state.ended) < 70


def test_the_end_of_a_wait_that_nobody_is_notified_of(dispatcher: Rehearsal) -> None:
    """Nothing is kept of it, whether its beginning has come or not."""
    silent = ended().model_copy(update={"notifies": False})
    dispatcher.tell(silent)
    dispatcher.tell(started(""))
    dispatcher.tell(silent)
    assert dispatcher.journal == []


def test_a_notification_is_forgotten_with_its_wait(dispatcher: Rehearsal) -> None:
    """The same event again, while it lasts, brings no second attempt."""
    dispatcher.tell(started(f"{MNS}queue/q1"))
    outcome(dispatcher)
    dispatcher.tell(started(f"{MNS}queue/q1"))
    assert len(dispatcher.begun) == 1
    dispatcher.tell(ended())
    assert dispatcher.state.deliveries == {}


def test_notifications_of_which_no_end_was_noted_are_forgotten(dispatcher: Rehearsal) -> None:
    """A journal of an earlier version noted no end after a success: no wait lasts longer than that."""
    dispatcher.tell(started(f"{MNS}queue/q1"))
    outcome(dispatcher)
    later = 21_600 + 61
    dispatcher.tell(started(f"{MNS}queue/q1", lifecycle_action_token="TOKEN-2", started_at=later))
    assert list(dispatcher.state.deliveries) == ["TOKEN-2"]


def test_waits_between_attempts_have_a_bound() -> None:
    """However many attempts are asked for."""
    dispatcher = Rehearsal(SERVICE, Settings(attempts=5000))
    dispatcher.tell(started(f"{MNS}queue/q1"))
    for _ in range(2000):
        outcome(dispatcher, "QueueNotExist")
        [timer] = dispatcher.machine.timers.values()
        assert (timer.at - dispatcher.now).total_seconds() <= 256
        dispatcher.advance(256)
