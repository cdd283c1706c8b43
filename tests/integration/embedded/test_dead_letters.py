"""Dead letters and orders: the control plane makes the queues, REST uses them."""

import pytest
from alibabacloud_mns_open20220119 import models
from mns.mns_exception import MNSServerException
from mns.queue import Message, Queue

from scalehook.testing.running import RunningStack
from support.cloud.clients import Clients


@pytest.fixture
def clients(scalehook: RunningStack) -> Clients:
    return Clients(scalehook.address, scalehook.access_key_id, scalehook.access_key_secret)


def queue_of(clients: Clients, name: str, **attributes: object) -> Queue:
    clients.mns_open.create_queue(models.CreateQueueRequest(queue_name=name, **attributes))
    return clients.mns.get_queue(name)


def test_a_message_that_nobody_copes_with(scalehook: RunningStack, clients: Clients) -> None:
    """After two receives it is in the other queue, and says where it comes from."""
    dead = queue_of(clients, "dead")
    policy = models.CreateQueueRequestDlqPolicy(
        enabled=True, dead_letter_target_queue="dead", max_receive_count=2
    )
    work = queue_of(clients, "work", dlq_policy=policy)
    sent = work.send_message(Message("poison"))
    for count in (1, 2):
        assert work.receive_message(0).dequeue_count == count
        scalehook.advance(30)
    with pytest.raises(MNSServerException, match="MessageNotExist"):
        work.receive_message(0)
    assert work.get_attributes().inactive_messages == 0
    letter = dead.receive_message(0)
    assert (letter.message_body, letter.dequeue_count) == (b"poison", 1)
    said = {name: one.string_value for name, one in letter.system_properties.items()}
    assert said["DLQOriginMessageId"] == sent.message_id
    assert said["DLQSourceArn"].endswith(":/queues/work")


def test_a_queue_that_keeps_order(clients: Clients) -> None:
    """The second message of a group is there when the first is deleted."""
    queue = queue_of(clients, "fifo", queue_type="fifo")
    with pytest.raises(MNSServerException, match="InvalidArgument"):
        queue.send_message(Message("x"))
    for body in ("a1", "a2", "b1"):
        queue.send_message(Message(body, message_group_id=body[0]))
    first, other = queue.batch_receive_message(16, 0)
    assert [(one.message_body, one.message_group_id) for one in (first, other)] == [
        (b"a1", "a"),
        (b"b1", "b"),
    ]
    queue.delete_message(first.receipt_handle)
    assert queue.receive_message(0).message_body == b"a2"
