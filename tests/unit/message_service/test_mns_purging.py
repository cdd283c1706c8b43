"""All messages of a queue go at once."""

from collections.abc import Callable

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors.mns import MessageNotExist, QueueNotExist
from scalehook_contracts.message_service.messages import (
    DeleteMessage,
    MessageSent,
    PeekMessage,
    ReceiveMessage,
)
from scalehook_contracts.message_service.purging import PurgeQueue, QueuePurged
from scalehook_contracts.message_service.queues import GetQueueAttributes

Send = Callable[..., MessageSent]


def test_everything_goes(mns: Rehearsal, send: Send) -> None:
    """What is visible, received and delayed; one event says so, and a restart does not bring it back."""
    for more in ({}, {}, {"delay_seconds": 60}):
        send(**more)
    mns.ask(ReceiveMessage(queue_name="q"))
    before = len(mns.recorded)
    assert mns.ask(PurgeQueue(queue_name="q")).count == 3
    assert mns.recorded[before:] == [QueuePurged(queue_name="q", count=3)]
    for _ in range(2):
        found = mns.ask(GetQueueAttributes(queue_name="q"))
        assert (found.active_messages, found.inactive_messages, found.delay_messages) == (0, 0, 0)
        mns.restart()
    mns.advance(3600)
    with pytest.raises(MessageNotExist):
        mns.ask(PeekMessage(queue_name="q"))


def test_an_old_handle_is_no_wrong_one(mns: Rehearsal, send: Send) -> None:
    """Whoever held a message learns that it is gone."""
    send()
    held = mns.ask(ReceiveMessage(queue_name="q"))
    mns.ask(PurgeQueue(queue_name="q"))
    with pytest.raises(MessageNotExist):
        mns.ask(DeleteMessage(queue_name="q", receipt_handle=held.receipt_handle))


def test_the_queue_goes_on(mns: Rehearsal, send: Send) -> None:
    """What is sent afterwards is received, delayed or not; whoever waited gets it."""
    send()
    mns.ask(PurgeQueue(queue_name="q"))
    waiting = mns.play(ReceiveMessage(queue_name="q", wait_seconds=30))
    assert waiting.reply is None
    send("late", delay_seconds=5)
    mns.advance(5)
    (answer,) = mns.late.values()
    assert getattr(answer, "message_body", answer) == "late"


def test_an_empty_queue_stays_as_it_is(mns: Rehearsal) -> None:
    """Nothing is recorded; of one that is not there, it is refused."""
    before = len(mns.recorded)
    assert mns.ask(PurgeQueue(queue_name="q")).count == 0
    assert len(mns.recorded) == before
    with pytest.raises(QueueNotExist):
        mns.ask(PurgeQueue(queue_name="none"))
