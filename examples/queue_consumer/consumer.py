"""A consumer of lifecycle hooks that runs for ever: `python consumer.py QUEUE`.

It deletes a message after the work, so a message comes back when the consumer dies. While the work
goes on, a thread sends heartbeats: the hook waits longer, and the message stays with this consumer.
An action that has ended in the meantime is no error: its message is deleted, and the next one comes.
"""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from alibabacloud_ess20220222 import models as ess
from alibabacloud_ess20220222.client import Client
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config
from mns.account import Account
from mns.mns_exception import MNSServerException

ENDED = "LifecycleHookIdAndLifecycleActionToken.Invalid"
NOT_MINE_ANY_MORE = ("MessageNotExist", "ReceiptHandleError")
Work = Callable[[dict[str, Any]], str]  # from a notification to CONTINUE, ABANDON or ROLLBACK


@dataclass
class Consumer:
    """Takes notifications from one queue, and gives each to `work`."""

    scaling: Any
    queue: Any
    work: Work
    beat_every: float = 120.0  # seconds; a hook allows 20 heartbeats, and 6 hours in all
    hold_for: int = 300  # how long hook and message wait after each heartbeat

    def run(self) -> None:
        """Take one after the other."""
        while True:
            self.take_one()

    def take_one(self, wait_seconds: int = 20) -> bool:
        """Wait for a notification and handle it; False when none has come."""
        try:
            message = self.queue.receive_message(wait_seconds)
        except MNSServerException as problem:
            if problem.type == "MessageNotExist":
                return False
            raise
        content = json.loads(message.message_body)["content"]
        with self._held(message, content):
            result = self.work(content)
        self._complete(content, result)
        self._delete(message)
        return True

    def beat(self, message: Any, content: dict[str, Any]) -> None:
        """Ask for more time, of the hook and of the queue."""
        self.scaling.record_lifecycle_action_heartbeat(
            ess.RecordLifecycleActionHeartbeatRequest(
                lifecycle_hook_id=content["lifecycleHookId"],
                lifecycle_action_token=content["lifecycleActionToken"],
                heartbeat_timeout=self.hold_for,
            )
        )
        held = self.queue.change_message_visibility(message.receipt_handle, self.hold_for)
        message.receipt_handle = held.receipt_handle

    @contextmanager
    def _held(self, message: Any, content: dict[str, Any]) -> Iterator[None]:
        done = threading.Event()
        beating = threading.Thread(target=self._beat_until, args=(done, message, content))
        beating.start()
        try:
            yield
        finally:
            done.set()
            beating.join()

    def _beat_until(self, done: threading.Event, message: Any, content: dict[str, Any]) -> None:
        while not done.wait(self.beat_every):
            try:
                self.beat(message, content)
            except (AlibabaCloudException, MNSServerException) as refusal:
                print("no more time:", refusal, file=sys.stderr)
                return

    def _complete(self, content: dict[str, Any], result: str) -> None:
        try:
            self.scaling.complete_lifecycle_action(
                ess.CompleteLifecycleActionRequest(
                    lifecycle_hook_id=content["lifecycleHookId"],
                    lifecycle_action_token=content["lifecycleActionToken"],
                    lifecycle_action_result=result,
                )
            )
        except AlibabaCloudException as refusal:
            if refusal.code != ENDED:
                raise

    def _delete(self, message: Any) -> None:
        try:
            self.queue.delete_message(message.receipt_handle)
        except MNSServerException as refusal:
            if refusal.type not in NOT_MINE_ANY_MORE:
                raise


def greet(content: dict[str, Any]) -> str:
    """Your work goes here."""
    print("hello", *content["instanceIds"])
    return "CONTINUE"


def main() -> None:
    """A consumer of the stack that `scalehook env` has named."""
    endpoint, key_id, secret, region = (
        os.environ[f"SCALEHOOK_{name}"]
        for name in ("ENDPOINT", "ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "REGION")
    )
    config = Config(
        access_key_id=key_id,
        access_key_secret=secret,
        region_id=region,
        endpoint=endpoint.removeprefix("http://"),
        protocol="HTTP",
    )
    queue = Account(endpoint, key_id, secret).get_queue(sys.argv[1])
    Consumer(Client(config), queue, greet).run()


if __name__ == "__main__":
    main()
