"""Clients that leave while they wait for a message, on one stack or another."""

from mns.queue import Message, QueueMeta

from support.cloud import raw
from support.cloud.clients import Clients
from support.cloud.process import StackProcess
from support.cloud.processes import DistributedStack
from support.http import HTTP

KINDS = ("?waitseconds=30", "?numOfMessages=16&waitseconds=30", "", "?waitseconds=30")


def check_that_only_who_is_left_gets_it(
    stack: StackProcess | DistributedStack, clients: Clients
) -> None:
    """Of those who waited, by all kinds of calls, only the last is left: it gets the message, for the
    first time.
    """
    queue = clients.mns.get_queue("left")
    queue.create(QueueMeta(polling_wait_sec=30))
    connections = []
    for kind in KINDS:
        connections.append(raw.connect(stack))
        connections[-1].sendall(raw.mns_request(clients, "GET", f"/queues/left/messages{kind}"))
        assert HTTP.get(f"{stack.endpoint}/healthz").status_code == 200
    *gone, left = connections
    for connection in gone:
        connection.close()
    stack.advance(0)
    queue.send_message(Message("for the one who is left"))
    with left:
        [(status, body)] = raw.answers(left)
    assert status == 200
    assert b"<DequeueCount>1</DequeueCount>" in body
