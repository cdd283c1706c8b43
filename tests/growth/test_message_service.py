"""Message Service among much: no call costs more for what is there beside, or for what is over."""

import pickle
from collections.abc import Callable
from functools import cache

import pytest
from pydantic import TypeAdapter

from scalehook.kit.machine.machine import Machine
from scalehook.message_service.service import SERVICE
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.message_service.batches import BatchPeekMessage, BatchReceiveMessage
from scalehook_contracts.message_service.contents import ListQueueMessages
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    MessageEnqueued,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.owners import FindQueueTags
from scalehook_contracts.message_service.policies import DlqPolicy
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.purging import PurgeQueue
from scalehook_contracts.message_service.pushes import PushBegun
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    DeleteQueue,
    GetQueueAttributes,
    ListQueue,
    QueueCreated,
)
from scalehook_contracts.message_service.subscriptions import (
    ListSubscriptionByTopic,
    Subscribe,
    SubscriptionCreated,
    Unsubscribe,
)
from scalehook_contracts.message_service.topic_loads import DescribeTopicLoads
from scalehook_contracts.message_service.topics import (
    CreateTopic,
    DeleteTopic,
    GetTopicAttributes,
    ListTopic,
    TopicCreated,
)
from support.effort import lines
from support.growth import FEW, MANY, TIMES, play
from support.signing_keys import signing_key

ADAPTER = TypeAdapter(State)
NOW = 1_767_225_600_000
WEB = "http://127.0.0.1:9000/"


@cache
def world(size: int) -> Rehearsal:
    """So many queues, messages, topics, subscriptions, pushes, and handles of messages that are gone."""
    mns = Rehearsal(SERVICE, Settings(mns_most_queues=2 * MANY, mns_most_topics=2 * MANY))
    mns.ask(signing_key())
    mns.ask(CreateQueue(queue_name="q"))
    mns.ask(CreateTopic(topic_name="t"))
    policy = DlqPolicy(enabled=True, dead_letter_target_queue="dead", max_receive_count=1)
    for event in (
        QueueCreated(queue_name="dead"),
        QueueCreated(queue_name="w", dlq_policy=policy),
        QueueCreated(queue_name="f", queue_type="fifo"),
    ):
        mns.machine.apply(event)
    for number in range(size):
        fill(mns, number)
    for _ in range(size):
        come_and_gone(mns.machine)
    return mns


def fill(mns: Rehearsal, number: int) -> None:
    """One more of everything, beside what the calls are about."""
    name = f"n{number:05}"
    for event in (
        QueueCreated(queue_name=name),
        TopicCreated(topic_name=name),
        SubscriptionCreated(
            topic_name="t", subscription_name=name, endpoint=f"acs:mns:r:1:queues/{name}",
            notify_strategy="BACKOFF_RETRY", notify_content_format="SIMPLIFIED", create_time=0,
        ),
        PushBegun(
            push_id=name, topic_name=name, subscription_name="s", message_id=name,
            message_body="x", publish_time=NOW,
        ),
        MessageEnqueued(
            queue_name="q", serial=number + 1, message_id=name, message_body="x", message_body_md5="",
            priority=1 + number % 16, enqueue_time=NOW, next_visible_time=NOW,
        ),
        *(message(queue, name, number) for queue in ("w", "dead", "f")),
    ):  # fmt: skip
        mns.machine.apply(event)


def message(queue_name: str, message_id: str, number: int) -> MessageEnqueued:
    """One of a thousand groups, of which the first has most of them."""
    return MessageEnqueued(
        queue_name=queue_name, serial=number + 1, message_id=message_id, message_body="x",
        message_body_md5="", priority=8, enqueue_time=NOW, next_visible_time=NOW,
        message_group_id=f"g{max(0, number % 1000 - 500)}",
    )  # fmt: skip


def bury(mns: Rehearsal) -> None:
    """A message goes to the dead letters, and from there."""
    mns.ask(SendMessage(queue_name="w", message_body="x", priority=1))
    handle = mns.ask(ReceiveMessage(queue_name="w")).receipt_handle
    mns.ask(ChangeMessageVisibility(queue_name="w", receipt_handle=handle, visibility_timeout=0))
    handle = mns.ask(ReceiveMessage(queue_name="dead")).receipt_handle
    mns.ask(DeleteMessage(queue_name="dead", receipt_handle=handle))


def keep_order(mns: Rehearsal) -> None:
    """Two messages of a group of their own are received one after the other, behind those of others."""
    for _ in range(2):
        mns.ask(SendMessage(queue_name="f", message_body="x", message_group_id="new"))
    batch = BatchReceiveMessage(queue_name="f", num_of_messages=3)
    for message in mns.ask(batch).messages:
        mns.ask(DeleteMessage(queue_name="f", receipt_handle=message.receipt_handle))


def come_and_gone(machine: Machine) -> None:
    """A message comes and goes, without what a rehearsal looks at beside it."""
    play(machine, SendMessage(queue_name="q", message_body="x", priority=1))
    handle = play(machine, ReceiveMessage(queue_name="q")).receipt_handle
    play(machine, DeleteMessage(queue_name="q", receipt_handle=handle))


def exchange(mns: Rehearsal) -> None:
    """A message comes and goes."""
    mns.ask(SendMessage(queue_name="q", message_body="x", priority=1))
    handle = mns.ask(ReceiveMessage(queue_name="q")).receipt_handle
    mns.ask(DeleteMessage(queue_name="q", receipt_handle=handle))
    mns.journal.clear()
    mns.recorded.clear()


def hold(mns: Rehearsal) -> None:
    """A message is received, held for longer, given back."""
    handle = mns.ask(ReceiveMessage(queue_name="q")).receipt_handle
    for seconds in (50, 0):
        held = ChangeMessageVisibility(queue_name="q", receipt_handle=handle, visibility_timeout=seconds)
        handle = mns.ask(held).receipt_handle


def look(mns: Rehearsal) -> None:
    """Sixteen messages are looked at, by a client and by an onlooker, and the queue itself."""
    mns.ask(BatchPeekMessage(queue_name="q", num_of_messages=16))
    mns.ask(ListQueueMessages(queue_name="q", most=16))
    mns.ask(GetQueueAttributes(queue_name="q"))
    mns.ask(GetTopicAttributes(topic_name="t"))


def receive_many(mns: Rehearsal) -> None:
    """Sixteen messages are received, and given back."""
    for message in mns.ask(BatchReceiveMessage(queue_name="q", num_of_messages=16)).messages:
        mns.ask(
            ChangeMessageVisibility(
                queue_name="q", receipt_handle=message.receipt_handle, visibility_timeout=0
            )
        )


def turn_pages(mns: Rehearsal) -> None:
    """A page of each list, from the middle, with attributes."""
    somewhere = {"ret_number": 5, "prefix": "n", "marker": "n00050", "with_meta": True}
    assert len(mns.ask(ListQueue(**somewhere)).queues) == 5
    assert len(mns.ask(ListTopic(**somewhere)).topics) == 5
    assert len(mns.ask(ListSubscriptionByTopic(topic_name="t", **somewhere)).subscriptions) == 5


def come_and_go(mns: Rehearsal) -> None:
    """A queue, a topic, its subscription and a push are made and unmade."""
    mns.ask(CreateQueue(queue_name="new"))
    mns.ask(CreateTopic(topic_name="new"))
    mns.ask(Subscribe(topic_name="new", subscription_name="s", endpoint=WEB))
    mns.ask(PublishMessage(topic_name="new", message_body="x"))
    mns.ask(Unsubscribe(topic_name="new", subscription_name="s"))
    mns.ask(DeleteTopic(topic_name="new"))
    mns.ask(DeleteQueue(queue_name="new"))


def purge(mns: Rehearsal) -> None:
    """A queue's messages go, all at once; and what topics have to do is told."""
    mns.ask(CreateQueue(queue_name="purged"))
    for _ in range(5):
        mns.ask(SendMessage(queue_name="purged", message_body="x"))
    assert mns.ask(PurgeQueue(queue_name="purged")).count == 5
    assert len(mns.ask(DescribeTopicLoads(topic_names=["t", "n00001", "none"])).loads) == 2
    assert mns.ask(FindQueueTags(resources=["acs:mns:r:1:/queues/q"])).tags == {}


def publish(mns: Rehearsal) -> None:
    """A message for all subscriptions, of which the first get it at once."""
    mns.ask(PublishMessage(topic_name="t", message_body="x"))


@pytest.mark.parametrize(
    "call",
    [exchange, bury, keep_order, hold, look, receive_many, turn_pages, come_and_go, purge, publish],
    ids=lambda f: f.__name__,
)
def test_a_call_costs_the_same_among_few_and_among_many(call: Callable[[Rehearsal], None]) -> None:
    """Half as much again at most, for the depth of heaps."""
    for size in (FEW, MANY):
        call(world(size))  # what is done once is done
    few, many = (lines(lambda size=size: call(world(size))) for size in (FEW, MANY))
    assert many <= TIMES * few, f"{few:,} steps among few, {many:,} among many"


def test_what_is_over_leaves_nothing() -> None:
    """However many messages came and went, the state and what is derived from it are no larger."""
    mns = Rehearsal(SERVICE)
    mns.ask(CreateQueue(queue_name="q", visibility_timeout=43200))
    mns.ask(SendMessage(queue_name="q", message_body="stays", priority=16))
    sizes = []
    for _ in range(3):
        for _ in range(500):
            exchange(mns)
            mns.ask(SendMessage(queue_name="q", message_body="x", delay_seconds=1, priority=2))
            mns.advance(1)
            handle = mns.ask(ReceiveMessage(queue_name="q")).receipt_handle
            mns.ask(DeleteMessage(queue_name="q", receipt_handle=handle))
        sizes.append((len(ADAPTER.dump_json(mns.state)), len(pickle.dumps(mns.state))))
    assert sizes[2][0] <= 1.1 * sizes[0][0]
    assert sizes[2][1] <= 1.1 * max(sizes[0][1], sizes[1][1])
