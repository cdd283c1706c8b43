"""Messages that nobody can cope with go to another queue."""

from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from scalehook.message_service import dead_letters
from scalehook.message_service.queue_changes import change_queue, make_queue
from scalehook.message_service.state import State
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.batches import BatchReceiveMessage
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    MessageDeadLettered,
    PeekMessage,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.policies import DlqPolicy
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    DeleteQueue,
    GetQueueAttributes,
)
from scalehook_contracts.message_service.subscriptions import Subscribe
from scalehook_contracts.message_service.topics import CreateTopic
from scalehook_contracts.message_service.tracing import SentMessage, TraceMessages
from support.queues.probe import do

ADAPTER = TypeAdapter(State)
HOUR = 3600


def policy(target="dead", receives=2, enabled=True):
    return DlqPolicy(enabled=enabled, dead_letter_target_queue=target, max_receive_count=receives)


@pytest.fixture
def dead(mns):
    """`q` has a dead-letter queue, `dead`; messages are received twice."""
    mns.ask(CreateQueue(queue_name="dead"))
    give(mns, "q", dlq_policy=policy())
    return mns


def give(mns, name, **attributes):
    do(mns, lambda work: change_queue(work, work.state.queues[name], attributes))
    mns.advance(0)


def fail(mns, times=2, name="q"):
    """Received, and not seen to."""
    for _ in range(times):
        mns.ask(ReceiveMessage(queue_name=name))
        mns.advance(30)


def counts(mns, name):
    shown = mns.ask(GetQueueAttributes(queue_name=name))
    return shown.active_messages, shown.inactive_messages, shown.delay_messages


def letters(mns):
    return [event for event in mns.recorded if isinstance(event, MessageDeadLettered)]


def test_what_was_received_too_often_moves_when_its_visibility_ends(dead, send):
    """At that very time, once: a new message of the other queue, with a word on where it comes from."""
    sent = send("poison", priority=3)
    fail(dead, times=1)
    assert dead.ask(ReceiveMessage(queue_name="q")).dequeue_count == 2
    dead.advance(29.999)
    assert (counts(dead, "q"), counts(dead, "dead")) == ((0, 1, 0), (0, 0, 0))
    dead.advance(0.001)
    assert (counts(dead, "q"), counts(dead, "dead")) == ((0, 0, 0), (1, 0, 0))
    letter = dead.ask(ReceiveMessage(queue_name="dead"))
    assert (letter.message_body, letter.priority, letter.dequeue_count) == ("poison", 3, 1)
    assert letter.message_id not in ("", sent.message_id)
    assert {one.name: one.value for one in letter.system_properties} == {
        "DLQMessageType": "Queue",
        "DLQSourceArn": "acs:mns:cn-hangzhou:1234567890123456:/queues/q",
        "DLQOriginMessageId": sent.message_id,
    }
    assert len(letters(dead)) == 1


def test_who_gives_it_back_for_the_last_time_gives_it_away(dead, send):
    """A visibility of 0 ends it at once; the consumer's handle is of a message that is gone."""
    send()
    fail(dead, times=1)
    handle = dead.ask(ReceiveMessage(queue_name="q")).receipt_handle
    change = ChangeMessageVisibility(queue_name="q", receipt_handle=handle, visibility_timeout=0)
    changed = dead.ask(change)
    assert counts(dead, "dead") == (1, 0, 0)
    with pytest.raises(MessageNotExist):
        dead.ask(DeleteMessage(queue_name="q", receipt_handle=changed.receipt_handle))


def test_properties_and_group_stay(dead):
    """Those that say where it comes from are added, in the place of older ones."""
    kept = Property(name="n", value="1", type="NUMBER")
    trace = Property(name="traceparent", value="00-1", type="STRING")
    old = Property(name="DLQSourceArn", value="elsewhere", type="STRING")
    dead.ask(
        SendMessage(
            queue_name="q", message_body="x", message_group_id="g",
            user_properties=[kept], system_properties=[trace, old],
        )
    )  # fmt: skip
    fail(dead)
    letter = dead.ask(PeekMessage(queue_name="dead"))
    assert (letter.user_properties, letter.message_group_id) == ([kept], "g")
    names = [one.name for one in letter.system_properties]
    assert names == ["traceparent", "DLQMessageType", "DLQSourceArn", "DLQOriginMessageId"]
    assert letter.system_properties[2].value.endswith("/queues/q")


def test_the_move_does_not_make_it_younger(dead, send):
    """It goes when its time in both queues together is over, whatever came to the other one before."""
    give(dead, "dead", message_retention_period=HOUR)
    send("old")
    dead.advance(HOUR / 2)
    dead.ask(SendMessage(queue_name="dead", message_body="young"))
    fail(dead)
    assert counts(dead, "dead") == (2, 0, 0)
    first = dead.ask(PeekMessage(queue_name="dead"))
    assert first.message_body == "young"
    dead.advance(HOUR / 2 - 60)
    assert counts(dead, "dead") == (1, 0, 0)
    assert dead.ask(PeekMessage(queue_name="dead")).message_body == "young"
    dead.advance(HOUR / 2)
    assert counts(dead, "dead") == (0, 0, 0)


def test_it_may_be_too_old_for_the_other_queue_at_once(dead, send):
    """Then it is gone, as a message of its age is there."""
    give(dead, "dead", message_retention_period=60)
    send()
    fail(dead, times=1)
    dead.advance(HOUR)
    fail(dead, times=1)
    assert (counts(dead, "q"), counts(dead, "dead")) == ((0, 0, 0), (0, 0, 0))
    assert not dead.state.queues["dead"].messages


def test_what_is_too_old_does_not_move(dead, send):
    """Its retention ends at the same instant as its visibility: it is gone."""
    give(dead, "q", message_retention_period=60)
    send()
    fail(dead)
    assert (counts(dead, "q"), counts(dead, "dead")) == ((0, 0, 0), (0, 0, 0))
    assert not letters(dead)


@pytest.mark.parametrize("other", [None, "fifo"])
def test_without_a_target_it_is_received_on_and_on(dead, send, other):
    """One of another order is none either. It moves as soon as there is one."""
    send()
    fail(dead, times=1)
    dead.ask(DeleteQueue(queue_name="dead"))
    if other:
        do(dead, lambda work: make_queue(work, "dead", {"queue_type": other}))
    fail(dead, times=3)
    assert counts(dead, "q") == (1, 0, 0)
    dead.ask(DeleteQueue(queue_name="dead"))
    dead.ask(CreateQueue(queue_name="dead"))
    dead.advance(0)
    assert (counts(dead, "q"), counts(dead, "dead")) == ((0, 0, 0), (1, 0, 0))


def test_a_policy_counts_for_what_is_there(mns, send):
    """Visible messages that were received too often move at once; one that is off moves none."""
    mns.ask(CreateQueue(queue_name="dead"))
    give(mns, "q", dlq_policy=policy(enabled=False))
    send("often")
    fail(mns)
    send("once", priority=1)
    fail(mns, times=1)
    assert counts(mns, "q") == (2, 0, 0)
    give(mns, "q", dlq_policy=policy())
    assert (counts(mns, "q"), counts(mns, "dead")) == ((1, 0, 0), (1, 0, 0))
    assert mns.ask(PeekMessage(queue_name="q")).message_body == "once"


def test_dead_letters_have_dead_letters(dead, send):
    """Each queue of a chain counts anew; the last place is named."""
    dead.ask(CreateQueue(queue_name="end"))
    give(dead, "dead", dlq_policy=policy("acs:mns:anywhere:1:/queues/end", 1))
    sent = send()
    fail(dead)
    between = dead.ask(PeekMessage(queue_name="dead")).message_id
    fail(dead, times=1, name="dead")
    letter = dead.ask(PeekMessage(queue_name="end"))
    said = {one.name: one.value for one in letter.system_properties}
    assert said["DLQOriginMessageId"] == between
    assert said["DLQSourceArn"].endswith("/queues/dead")
    assert between != sent.message_id


def test_a_consumer_of_dead_letters_is_woken(dead, send):
    """A long poll at the other queue ends with the message, at the time of the move."""
    send()
    fail(dead, times=1)
    dead.ask(ReceiveMessage(queue_name="q"))
    dead.advance(10)
    dead.play(ReceiveMessage(queue_name="dead", wait_seconds=30), message_id="w")
    dead.advance(20)
    assert dead.late["w"].dequeue_count == 1


def test_a_kill_before_the_move_and_after_it_moves_once(dead, send):
    """The queue's timer is in the journal, and so is the move."""
    send()
    fail(dead, times=1)
    dead.ask(ReceiveMessage(queue_name="q"))
    dead.restart()
    dead.advance(30)
    dead.restart()
    dead.advance(30)
    assert (counts(dead, "q"), counts(dead, "dead")) == ((0, 0, 0), (1, 0, 0))
    assert len(letters(dead)) == 1


def test_a_snapshot_knows_who_is_about_to_move(dead, send):
    """Nobody can receive it meanwhile, though its time is over."""
    send()
    fail(dead, times=1)
    dead.ask(ReceiveMessage(queue_name="q"))
    dead.machine.state = ADAPTER.validate_json(ADAPTER.dump_json(dead.state))
    dead.now += timedelta(seconds=31)  # the timer is late
    with pytest.raises(MessageNotExist):
        dead.ask(ReceiveMessage(queue_name="q"))
    assert counts(dead, "q") == (0, 1, 0)
    dead.advance(0)
    assert counts(dead, "dead") == (1, 0, 0)


def test_many_move_in_slices(dead, monkeypatch):
    """Others are handled in between; all of them move at the same instant."""
    monkeypatch.setattr(dead_letters, "AT_ONCE", 3)
    for number in range(8):
        dead.ask(SendMessage(queue_name="q", message_body=str(number)))
    for _ in range(2):
        dead.ask(BatchReceiveMessage(queue_name="q", num_of_messages=8))
        dead.advance(30)
    assert [event.serial for event in letters(dead)] == list(range(1, 9))
    assert len({event.moved_at for event in letters(dead)}) == 1
    entries = [entry.recorded for entry in dead.entries()]
    moves = [sum(isinstance(event, MessageDeadLettered) for event in events) for events in entries]
    assert [number for number in moves if number] == [3, 3, 2]


@pytest.mark.parametrize(
    ("target", "receives", "code"),
    [
        ("q", 1, "InvalidArgument"),
        ("", 1, "InvalidArgument"),
        ("fifo", 1, "InvalidArgument"),
        ("dead", 0, "InvalidArgument"),
        ("dead", None, "InvalidArgument"),
        ("nowhere", 1, "QueueNotExist"),
        ("acs:mns:cn-hangzhou:1:/queues/q", 1, "InvalidArgument"),
    ],
)
def test_a_policy_that_could_not_work_is_refused(dead, target, receives, code):
    """Its target is there, another queue, and of the same type."""
    do(dead, lambda work: make_queue(work, "fifo", {"queue_type": "fifo"}))
    with pytest.raises(ApiError) as refusal:
        give(dead, "q", dlq_policy=policy(target, receives))
    assert refusal.value.code == code
    give(dead, "q", dlq_policy=policy(target, receives, enabled=False))


def trace(mns, sent, at):
    message = SentMessage(receiver="queue", name="q", message_id=sent.message_id, sent_at=at)
    [found] = mns.ask(TraceMessages(messages=[message])).traces
    return found


def test_who_asks_for_a_message_is_told_where_it_is_now(dead, send):
    """In the last queue of the chain, until somebody takes it there."""
    dead.ask(CreateQueue(queue_name="end"))
    give(dead, "dead", dlq_policy=policy("end", 1))
    sent, at = send(), int(dead.now.timestamp() * 1000)
    fail(dead)
    found = trace(dead, sent, at)
    letter = dead.ask(PeekMessage(queue_name="dead"))
    assert (found.fate, found.place, found.own_id) == ("visible", "queue/dead", letter.message_id)
    dead.ask(ReceiveMessage(queue_name="dead"))
    assert (trace(dead, sent, at).fate, trace(dead, sent, at).queue_name) == ("in_hand", "dead")
    dead.advance(30)
    assert (trace(dead, sent, at).fate, trace(dead, sent, at).place) == ("visible", "queue/end")
    handle = dead.ask(ReceiveMessage(queue_name="end")).receipt_handle
    dead.ask(DeleteMessage(queue_name="end", receipt_handle=handle))
    assert trace(dead, sent, at).fate == "taken"


def test_a_message_whose_dead_letter_queue_is_gone_is_lost(dead, send):
    """Nobody can have taken it."""
    sent, at = send(), int(dead.now.timestamp() * 1000)
    fail(dead)
    dead.ask(DeleteQueue(queue_name="dead"))
    assert trace(dead, sent, at).fate == "lost"


def test_a_topic_s_copy_is_found_among_the_dead_letters(dead):
    """By the id of the topic's message, as in its first queue."""
    dead.ask(CreateTopic(topic_name="t"))
    dead.ask(Subscribe(topic_name="t", subscription_name="s", endpoint="acs:mns:r:1:queues/q"))
    dead.advance(1)
    published = dead.ask(PublishMessage(topic_name="t", message_body="x"))
    at = int(dead.now.timestamp() * 1000)
    fail(dead)
    asked = SentMessage(receiver="topic", name="t", message_id=published.message_id, sent_at=at)
    [found] = dead.ask(TraceMessages(messages=[asked])).traces
    assert (found.fate, found.place) == ("visible", "queue/dead")
