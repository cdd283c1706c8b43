"""A consumer as a user would write it: takes notifications from a queue, and acts on the hook.

It deletes a message after the work, not before: when the consumer dies, the message comes back.
"""

import json
from dataclasses import dataclass
from typing import Any

from alibabacloud_ess20220222 import models as ess
from mns.mns_exception import MNSServerException
from mns.queue import QueueMeta

from scalehook.cli.demo.clients import Cloud


@dataclass
class Notification:
    """What a hook says, and the handle of the message that brought it."""

    content: dict[str, Any]
    receipt_handle: str


@dataclass(frozen=True)
class Consumer:
    """One queue's consumer."""

    cloud: Cloud
    queue_name: str

    def create_queue(self) -> "Consumer":
        """Make the queue."""
        self._queue.create(QueueMeta())
        return self

    def receive(self, wait_seconds: int = 5) -> Notification | None:
        """The next notification, or None when there is none. No other consumer sees it for a while."""
        try:
            message = self._queue.receive_message(wait_seconds)
        except MNSServerException as problem:
            if problem.type == "MessageNotExist":
                return None
            raise
        return Notification(json.loads(message.message_body)["content"], message.receipt_handle)

    def heartbeat(self, notification: Notification, seconds: int) -> None:
        """Ask for more time: the hook waits longer, and the message stays with this consumer."""
        self.cloud.ess.record_lifecycle_action_heartbeat(
            ess.RecordLifecycleActionHeartbeatRequest(
                lifecycle_hook_id=notification.content["lifecycleHookId"],
                lifecycle_action_token=notification.content["lifecycleActionToken"],
                heartbeat_timeout=seconds,
            )
        )
        held = self._queue.change_message_visibility(notification.receipt_handle, seconds)
        notification.receipt_handle = held.receipt_handle

    def complete(self, notification: Notification, result: str) -> None:
        """The work is done: end the wait, then delete the message."""
        self.cloud.ess.complete_lifecycle_action(
            ess.CompleteLifecycleActionRequest(
                lifecycle_hook_id=notification.content["lifecycleHookId"],
                lifecycle_action_token=notification.content["lifecycleActionToken"],
                lifecycle_action_result=result,
            )
        )
        self.delete(notification)

    def delete(self, notification: Notification) -> None:
        """Nobody shall get the message again."""
        self._queue.delete_message(notification.receipt_handle)

    @property
    def _queue(self) -> Any:
        return self.cloud.mns.get_queue(self.queue_name)
