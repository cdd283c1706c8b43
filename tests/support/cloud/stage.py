"""A group whose hook notifies a queue, and somebody who reads it: what faults are tried on."""

import base64
import json
from itertools import count
from typing import Any

from mns.mns_exception import MNSServerException
from mns.queue import QueueMeta

from scalehook.testing.running import RunningStack
from support.cloud.clients import Clients
from support.cloud.group import Group

BOOT, WAIT = 5, 300
NUMBERS = count(1)


class Stage:
    """In a stack of this process; another group and queue each time."""

    def __init__(self, stack: RunningStack, **hook: Any) -> None:
        self.stack = stack
        self.clients = Clients(stack.address, stack.access_key_id, stack.access_key_secret)
        self.group = Group(self.clients)
        self.queue_name = f"q{next(NUMBERS)}"
        self.queue = self.clients.mns.get_queue(self.queue_name)
        self.queue.create(QueueMeta(vis_timeout=30))
        self.queue.set_encoding(False)  # bodies as they are
        given = {"default_result": "ABANDON", "heartbeat_timeout": WAIT, **hook}
        arn = self.clients.arn("mns", f"queue/{self.queue_name}")
        self.hook = self.group.hook(notification_arn=arn, **given)
        self.rule = self.group.rule(1)

    def grow(self) -> None:
        """One more instance, which waits."""
        self.group.execute(self.rule)
        self.stack.advance(BOOT)

    def bodies(self) -> list[str]:
        """Those of all messages that are there, as they are; they are deleted."""
        return [message.message_body for message in self.messages()]

    def messages(self) -> list[Any]:
        """All that are there; they are deleted."""
        found = []
        while (message := self.receive()) is not None:
            self.queue.delete_message(message.receipt_handle)
            found.append(message)
        return found

    def receive(self, wait: int = 0) -> Any:
        """One message, or None."""
        try:
            return self.queue.receive_message(wait)
        except MNSServerException as refusal:
            if refusal.type != "MessageNotExist":
                raise
            return None

    def tokens(self) -> list[str]:
        """What notifications there are tell of; they are deleted."""
        return [token_in(body) for body in self.bodies()]


def token_in(body: str) -> str:
    """The token that a notification tells of."""
    return str(content_of(body)["content"]["lifecycleActionToken"])


def content_of(body: str) -> Any:
    """What a notification says."""
    return json.loads(base64.b64decode(body))
