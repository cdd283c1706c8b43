"""What an onlooker sees of a queue, and that the queue does not notice."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalehook.message_service.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.message_service.contents import ListQueueMessages, QueuedMessage
from scalehook_contracts.message_service.messages import (
    DeleteMessage,
    MessageSent,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.queues import CreateQueue


def seen(mns: Rehearsal, most: int = 100) -> list[QueuedMessage]:
    return mns.ask(ListQueueMessages(queue_name="q", most=most)).messages


def test_in_the_order_in_which_they_can_be_received(
    mns: Rehearsal, send: Callable[..., MessageSent]
) -> None:
    """The urgent first, then the old; behind them those that are to become visible, the first first."""
    send("late", delay_seconds=60)
    send("soon", delay_seconds=5)
    for body, priority in (("second", 8), ("first", 1), ("third", 8)):
        send(body, priority=priority)
    assert [each.body for each in seen(mns)] == ["first", "second", "third", "soon", "late"]
    assert [each.body for each in seen(mns, 4)] == ["first", "second", "third", "soon"]
    held = mns.ask(ReceiveMessage(queue_name="q"))
    (shown,) = [each for each in seen(mns) if each.state == "held"]
    assert (shown.body, shown.next_visible_time) == ("first", held.next_visible_time)
    mns.ask(DeleteMessage(queue_name="q", receipt_handle=held.receipt_handle))
    mns.advance(5)
    assert [(each.body, each.state) for each in seen(mns)] == [
        ("soon", "ready"), ("second", "ready"), ("third", "ready"), ("late", "delayed"),
    ]  # fmt: skip


def test_those_alone_that_are_asked_for(mns: Rehearsal, send: Callable[..., MessageSent]) -> None:
    """By their state and by a text, encoded or not; the part is taken of these, and they are counted."""
    send("Late order", delay_seconds=60)
    for body in ("order one", b64encode(b"Order two").decode(), "something else"):
        send(body)

    def found(**asked: Any) -> tuple[list[int], int]:
        reply = mns.ask(ListQueueMessages(queue_name="q", **asked))
        return [each.body_length for each in reply.messages], reply.matching

    assert found() == ([9, 12, 14, 10], 4)
    assert found(contained="ORDER") == ([9, 12, 10], 3)
    assert found(contained="order", state="ready") == ([9, 12], 2)
    assert found(contained="order", skip=1, most=1) == ([12], 3)
    assert found(state="held") == ([], 0)
    mns.ask(ReceiveMessage(queue_name="q"))
    assert found(state="held") == ([9], 1)


DEEDS = st.lists(st.sampled_from(["send", "delay", "receive", "advance"]), max_size=12)


def played(deeds: list[str], looks: bool) -> list[str]:
    """What is received in the end, by who looks after each deed and by who never does."""
    mns = Rehearsal(SERVICE)
    mns.ask(CreateQueue(queue_name="q", visibility_timeout=10))
    for number, deed in enumerate(deeds):
        if deed in ("send", "delay"):
            delay = 7 if deed == "delay" else 0
            mns.ask(SendMessage(queue_name="q", message_body=str(number), delay_seconds=delay))
        elif deed == "receive" and seen_active(mns):
            mns.ask(ReceiveMessage(queue_name="q"))
        else:
            mns.advance(4)
        if looks:
            seen(mns, 3)
    mns.advance(60)
    return [mns.ask(ReceiveMessage(queue_name="q")).message_body for _ in seen(mns)]


def seen_active(mns: Rehearsal) -> bool:
    """Whether something is to be received."""
    return bool(mns.state.queues["q"].visible(int(mns.now.timestamp() * 1000), 1))


@given(DEEDS)
def test_looking_changes_nothing(deeds: list[str]) -> None:
    """Whoever looks in between receives the same messages in the same order."""
    assert played(deeds, looks=True) == played(deeds, looks=False)
