"""What has become of a message, as the state says."""

from collections.abc import Callable

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    MessageSent,
    ReceiveMessage,
)
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.pushes import RecordPushOutcome
from scalehook_contracts.message_service.queues import CreateQueue, DeleteQueue
from scalehook_contracts.message_service.subscriptions import Subscribe
from scalehook_contracts.message_service.topics import CreateTopic
from scalehook_contracts.message_service.tracing import (
    FindNextVisible,
    MessageTrace,
    SentMessage,
    TraceMessages,
)

Send = Callable[..., MessageSent]


def sent_now(mns: Rehearsal, message_id: str, receiver: str = "queue", name: str = "q") -> SentMessage:
    at = int(mns.now.timestamp() * 1000)
    return SentMessage(receiver=receiver, name=name, message_id=message_id, sent_at=at)


def trace(mns: Rehearsal, sent: SentMessage) -> MessageTrace:
    [found] = mns.ask(TraceMessages(messages=[sent])).traces
    return found


def test_a_message_on_its_way_through_a_queue(mns: Rehearsal, send: Send) -> None:
    """Visible, in somebody's hands until it is visible again, in other hands, taken."""
    sent = sent_now(mns, send().message_id)
    assert trace(mns, sent).fate == "visible"
    received = mns.ask(ReceiveMessage(queue_name="q"))
    found = trace(mns, sent)
    assert (found.fate, found.place) == ("in_hand", "queue/q")
    assert (found.visible_at, found.receipt_handle) == (
        received.next_visible_time,
        received.receipt_handle,
    )
    assert found.expires_at == received.enqueue_time + 345_600_000
    other = sent_now(mns, send().message_id)
    assert (trace(mns, other).fate, trace(mns, other).worked_on) == ("visible", True)
    visible = mns.ask(FindNextVisible())
    assert visible.at == visible.changes_at == received.next_visible_time
    mns.advance(30)
    assert (trace(mns, sent).fate, trace(mns, other).worked_on) == ("visible", False)
    visible = mns.ask(FindNextVisible())
    assert (visible.at, visible.changes_at) == (0, found.expires_at)
    again = mns.ask(ReceiveMessage(queue_name="q"))
    mns.ask(DeleteMessage(queue_name="q", receipt_handle=again.receipt_handle))
    assert trace(mns, sent).fate == "taken"
    assert mns.ask(FindNextVisible()).at == 0


def test_another_visibility_is_another_handle(mns: Rehearsal, send: Send) -> None:
    """A sign of life of who holds it."""
    sent = sent_now(mns, send().message_id)
    received = mns.ask(ReceiveMessage(queue_name="q"))
    changed = mns.ask(
        ChangeMessageVisibility(
            queue_name="q", receipt_handle=received.receipt_handle, visibility_timeout=600
        )
    )
    found = trace(mns, sent)
    assert (found.receipt_handle, found.visible_at) == (
        changed.receipt_handle,
        changed.next_visible_time,
    )


def test_a_message_that_is_not_there_yet(mns: Rehearsal, send: Send) -> None:
    """Delayed: nobody could have it."""
    sent = sent_now(mns, send(delay_seconds=60).message_id)
    assert trace(mns, sent).fate == "delayed"


@pytest.mark.parametrize("how", ["expired", "queue gone", "another queue", "no such message"])
def test_a_message_that_nobody_has_taken(mns: Rehearsal, send: Send, how: str) -> None:
    """It is lost to its receiver: that is not the same as taken."""
    if how == "no such message":
        old = SentMessage(receiver="queue", name="q", message_id="X", sent_at=0)
        assert trace(mns, old).fate == "lost"
        return
    sent = sent_now(mns, send().message_id)
    if how == "expired":
        mns.advance(345_601)
    else:
        mns.ask(DeleteQueue(queue_name="q"))
    if how == "another queue":
        mns.advance(5)
        mns.ask(CreateQueue(queue_name="q"))
    assert trace(mns, sent).fate == "lost"


def publish(mns: Rehearsal, endpoint: str) -> SentMessage:
    """To a topic with one subscription."""
    mns.ask(CreateTopic(topic_name="t"))
    mns.ask(Subscribe(topic_name="t", subscription_name="s", endpoint=endpoint))
    mns.advance(1)
    published = mns.ask(PublishMessage(topic_name="t", message_body="hello"))
    return sent_now(mns, published.message_id, "topic", "t")


def test_a_topic_s_copy_in_a_queue(mns: Rehearsal) -> None:
    """It has an id of its own, and is found by the topic's."""
    sent = publish(mns, "acs:mns:cn-hangzhou:1:queues/q")
    assert trace(mns, sent).fate == "visible"
    received = mns.ask(ReceiveMessage(queue_name="q"))
    found = trace(mns, sent)
    assert (found.fate, found.own_id) == ("in_hand", received.message_id)
    assert found.own_id != sent.message_id
    mns.ask(DeleteMessage(queue_name="q", receipt_handle=received.receipt_handle))
    assert trace(mns, sent).fate == "taken"


@pytest.mark.parametrize(("failures", "fate"), [(0, "taken"), (1, "retried"), (4, "lost")])
def test_a_topic_s_push(mns: Rehearsal, failures: int, fate: str) -> None:
    """Accepted, to be tried again, or given up."""
    sent = publish(mns, "http://host/hook")
    push_id = f"{sent.message_id}/s"
    for _ in range(failures):
        mns.ask(RecordPushOutcome(push_id=push_id, reason="no answer"))
    if not failures:
        mns.ask(RecordPushOutcome(push_id=push_id))
    found = trace(mns, sent)
    assert (found.fate, found.place, found.own_id) == (fate, "topic/t subscription s", push_id)


def test_a_topic_s_copy_for_a_queue_that_is_missing(mns: Rehearsal) -> None:
    """It is tried again, and lost in the end, also where the queue comes after that."""
    sent = publish(mns, "acs:mns:cn-hangzhou:1:queues/later")
    assert trace(mns, sent).fate == "retried"
    mns.advance(120)
    mns.ask(CreateQueue(queue_name="later"))
    assert trace(mns, sent).fate == "lost"


def test_who_subscribes_later_has_no_copy(mns: Rehearsal) -> None:
    """Nor has a topic without subscriptions: nobody could have taken anything."""
    mns.ask(CreateTopic(topic_name="t"))
    published = mns.ask(PublishMessage(topic_name="t", message_body="hello"))
    sent = sent_now(mns, published.message_id, "topic", "t")
    mns.advance(5)
    mns.ask(Subscribe(topic_name="t", subscription_name="s", endpoint="http://host/hook"))
    assert mns.ask(TraceMessages(messages=[sent])).traces == []
