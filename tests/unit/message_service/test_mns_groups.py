"""Queues that keep their groups in order."""

import pytest

from scalehook.message_service.changes.queues import change_queue, make_queue
from scalehook_contracts.errors.mns import InvalidArgument, MessageNotExist
from scalehook_contracts.message_service.batches import (
    BatchDeleteMessage,
    BatchPeekMessage,
    BatchReceiveMessage,
    BatchSendMessage,
)
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    MessageEntry,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.policies import DlqPolicy
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.queues import GetQueueAttributes
from scalehook_contracts.message_service.topics import CreateTopic
from support.effort import steps
from support.queues.probe import do

RECEIVE = ReceiveMessage(queue_name="f")


@pytest.fixture
def fifo(mns):
    """A queue `f` that keeps order."""
    do(mns, lambda work: make_queue(work, "f", {"queue_type": "fifo"}))
    return mns


def put(mns, *messages):
    """`a1` is a message of group `a`."""
    for body in messages:
        mns.ask(SendMessage(queue_name="f", message_body=body, message_group_id=body[0]))


def take(mns, number=16):
    """The bodies and the handles of what can be received."""
    got = mns.ask(BatchReceiveMessage(queue_name="f", num_of_messages=number)).messages
    return [one.message_body for one in got], [one.receipt_handle for one in got]


def test_a_group_is_needed(fifo, send):
    """It is no message of a queue that keeps order without; a queue that keeps none takes any."""
    for group in (None, ""):
        with pytest.raises(InvalidArgument, match=r"cause by MessageGroupId\."):
            fifo.ask(SendMessage(queue_name="f", message_body="x", message_group_id=group))
    entries = [MessageEntry(message_body="x"), MessageEntry(message_body="a", message_group_id="a")]
    sent = fifo.ask(BatchSendMessage(queue_name="f", messages=entries)).messages
    assert [one.error_code for one in sent] == ["InvalidArgument", None]
    assert sent[1].message_group_id is None  # clients read a batch that failed in part strictly
    assert send().message_group_id is None


def test_the_group_is_answered(fifo):
    """By whatever shows the message, and on a queue that keeps no order too; and by a topic."""
    fifo.ask(CreateTopic(topic_name="t"))
    for group in ("g", None):
        published = fifo.ask(PublishMessage(topic_name="t", message_body="x", message_group_id=group))
        assert published.message_group_id == group
    for name in ("f", "q"):
        sent = fifo.ask(SendMessage(queue_name=name, message_body="x", message_group_id="g"))
        assert sent.message_group_id == "g"
        entries = [MessageEntry(message_body="y", message_group_id="h")]
        [entry] = fifo.ask(BatchSendMessage(queue_name=name, messages=entries)).messages
        assert entry.message_group_id == "h"
        peeked = fifo.ask(BatchPeekMessage(queue_name=name, num_of_messages=2)).messages
        got = fifo.ask(BatchReceiveMessage(queue_name=name, num_of_messages=2)).messages
        assert [one.message_group_id for one in (*peeked, *got)] == ["g", "h", "g", "h"]


def test_a_group_goes_one_by_one(fifo):
    """The next is there when the one before is deleted; other groups do not wait for it."""
    put(fifo, "a1", "a2", "b1", "a3")
    bodies, handles = take(fifo)
    assert bodies == ["a1", "b1"]
    with pytest.raises(MessageNotExist):
        fifo.ask(RECEIVE)
    fifo.ask(DeleteMessage(queue_name="f", receipt_handle=handles[0]))
    assert take(fifo)[0] == ["a2"]


@pytest.mark.parametrize("how", ["time", "given back"])
def test_what_becomes_visible_again_comes_before_the_rest(fifo, how):
    """By time, or because its consumer gave it back."""
    put(fifo, "a1", "a2")
    handle = fifo.ask(RECEIVE).receipt_handle
    if how == "time":
        fifo.advance(30)
    else:
        fifo.ask(ChangeMessageVisibility(queue_name="f", receipt_handle=handle, visibility_timeout=0))
    again = fifo.ask(RECEIVE)
    assert (again.message_body, again.dequeue_count) == ("a1", 2)


def test_blocked_messages_are_active_but_not_looked_at(fifo):
    """They count as what they are; who looks sees what could be received."""
    put(fifo, "a1", "a2", "a3", "b1")
    fifo.ask(RECEIVE)
    shown = fifo.ask(GetQueueAttributes(queue_name="f"))
    assert (shown.active_messages, shown.inactive_messages) == (3, 1)
    seen = fifo.ask(BatchPeekMessage(queue_name="f", num_of_messages=16)).messages
    assert [one.message_body for one in seen] == ["b1"]


def test_priorities_and_delays_of_messages_have_no_effect(fifo):
    """The queue's own delay has: a message that came before it was shortened keeps its group back."""
    urgent = {"priority": 1, "delay_seconds": 100}
    put(fifo, "a1")
    fifo.ask(SendMessage(queue_name="f", message_body="b1", message_group_id="b", **urgent))
    assert take(fifo)[0] == ["a1", "b1"]
    for delay, body in ((10, "c1"), (0, "c2")):
        given = {"delay_seconds": delay}
        do(fifo, lambda work, given=given: change_queue(work, work.state.queues["f"], given))
        put(fifo, body)
    with pytest.raises(MessageNotExist):
        fifo.ask(RECEIVE)
    fifo.advance(10)
    assert take(fifo)[0] == ["c1"]


@pytest.mark.parametrize("batch", [False, True])
def test_a_consumer_that_waits_is_woken_by_a_deletion(fifo, batch):
    """The next of the group has become free."""
    put(fifo, "a1", "a2")
    handle = fifo.ask(RECEIVE).receipt_handle
    fifo.play(ReceiveMessage(queue_name="f", wait_seconds=30), message_id="w")
    fifo.play(ReceiveMessage(queue_name="f", wait_seconds=30), message_id="v")
    many = BatchDeleteMessage(queue_name="f", receipt_handles=[handle])
    fifo.ask(many if batch else DeleteMessage(queue_name="f", receipt_handle=handle))
    assert fifo.late["w"].message_body == "a2"
    assert "v" not in fifo.late


def test_a_dead_letter_sets_its_group_free(fifo):
    """It goes to a queue that keeps order, too, and takes its group along."""
    do(fifo, lambda work: make_queue(work, "d", {"queue_type": "fifo"}))
    rule = DlqPolicy(enabled=True, dead_letter_target_queue="d", max_receive_count=1)
    do(fifo, lambda work: change_queue(work, work.state.queues["f"], {"dlq_policy": rule}))
    put(fifo, "a1", "a2")
    fifo.ask(RECEIVE)
    fifo.play(ReceiveMessage(queue_name="f", wait_seconds=30), message_id="w")
    fifo.advance(30)
    assert fifo.late["w"].message_body == "a2"
    letter = fifo.ask(ReceiveMessage(queue_name="d"))
    assert (letter.message_body, letter.message_group_id) == ("a1", "a")


def test_a_long_group_costs_no_more_than_a_short_one(fifo):
    """Neither behind a message that is held, nor when its turn comes."""

    def exchange() -> None:
        put(fifo, "b")
        for _ in "ab":
            handle = fifo.ask(RECEIVE).receipt_handle
            fifo.ask(DeleteMessage(queue_name="f", receipt_handle=handle))

    put(fifo, "h", *("a" * 20), *("h" * 20))
    fifo.ask(RECEIVE)
    exchange()  # what is done once is done
    few = steps(exchange)
    put(fifo, *("a" * 2000), *("h" * 2000))
    exchange()
    assert steps(exchange) <= 1.3 * few
