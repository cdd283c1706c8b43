"""Messages that nobody can cope with go to another queue."""

from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from scalehook.message_service.queues import dead_letters
from scalehook.message_service.state import State
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
from scalehook_contracts.message_service.queues import (
    CreateQueue,
)
from support.queues.dead_letters import counts, fail, give, letters, policy

ADAPTER = TypeAdapter(State)
HOUR = 3600


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
