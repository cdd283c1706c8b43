"""Messages that move to a queue of dead letters, one after the other, while the stack may be killed."""

from collections import Counter
from contextlib import suppress

import httpx
from alibabacloud_mns_open20220119 import models
from mns.mns_exception import MNSServerException
from mns.queue import Message, Queue

from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET, StackProcess

MOST = 16  # of a batch


class Letters:
    """Each has been received as often as it may be; the visibility of one ends at each second."""

    def __init__(self, stack: StackProcess, number: int) -> None:
        self._stack, self._number = stack, number
        clients = Clients(stack.address, KEY_ID, SECRET)
        plane = clients.mns_open
        plane.create_queue(models.CreateQueueRequest(queue_name="dead"))
        policy = models.CreateQueueRequestDlqPolicy(
            enabled=True, dead_letter_target_queue="dead", max_receive_count=1
        )
        plane.create_queue(models.CreateQueueRequest(queue_name="work", dlq_policy=policy))
        self._work, self._dead = clients.mns.get_queue("work"), clients.mns.get_queue("dead")
        for second in range(1, number + 1):
            self._work.send_message(Message(f"letter {second}"))
            held = self._work.receive_message()
            self._work.change_message_visibility(held.receipt_handle, second)

    def move_some(self) -> None:
        """As many as the stack gets to before it is killed."""
        with suppress(httpx.HTTPError):
            self._stack.advance(self._number)

    def check_that_each_is_there_once(self) -> None:
        """In the queue of dead letters, when all had to go."""
        self._stack.advance(self._number)
        found = Counter(_all(self._dead))
        assert found == dict.fromkeys((f"letter {second}" for second in range(1, self._number + 1)), 1)
        seen = self._work.get_attributes()
        assert (seen.active_messages, seen.inactive_messages, seen.delay_messages) == (0, 0, 0)


def _all(queue: Queue) -> list[str]:
    """What can be received; nothing becomes visible again meanwhile."""
    bodies: list[str] = []
    try:
        while True:
            bodies += [message.message_body.decode() for message in queue.batch_receive_message(MOST)]
    except MNSServerException as problem:
        if problem.type != "MessageNotExist":
            raise
    return bodies
