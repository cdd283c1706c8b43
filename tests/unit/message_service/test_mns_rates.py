"""Queues from which only so many messages can be received in a second."""

import pytest

from scalehook.message_service.changes.queues import change_queue
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import MessageNotExist, QpsLimitExceeded
from scalehook_contracts.message_service.batches import BatchReceiveMessage, BatchSendMessage
from scalehook_contracts.message_service.messages import MessageEntry, PeekMessage, ReceiveMessage
from scalehook_contracts.message_service.policies import TenantRateLimitPolicy
from support.queues.probe import do

RECEIVE = ReceiveMessage(queue_name="q")


def give(mns, enabled=True, most=2):
    policy = TenantRateLimitPolicy(enabled=enabled, max_receives_per_second=most)
    given = {"tenant_rate_limit_policy": policy}
    do(mns, lambda work: change_queue(work, work.state.queues["q"], given))


@pytest.fixture
def limited(mns):
    """Two messages a second can be received from `q`, which has nine."""
    entries = [MessageEntry(message_body=str(number)) for number in range(9)]
    mns.ask(BatchSendMessage(queue_name="q", messages=entries))
    give(mns)
    return mns


def test_what_exceeds_the_rate_is_refused_until_the_next_second(limited):
    """Seconds of virtual time, whole ones. Looking is no receiving."""
    limited.advance(0.5)
    bodies = [limited.ask(RECEIVE).message_body for _ in range(2)]
    with pytest.raises(QpsLimitExceeded, match=r"The qps limit of the queue is exceeded$"):
        limited.ask(RECEIVE)
    assert limited.ask(PeekMessage(queue_name="q")).message_body == "2"
    limited.advance(0.5)
    bodies += [limited.ask(RECEIVE).message_body for _ in range(2)]
    assert bodies == ["0", "1", "2", "3"]


def test_a_batch_is_as_many_receives_as_it_has_messages(limited):
    """It gets those that are left."""
    limited.ask(RECEIVE)
    batch = BatchReceiveMessage(queue_name="q", num_of_messages=3)
    assert [one.message_body for one in limited.ask(batch).messages] == ["1"]
    with pytest.raises(QpsLimitExceeded):
        limited.ask(batch)


def test_who_waits_gets_it_in_the_next_second(limited):
    """A long poll that would be refused waits, as long as its wait is."""
    for _ in range(2):
        limited.ask(RECEIVE)
    for who in ("a", "b", "c"):
        limited.play(ReceiveMessage(queue_name="q", wait_seconds=30), message_id=who)
    limited.advance(0.999)
    assert not limited.late
    limited.advance(0.001)
    assert sorted(limited.late) == ["a", "b"]
    limited.advance(1)
    assert sorted(limited.late) == ["a", "b", "c"]


def test_a_wait_that_ends_too_early_is_refused(limited):
    """There were messages all the time, and others got them."""
    give(limited, most=1)
    limited.advance(0.5)
    limited.ask(RECEIVE)
    for who in ("a", "b"):
        limited.play(ReceiveMessage(queue_name="q", wait_seconds=1), message_id=who)
    limited.advance(0.999)
    assert list(limited.late) == ["a"]
    limited.advance(0.001)
    assert isinstance(limited.late["b"], QpsLimitExceeded)


def test_an_empty_queue_is_empty_whatever_its_rate(limited):
    """The refusal of the rate is for those who would have got something."""
    for _ in range(5):
        limited.ask(BatchReceiveMessage(queue_name="q", num_of_messages=2))
        limited.advance(1)
    give(limited, most=1)
    with pytest.raises(MessageNotExist):
        limited.ask(RECEIVE)


def test_a_restart_forgets_no_receive(limited):
    """The count is state."""
    for _ in range(2):
        limited.ask(RECEIVE)
    limited.restart()
    with pytest.raises(QpsLimitExceeded):
        limited.ask(RECEIVE)


def test_a_policy_that_is_off_limits_nothing(limited):
    """Whatever it says."""
    give(limited, enabled=False, most=1)
    for _ in range(9):
        limited.ask(RECEIVE)


@pytest.mark.parametrize("most", [None, 0, -1])
def test_a_rate_of_nothing_is_refused(mns, most):
    """It would be a queue that nobody can receive from."""
    with pytest.raises(ApiError, match="MaxReceivesPerSecond"):
        give(mns, most=most)
