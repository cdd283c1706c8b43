"""Receiving, looking at and waiting for messages."""

import pytest

from scalehook_contracts.errors.mns import InvalidArgument, MessageNotExist, QueueNotExist
from scalehook_contracts.message_service.batches import (
    BatchPeekMessage,
    BatchReceiveMessage,
    BatchSendMessage,
)
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    MessageEntry,
    PeekMessage,
    ReceivedMessage,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.queues import GetQueueAttributes, SetQueueAttributes

START = 1767225600000
RECEIVE = ReceiveMessage(queue_name="q")


def counters(mns) -> tuple[int, int, int]:
    shown = mns.ask(GetQueueAttributes(queue_name="q"))
    return shown.active_messages, shown.inactive_messages, shown.delay_messages


def wait(mns, name: str, seconds: int = 30) -> None:
    mns.play(ReceiveMessage(queue_name="q", wait_seconds=seconds), message_id=name)


def test_a_received_message_has_its_times_and_its_count(mns, send):
    """The first dequeue time stays, the count goes up."""
    sent = send()
    mns.advance(1)
    first = mns.ask(RECEIVE)
    assert first.message_id == sent.message_id
    assert (first.enqueue_time, first.first_dequeue_time) == (START, START + 1000)
    assert (first.next_visible_time, first.dequeue_count, first.priority) == (START + 31000, 1, 8)
    mns.advance(30)
    again = mns.ask(RECEIVE)
    assert (again.first_dequeue_time, again.dequeue_count) == (START + 1000, 2)
    assert again.receipt_handle != first.receipt_handle


def test_counters_follow_a_message_through_its_states(mns, send):
    """Delayed, active, inactive, active again."""
    send(delay_seconds=10)
    assert counters(mns) == (0, 0, 1)
    mns.advance(10)
    assert counters(mns) == (1, 0, 0)
    mns.ask(RECEIVE)
    assert counters(mns) == (0, 1, 0)
    mns.advance(29.999)
    assert counters(mns) == (0, 1, 0)
    mns.advance(0.001)
    assert counters(mns) == (1, 0, 0)


def test_the_most_urgent_then_the_oldest_comes_first(mns, send):
    """Priority 1 is the highest; a message that comes back keeps its age."""
    for body, priority in [("b1", 8), ("b2", 8), ("z", 16), ("a", 1)]:
        send(body, priority=priority)
    bodies = [mns.ask(RECEIVE).message_body for _ in range(4)]
    assert bodies == ["a", "b1", "b2", "z"]
    mns.advance(30)
    assert mns.ask(RECEIVE).message_body == "a"


def test_a_batch_takes_what_is_there(mns, send):
    """It does not wait to fill up, and takes no more than it was asked for."""
    for body in "abc":
        send(body)
    command = BatchReceiveMessage(queue_name="q", num_of_messages=2, wait_seconds=30)
    assert [message.message_body for message in mns.ask(command).messages] == ["a", "b"]
    assert [message.message_body for message in mns.ask(command).messages] == ["c"]


def test_peeking_changes_nothing(mns, send):
    """A message never received shows its enqueue time as its first dequeue time."""
    send()
    before = len(mns.recorded)
    seen = mns.ask(PeekMessage(queue_name="q"))
    assert (seen.dequeue_count, seen.first_dequeue_time) == (0, START)
    assert mns.ask(BatchPeekMessage(queue_name="q", num_of_messages=5)).messages == [seen]
    assert len(mns.recorded) == before
    assert counters(mns) == (1, 0, 0)


def test_only_visible_messages_can_be_seen(mns, send):
    """Neither held nor delayed ones."""
    send(delay_seconds=5)
    send()
    mns.ask(RECEIVE)
    for command in (PeekMessage(queue_name="q"), RECEIVE):
        with pytest.raises(MessageNotExist, match=r"Message not exist\."):
            mns.ask(command)


@pytest.mark.parametrize("number", [0, 17])
@pytest.mark.parametrize("operation", [BatchReceiveMessage, BatchPeekMessage])
def test_a_batch_is_of_1_to_16(mns, operation, number):
    """Another number is refused."""
    with pytest.raises(InvalidArgument, match=r"numofmessages should between 1 and 16$"):
        mns.ask(operation(queue_name="q", num_of_messages=number))


@pytest.mark.parametrize("seconds", [-1, 31])
def test_a_wait_has_at_most_30_seconds(mns, seconds):
    """Another number is refused."""
    with pytest.raises(InvalidArgument, match="waitseconds should between 0 and 30 seconds"):
        mns.ask(ReceiveMessage(queue_name="q", wait_seconds=seconds))


def test_a_missing_queue_has_no_messages_to_see(mns):
    """All four ways of getting messages say so."""
    for operation in (ReceiveMessage, PeekMessage):
        with pytest.raises(QueueNotExist):
            mns.ask(operation(queue_name="none"))
    for operation in (BatchReceiveMessage, BatchPeekMessage):
        with pytest.raises(QueueNotExist):
            mns.ask(operation(queue_name="none", num_of_messages=1))


def test_a_wait_ends_with_the_message_that_is_sent(mns, send):
    """The consumer gets it at that very time."""
    wait(mns, "w")
    mns.advance(3)
    sent = send()
    received = mns.late["w"]
    assert received.message_id == sent.message_id
    assert received.first_dequeue_time == START + 3000
    assert not mns.parked


def test_a_wait_ends_when_a_delay_ends(mns, send):
    """Nothing else needs to happen to the queue."""
    send(delay_seconds=5)
    wait(mns, "w")
    mns.advance(4.999)
    assert "w" not in mns.late
    mns.advance(0.001)
    assert mns.late["w"].dequeue_count == 1


def test_a_wait_ends_when_a_visibility_ends(mns, send):
    """The message is delivered again."""
    mns.ask(SetQueueAttributes(queue_name="q", visibility_timeout=4))
    send()
    mns.ask(RECEIVE)
    wait(mns, "w")
    mns.advance(4)
    assert mns.late["w"].dequeue_count == 2


def test_a_wait_ends_when_a_consumer_gives_a_message_back(mns, send):
    """That is a visibility change to 0."""
    send()
    handle = mns.ask(RECEIVE).receipt_handle
    wait(mns, "w")
    mns.ask(ChangeMessageVisibility(queue_name="q", receipt_handle=handle, visibility_timeout=0))
    assert mns.late["w"].dequeue_count == 2


def test_a_wait_ends_by_itself(mns):
    """At its end and not before."""
    wait(mns, "w", seconds=7)
    mns.advance(6.999)
    assert "w" not in mns.late
    mns.advance(0.001)
    assert isinstance(mns.late["w"], MessageNotExist)


def test_without_a_wait_of_its_own_a_consumer_waits_as_the_queue_says(mns):
    """An explicit 0 does not wait at all."""
    mns.ask(SetQueueAttributes(queue_name="q", polling_wait_seconds=5))
    mns.play(RECEIVE, message_id="w")
    assert len(mns.parked) == 1
    with pytest.raises(MessageNotExist):
        mns.ask(ReceiveMessage(queue_name="q", wait_seconds=0))


def test_one_message_is_for_one_consumer(mns, send):
    """The one that waits longest gets it; the other goes on waiting to its own end."""
    wait(mns, "first")
    mns.advance(1)
    wait(mns, "second")
    send()
    assert isinstance(mns.late["first"], ReceivedMessage)
    assert "second" not in mns.late
    mns.advance(29)
    assert "second" not in mns.late
    mns.advance(1)
    assert isinstance(mns.late["second"], ReceivedMessage)  # the first one's visibility ended just then


def test_a_batch_wakes_as_many_consumers_as_it_has_visible_messages(mns):
    """A delayed one wakes nobody."""
    for name in ("a", "b", "c"):
        wait(mns, name)
    entries = [MessageEntry(message_body="x") for _ in range(2)]
    entries.append(MessageEntry(message_body="later", delay_seconds=9))
    mns.ask(BatchSendMessage(queue_name="q", messages=entries))
    assert set(mns.late) == {"a", "b"}
    mns.advance(9)
    assert mns.late["c"].message_body == "later"


def test_one_timer_is_enough_for_a_queue(mns):
    """However many messages are held or delayed."""
    for delay in (5, 3, 9, 0):
        mns.ask(SendMessage(queue_name="q", message_body="x", delay_seconds=delay))
    mns.ask(RECEIVE)
    assert list(mns.machine.timers) == ["queue/q"]
    mns.advance(40)
    assert counters(mns) == (4, 0, 0)
