"""A consumer as a user would write it: takes notifications from a queue, acts on the hook."""

import json
from dataclasses import dataclass
from typing import Any

from alibabacloud_ess20220222 import models as ess
from mns.mns_exception import MNSServerException

from scalehook.cli.demo.clients import Cloud


@dataclass(frozen=True)
class Consumer:
    """One queue's consumer."""

    cloud: Cloud
    queue_name: str

    def create_queue(self) -> "Consumer":
        """Make the queue."""
        from mns.queue import QueueMeta

        self.cloud.mns.get_queue(self.queue_name).create(QueueMeta())
        return self

    def receive(self, wait_seconds: int = 5) -> dict[str, Any] | None:
        """The content of the next notification, taken off the queue; None when there is none."""
        queue = self.cloud.mns.get_queue(self.queue_name)
        try:
            message = queue.receive_message(wait_seconds)
        except MNSServerException as problem:
            if problem.type == "MessageNotExist":
                return None
            raise
        queue.delete_message(message.receipt_handle)
        return dict(json.loads(message.message_body)["content"])

    def heartbeat(self, notification: dict[str, Any], seconds: int) -> None:
        """Ask for more time."""
        self.cloud.ess.record_lifecycle_action_heartbeat(
            ess.RecordLifecycleActionHeartbeatRequest(
                lifecycle_hook_id=notification["lifecycleHookId"],
                lifecycle_action_token=notification["lifecycleActionToken"],
                heartbeat_timeout=seconds,
            )
        )

    def complete(self, notification: dict[str, Any], result: str) -> None:
        """End the wait."""
        self.cloud.ess.complete_lifecycle_action(
            ess.CompleteLifecycleActionRequest(
                lifecycle_hook_id=notification["lifecycleHookId"],
                lifecycle_action_token=notification["lifecycleActionToken"],
                lifecycle_action_result=result,
            )
        )
