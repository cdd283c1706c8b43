"""What a stack has kept and was asked becomes facts and a timeline."""

import base64
import json
from datetime import timedelta

import pytest

from scalehook.certify.bodies import token_of
from scalehook.certify.chronicle import Chronicle
from scalehook.certify.facts import COMPLETE
from scalehook.certify.gathering import Gathering
from scalehook.certify.timeline import timeline
from scalehook.kit.machine.entry import Entry
from scalehook_contracts.base import Event
from scalehook_contracts.message_service.messages import (
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
    MessagesExpired,
    MessageVisibilityChanged,
)
from scalehook_contracts.message_service.pushes import (
    PushBegun,
    PushDiscarded,
    PushFailed,
    PushSucceeded,
)
from scalehook_contracts.scaling_controller.actions import (
    LifecycleActionEnded,
    LifecycleActionExtended,
    LifecycleActionStarted,
)
from support.certify.facts import START, TOKEN, at, call

QUEUE = {"queue_name": "certify", "serial": 1, "message_id": "M1"}


def milliseconds(seconds: float) -> int:
    """Of the Unix era, so long after the start."""
    return round(at(seconds).timestamp() * 1000)


def body(token: str = TOKEN) -> str:
    """A notification, in Base64 as it is sent."""
    said = json.dumps({"content": {"lifecycleActionToken": token}})
    return base64.b64encode(said.encode()).decode()


def started() -> LifecycleActionStarted:
    """A wait of five minutes."""
    return LifecycleActionStarted(
        lifecycle_hook_id="ash-1", lifecycle_hook_name="certify", lifecycle_action_token=TOKEN,
        lifecycle_transition="SCALE_OUT", default_result="ABANDON", heartbeat_timeout=300,
        notification_arn="", notification_metadata="", scaling_group_id="asg-1",
        scaling_group_name="certify", scaling_activity_id="asa-1", request_id="r",
        instance_ids=["i-1", "i-2"], started_at=START.timestamp(), deadline=at(300).timestamp(),
    )  # fmt: skip


def enqueued() -> MessageEnqueued:
    """Its notification."""
    return MessageEnqueued(
        **QUEUE, message_body=body(), message_body_md5="", priority=8,
        enqueue_time=milliseconds(0), next_visible_time=milliseconds(0),
    )  # fmt: skip


def received(seconds: float) -> MessageReceived:
    """By somebody who holds it for half a minute."""
    return MessageReceived(
        **QUEUE, receipt_handle="h", received_at=milliseconds(seconds),
        next_visible_time=milliseconds(seconds + 30),
    )  # fmt: skip


def ended() -> LifecycleActionEnded:
    """By hand."""
    return LifecycleActionEnded(
        scaling_activity_id="asa-1", lifecycle_hook_id="ash-1", lifecycle_action_token=TOKEN,
        lifecycle_action_status="Completed", lifecycle_action_result="CONTINUE",
    )  # fmt: skip


def chronicle_of(*events: tuple[float, Event], time: list[float] | None = None) -> Chronicle:
    """At these seconds, virtual and real; `time` is the real one, for later."""
    time = time or [0.0]
    chronicle = Chronicle(lambda: time[0])
    for seconds, event in events:
        time[0] = seconds
        chronicle("any", Entry("m", "t", at(seconds), recorded=[event]))
    return chronicle


def gathered(chronicle: Chronicle, queue: str = "certify") -> Gathering:
    """All that it says."""
    gathering = Gathering(queue)
    gathering.take(chronicle.noted, chronicle.calls)
    return gathering


def test_an_action_is_gathered_with_its_calls_and_its_end() -> None:
    """Its deadline is the latest; calls for other actions are not its own."""
    extended = LifecycleActionExtended(
        scaling_activity_id="asa-1", lifecycle_action_token=TOKEN, deadline=at(600).timestamp()
    )
    chronicle = chronicle_of((0, started()), (5, extended), (10, ended()))
    chronicle.hear(call(10.5, client_token="c"))
    chronicle.hear(call(11, token="another"))
    [action] = gathered(chronicle).actions.values()
    assert action.instance_ids == ["i-1", "i-2"]
    assert (action.timeout, action.deadline) == (timedelta(seconds=300), at(600))
    assert action.end is not None
    assert (action.end.at, action.end.result) == (at(10), "CONTINUE")
    assert [each.action for each in action.calls] == [COMPLETE]
    assert action.after_end() == []
    assert chronicle.started == {"asa-1": [TOKEN]}


def test_a_message_is_gathered_from_its_coming_to_its_end() -> None:
    """Receives, how long it is held, and that it was deleted; those of other queues are not ours."""
    held = MessageVisibilityChanged(**QUEUE, receipt_handle="h2", next_visible_time=milliseconds(90))
    chronicle = chronicle_of((0, enqueued()), (1, received(1)), (2, held), (40, MessageDeleted(**QUEUE)))
    [message] = gathered(chronicle).messages.values()
    assert (message.token, message.receives, message.gone) == (TOKEN, [at(1)], at(40))
    assert message.visibility == [at(31), at(90)]
    assert chronicle.received == {"M1": 1}
    assert gathered(chronicle, "another").messages == {}


def test_a_message_can_be_seen_when_nobody_holds_it_any_more() -> None:
    """Before it is received, and when its time is over."""
    [message] = gathered(chronicle_of((0, enqueued()), (1, received(1)))).messages.values()
    assert not message.visible_at(at(30))
    assert message.visible_at(at(31))


def test_what_a_consumer_had_in_hand_dies_with_it() -> None:
    """Until the next one has received it. What it has answered for is not pushed again."""
    taken = [PushSucceeded(push_id=push_id, attempts=1) for push_id in ("before/s", "after/s")]
    chronicle = chronicle_of((0, enqueued()), (1, received(1)), (2, taken[0]))
    all_ids = ("M1", "before/s", "after/s")
    assert [*map(chronicle.died_with, all_ids)] == [False, False, False]
    chronicle.die()
    assert [*map(chronicle.died_with, all_ids)] == [True, True, False]
    for event in (received(40), taken[1]):
        chronicle("any", Entry("m", "t", at(40), recorded=[event]))
    assert [*map(chronicle.died_with, all_ids)] == [False, True, False]


def test_messages_whose_retention_has_passed_are_lost() -> None:
    """Nobody could receive them again."""
    gone = MessagesExpired(queue_name="certify", enqueued_until=milliseconds(1), count=1)
    [message] = gathered(chronicle_of((0, enqueued()), (100, gone))).messages.values()
    assert message.lost
    assert not message.visible_at(at(100))


def test_pushes_are_messages_too() -> None:
    """Each attempt is a receive; accepted is gone, given up is lost."""
    begun = [
        PushBegun(
            push_id=name, topic_name="t", subscription_name="s", message_id="M", message_body=body(),
            publish_time=0,
        )
        for name in ("P1", "P2")
    ]  # fmt: skip
    chronicle = chronicle_of(
        (0, begun[0]),
        (0, begun[1]),
        (1, PushFailed(push_id="P1", reason="503", next_attempt_time=milliseconds(11))),
        (11, PushSucceeded(push_id="P1", attempts=2)),
        (12, PushDiscarded(push_id="P2", reason="gone")),
    )
    first, second = gathered(chronicle).messages.values()
    assert (first.place, len(first.receives), first.gone) == ("topic/t", 2, at(11))
    assert second.lost


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"content": 1}', "%%%", "[" * 100_000])
def test_what_names_no_action_is_about_none(text: str) -> None:
    """Whatever stands in a message."""
    assert token_of(text) == ""


def test_a_timeline_has_all_in_the_order_of_real_time() -> None:
    """Deeds of queues are told once, as events; polls that found nothing are not told."""
    chronicle = chronicle_of((0, started()), (0, enqueued()), (1, received(1)), (10, ended()))
    chronicle.hear(call(10.5, detail="CONTINUE"))
    chronicle.hear(call(11, "ReceiveMessage", code="MessageNotExist", token="", queue="certify"))
    chronicle.hear(call(12, "DeleteMessage", code="MessageNotExist", token="", queue="certify"))
    chronicle.hear(call(13, "DeleteMessage", code="Forbidden", token="", queue="certify"))
    rows = timeline(chronicle.noted, chronicle.calls, "certify")
    assert [(row.who, row.what, row.code) for row in rows] == [
        ("stack", "the wait begins, 300 s, 2 instances", ""),
        ("stack", "message sent", ""),
        ("consumer", "received", ""),
        ("stack", "the wait ends: Completed, CONTINUE", ""),
        ("consumer", "completed CONTINUE", ""),
        ("consumer", "DeleteMessage", "Forbidden"),
    ]
    assert {row.action for row in rows[:5]} == {TOKEN}


def test_who_takes_one_message_after_the_other_is_waited_for() -> None:
    """As long as it calls, and something is there that it could take."""
    time = [0.0]
    chronicle = chronicle_of((1, enqueued()), time=time)
    chronicle.queue = "certify"
    chronicle("any", Entry("m", "t", at(1), recorded=[enqueued()]))
    assert not chronicle.left_waiting(2, at(1))
    chronicle.hear(call(1))
    assert chronicle.left_waiting(2, at(1))
    chronicle("any", Entry("m", "t", at(1), recorded=[received(1)]))
    assert not chronicle.left_waiting(2, at(30))
    assert chronicle.left_waiting(2, at(31))
    time[0] = 3.1
    assert not chronicle.left_waiting(2, at(31))


def test_who_works_on_a_message_of_no_wait() -> None:
    """Is given a moment after each thing that is heard of it, until the message is deleted. While its
    action waits the stack knows by itself, and no longer than for a moment.
    """
    time = [0.0]
    chronicle = chronicle_of((0, started()), (1, enqueued()), (2, received(1)), time=time)
    chronicle.hear(call(2))
    assert not chronicle.acts(0.5)
    chronicle("any", Entry("m", "t", at(2), recorded=[ended()]))
    assert chronicle.acts(0.5)
    time[0] = 2.6
    assert not chronicle.acts(0.5)
    assert not chronicle.woken(0.5)
    chronicle.wake()
    assert chronicle.acts(0.5)
    assert chronicle.woken(0.5)
    chronicle.hear(call(2.6))
    assert not chronicle.woken(0.5)
    chronicle("any", Entry("m", "t", at(3), recorded=[MessageDeleted(**QUEUE)]))
    assert not chronicle.acts(0.5)
