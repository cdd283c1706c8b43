"""The state as a whole: written, read, replayed, and quick when it is large."""

import json

import pytest
from pydantic import TypeAdapter

from scalehook.message_service.state import State
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.deliveries import ListDeliveries
from scalehook_contracts.message_service.mailbox import ListLetters
from scalehook_contracts.message_service.messages import (
    DeleteMessage,
    MessageEnqueued,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.queues import GetQueueAttributes
from scalehook_contracts.message_service.subscriptions import Subscribe, Unsubscribe
from scalehook_contracts.message_service.topics import CreateTopic, GetTopicAttributes
from support.effort import steps

ADAPTER = TypeAdapter(State)
RECEIVE = ReceiveMessage(queue_name="q")
FEW, MANY = 100, 20_000


def busy(mns, send) -> None:
    """Something of everything."""
    send("delayed", delay_seconds=100)
    send("urgent", priority=1)
    mns.ask(SendMessage(queue_name="q", message_body="x", user_properties=[
        Property(name="n", value="1", type="NUMBER")
    ]))  # fmt: skip
    mns.ask(RECEIVE)
    handle = mns.ask(RECEIVE).receipt_handle
    mns.ask(DeleteMessage(queue_name="q", receipt_handle=handle))
    mns.ask(CreateTopic(topic_name="t"))
    mns.ask(Subscribe(topic_name="t", subscription_name="s", endpoint="http://host/"))
    mns.ask(PublishMessage(topic_name="t", message_body="x"))


def test_a_state_can_be_written_and_read(mns, send):
    """What is read answers as what was written, counters and handles included."""
    busy(mns, send)
    before = mns.ask(GetQueueAttributes(queue_name="q"))
    assert (before.active_messages, before.inactive_messages, before.delay_messages) == (0, 1, 1)
    text = ADAPTER.dump_json(mns.state)
    handle = mns.state.queues["q"].departed[0]
    mns.machine.state = ADAPTER.validate_json(text)
    assert ADAPTER.dump_json(mns.state) == text
    assert mns.ask(GetQueueAttributes(queue_name="q")) == before
    with pytest.raises(MessageNotExist):
        mns.ask(DeleteMessage(queue_name="q", receipt_handle=handle))
    mns.advance(30)
    assert mns.ask(RECEIVE).message_body == "urgent"
    mns.advance(70)
    assert {mns.ask(RECEIVE).message_body for _ in range(2)} == {"delayed", "urgent"}


def test_a_state_of_an_earlier_version_can_be_read(mns, send):
    """Subscriptions without a number are older than all that come, and get what is published."""
    busy(mns, send)
    kept = json.loads(ADAPTER.dump_json(mns.state))
    del kept["subscribed"], kept["topics"]["t"]["subscriptions"]["s"]["number"]
    mns.machine.state = ADAPTER.validate_json(json.dumps(kept))
    mns.ask(PublishMessage(topic_name="t", message_body="again"))
    assert sorted(push.message_body for push in mns.state.pushes.values()) == ["again", "x"]
    assert mns.ask(GetTopicAttributes(topic_name="t")).message_count == 2
    mns.ask(Unsubscribe(topic_name="t", subscription_name="s"))
    assert not mns.state.pushes


def test_what_was_pushed_can_be_written_and_read(signing):
    """Letters, logs, the key; and how much of them is kept."""
    signing.ask(CreateTopic(topic_name="t"))
    for name, endpoint in (("s", "acs:mns:r:1:queues/none"), ("l", "sms:directsms:1")):
        signing.ask(Subscribe(topic_name="t", subscription_name=name, endpoint=endpoint))
    signing.ask(PublishMessage(topic_name="t", message_body="x", message_group_id="g"))
    before = signing.ask(ListDeliveries(topic_name="t")), signing.ask(ListLetters())
    assert [one.outcome for one in before[0].deliveries] == ["retried", "taken"]
    text, key = ADAPTER.dump_json(signing.state), signing.state.signing_key
    signing.machine.state = read = ADAPTER.validate_json(text)
    assert ADAPTER.dump_json(read) == text
    assert (signing.ask(ListDeliveries(topic_name="t")), signing.ask(ListLetters())) == before
    assert read.signing_key == key
    kept = read.letters.maxlen, read.topics["t"].subscriptions["s"].deliveries.maxlen
    assert kept == (1000, 100)


def test_a_restart_brings_the_same_state_back(mns, send):
    """The journal holds all of it, timers and pushes included."""
    busy(mns, send)
    before = ADAPTER.dump_json(mns.state), dict(mns.machine.timers), dict(mns.machine.intents)
    mns.restart()
    after = ADAPTER.dump_json(mns.state), dict(mns.machine.timers), dict(mns.machine.intents)
    assert after == before
    assert mns.machine.intents


def test_a_deferred_consumer_gets_what_becomes_visible_after_a_restart(mns, send):
    """The queue's timer survives."""
    send(delay_seconds=5)
    mns.restart()
    mns.play(ReceiveMessage(queue_name="q", wait_seconds=30), message_id="w")
    mns.advance(5)
    assert mns.late["w"].dequeue_count == 1


def fill(mns, first: int, last: int) -> None:
    for serial in range(first, last + 1):
        mns.machine.apply(
            MessageEnqueued(
                queue_name="q", serial=serial, message_id=str(serial), message_body="x",
                message_body_md5="", priority=1 + serial % 16,
                enqueue_time=1767225600000, next_visible_time=1767225600000,
            )
        )  # fmt: skip


def test_a_queue_stays_quick_with_many_messages(mns):
    """A send, a receive and a delete are as much work among many messages as among few."""

    def exchange() -> None:
        mns.ask(SendMessage(queue_name="q", message_body="x"))
        handle = mns.ask(RECEIVE).receipt_handle
        mns.ask(DeleteMessage(queue_name="q", receipt_handle=handle))

    fill(mns, 1, FEW)
    exchange()  # what is done once is done
    among_few = steps(exchange)
    fill(mns, FEW + 10, MANY)
    among_many = steps(exchange)
    assert len(mns.state.queues["q"].messages) > MANY - FEW
    assert among_many < 2 * among_few
