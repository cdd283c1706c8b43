"""Where a message is that has gone to the dead letters: who asks is told, and by that the clock."""

from scalehook_contracts.message_service.messages import DeleteMessage, PeekMessage, ReceiveMessage
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.queues import CreateQueue, DeleteQueue
from scalehook_contracts.message_service.subscriptions import Subscribe
from scalehook_contracts.message_service.topics import CreateTopic
from scalehook_contracts.message_service.tracing import SentMessage, TraceMessages
from support.queues.dead_letters import fail, give, policy


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
