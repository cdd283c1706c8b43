"""Receipt handles, visibility and retention."""

import re

import pytest

from scalehook_contracts.errors.mns import (
    InvalidArgument,
    MessageNotExist,
    MissingReceiptHandle,
    MissingVisibilityTimeout,
    QueueNotExist,
    ReceiptHandleError,
)
from scalehook_contracts.message_service.batches import BatchDeleteMessage
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    MessagesExpired,
    PeekMessage,
    ReceiveMessage,
)
from scalehook_contracts.message_service.queues import GetQueueAttributes, SetQueueAttributes


def receive(mns) -> str:
    return mns.ask(ReceiveMessage(queue_name="q")).receipt_handle


def delete(mns, handle: str | None) -> None:
    mns.ask(DeleteMessage(queue_name="q", receipt_handle=handle))


def change(mns, handle: str | None, seconds: int | None):
    return mns.ask(
        ChangeMessageVisibility(queue_name="q", receipt_handle=handle, visibility_timeout=seconds)
    )


def left(mns) -> int:
    shown = mns.ask(GetQueueAttributes(queue_name="q"))
    return shown.active_messages + shown.inactive_messages + shown.delay_messages


def test_a_handle_travels_in_a_query_as_it_is(mns, send):
    """It needs no escaping."""
    send()
    assert re.fullmatch(r"[A-Za-z0-9._-]+", receive(mns))


def test_a_held_message_is_deleted_by_its_handle(mns, send):
    """It never comes back; using the handle again finds no message."""
    send()
    handle = receive(mns)
    delete(mns, handle)
    mns.advance(60)
    assert left(mns) == 0
    with pytest.raises(MessageNotExist):
        delete(mns, handle)


@pytest.mark.parametrize("handle", ["garbage", "1-wrong", "99-abc", "²-x", "9" * 5000, "-"])
def test_a_wrong_handle_is_refused(mns, send, handle):
    """In the documented words."""
    send()
    receive(mns)
    with pytest.raises(ReceiptHandleError, match=r"The receipt handle you provide is not valid\."):
        delete(mns, handle)


def test_a_handle_ends_with_its_visibility(mns, send):
    """Whether or not anybody else has received the message."""
    send()
    handle = receive(mns)
    mns.advance(30)
    with pytest.raises(ReceiptHandleError):
        delete(mns, handle)


def test_only_the_latest_handle_works(mns, send):
    """A new receive voids the one before, even when its message is gone later."""
    send()
    old = receive(mns)
    mns.advance(30)
    new = receive(mns)
    with pytest.raises(ReceiptHandleError):
        delete(mns, old)
    delete(mns, new)
    with pytest.raises(ReceiptHandleError):
        delete(mns, old)


def test_no_handle_is_told_from_a_wrong_one(mns):
    """It has a code of its own."""
    for handle in (None, ""):
        with pytest.raises(MissingReceiptHandle):
            delete(mns, handle)
        with pytest.raises(MissingReceiptHandle):
            change(mns, handle, 5)


def test_a_visibility_change_runs_from_now_and_renews_the_handle(mns, send):
    """The count of receives does not change."""
    send()
    old = receive(mns)
    mns.advance(10)
    changed = change(mns, old, 100)
    assert changed.next_visible_time == 1767225600000 + 110_000
    with pytest.raises(ReceiptHandleError):
        delete(mns, old)
    mns.advance(99)
    with pytest.raises(MessageNotExist):
        mns.ask(PeekMessage(queue_name="q"))
    mns.advance(1)
    assert mns.ask(PeekMessage(queue_name="q")).dequeue_count == 1


def test_a_visibility_can_be_shortened_to_nothing(mns, send):
    """0 gives the message back at once."""
    send()
    change(mns, receive(mns), 0)
    assert mns.ask(PeekMessage(queue_name="q")).dequeue_count == 1


def test_a_visibility_change_needs_a_time_in_range(mns, send):
    """Missing and wrong ones are told apart."""
    send()
    handle = receive(mns)
    with pytest.raises(MissingVisibilityTimeout):
        change(mns, handle, None)
    for seconds in (-1, 43201):
        with pytest.raises(
            InvalidArgument, match="VisibilityTimeout should between 1 and 43200 seconds"
        ):
            change(mns, handle, seconds)


def test_a_batch_deletes_what_it_can(mns, send):
    """Only the failures are answered, a handle given twice among them."""
    send()
    send()
    first, second = receive(mns), receive(mns)
    batch = BatchDeleteMessage(queue_name="q", receipt_handles=[first, "wrong", second, first])
    errors = [(error.error_code, error.receipt_handle) for error in mns.ask(batch).errors]
    assert errors == [("ReceiptHandleError", "wrong"), ("MessageNotExist", first)]
    assert left(mns) == 0


def test_a_batch_that_deletes_all_has_no_errors(mns, send):
    """The gateway makes 204 of it."""
    send()
    batch = BatchDeleteMessage(queue_name="q", receipt_handles=[receive(mns)])
    assert mns.ask(batch).errors == []


def test_a_batch_with_an_empty_handle(mns, send):
    """Is refused as a whole: clients cannot read an error that names it."""
    send()
    batch = BatchDeleteMessage(queue_name="q", receipt_handles=[receive(mns), ""])
    with pytest.raises(MissingReceiptHandle):
        mns.ask(batch)
    assert left(mns) == 1


@pytest.mark.parametrize("number", [0, 17])
def test_a_batch_has_1_to_16_handles(mns, number):
    """Otherwise all of it is refused."""
    with pytest.raises(InvalidArgument, match="ReceiptHandles"):
        mns.ask(BatchDeleteMessage(queue_name="q", receipt_handles=["x"] * number))


def test_holding_needs_a_queue(mns):
    """Each of the three operations says so."""
    for operation in (DeleteMessage, BatchDeleteMessage, ChangeMessageVisibility):
        with pytest.raises(QueueNotExist):
            mns.ask(operation(queue_name="none"))


def test_a_message_is_gone_when_its_retention_is_over(mns, send):
    """The retention runs from the sending, whatever happened in between."""
    mns.ask(SetQueueAttributes(queue_name="q", message_retention_period=60))
    send("active")
    send("held", priority=1)
    send("delayed", delay_seconds=3600)
    receive(mns)
    mns.advance(59.999)
    assert left(mns) == 3
    mns.advance(0.001)
    assert left(mns) == 0
    assert [event.count for event in mns.recorded if isinstance(event, MessagesExpired)] == [3]
    assert not mns.machine.timers


def test_the_latest_handle_of_an_expired_message_finds_no_message(mns, send):
    """That is another refusal than for a wrong handle."""
    mns.ask(SetQueueAttributes(queue_name="q", message_retention_period=60, visibility_timeout=100))
    send()
    handle = receive(mns)
    mns.advance(60)
    with pytest.raises(MessageNotExist):
        delete(mns, handle)


def test_a_shorter_retention_counts_for_messages_that_are_there(mns, send):
    """Those beyond it go at once."""
    send()
    mns.advance(100)
    mns.ask(SetQueueAttributes(queue_name="q", message_retention_period=60))
    mns.advance(0)
    assert left(mns) == 0
    assert not mns.state.queues["q"].messages


def test_an_overdue_message_is_not_seen_before_its_timer_came(mns, send):
    """The clock may be ahead of the timers."""
    mns.ask(SetQueueAttributes(queue_name="q", message_retention_period=60))
    send()
    mns.now = mns.machine.timers["queue/q"].at
    assert left(mns) == 0
    with pytest.raises(MessageNotExist):
        mns.ask(ReceiveMessage(queue_name="q"))
