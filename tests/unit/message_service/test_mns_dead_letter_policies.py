"""What a dead-letter policy may say, and when it counts."""

import pytest

from scalehook.message_service.changes.queues import make_queue
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.messages import PeekMessage
from scalehook_contracts.message_service.purging import PurgeQueue
from scalehook_contracts.message_service.queues import CreateQueue, DeleteQueue
from support.queues.dead_letters import counts, fail, give, policy
from support.queues.probe import do


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
        ("acs:mns:cn-hangzhou:1:/topics/dead", 1, "InvalidArgument"),
        ("acs:oss:cn-hangzhou:1:/queues/dead", 1, "InvalidArgument"),
        ("acs:mns:cn-hangzhou:1:/queues/", 1, "InvalidArgument"),
        ("elsewhere/dead", 1, "InvalidArgument"),
    ],
)
def test_a_policy_that_could_not_work_is_refused(dead, target, receives, code):
    """Its target is there, another queue, and of the same type."""
    do(dead, lambda work: make_queue(work, "fifo", {"queue_type": "fifo"}))
    with pytest.raises(ApiError) as refusal:
        give(dead, "q", dlq_policy=policy(target, receives))
    assert refusal.value.code == code
    give(dead, "q", dlq_policy=policy(target, receives, enabled=False))


def test_a_purged_queue_keeps_its_policy(dead, send):
    """What comes after it moves as before."""
    send()
    dead.ask(PurgeQueue(queue_name="q"))
    send()
    fail(dead)
    assert (counts(dead, "q"), counts(dead, "dead")) == ((0, 0, 0), (1, 0, 0))
