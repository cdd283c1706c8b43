"""A consumer of lifecycle hooks that runs until SIGTERM: `python consumer.py [QUEUE]`.

It deletes a message after the work, so a message comes back when the consumer dies. While the work
goes on, a thread sends heartbeats: the hook waits longer, and the message stays with this consumer.
An action that has ended in the meantime is no error: its message is deleted, and the next one comes.
"""

import base64
import json
import signal
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from mns.mns_exception import MNSExceptionBase, MNSServerException
from pauses import Pause, real_pause
from scaling import ENDED, Scaling
from settings import Cloud
from Tea.exceptions import TeaException
from work import Work, working

NOT_MINE_ANY_MORE = ("MessageNotExist", "ReceiptHandleError")
REMEMBERED = 1000
NAMED = ("lifecycleHookId", "lifecycleActionToken")


@dataclass
class Consumer:
    """Takes notifications from one queue, and gives each to `work`."""

    scaling: Any  # a client of the SDK
    queue: Any
    work: Work
    beat_every: float = 75.0  # seconds; a hook allows 20 heartbeats, and 6 hours in all
    hold_for: int = 300  # how long the hook waits after each heartbeat, and the message a third of that
    pause: Pause = real_pause
    hook: str = ""  # only notifications of hooks of this name; the others are left for others
    ended: OrderedDict[str, None] = field(default_factory=OrderedDict)  # a message may come twice

    def __post_init__(self) -> None:
        self.calls = Scaling(self.scaling, self.hold_for, self.pause)
        self.message_for = -(-self.hold_for // 3)
        self.queue.set_encoding(False)  # of what is no Base64 the SDK would tell nothing, for ever

    def run(self) -> None:
        """Take one after the other."""
        while True:
            try:
                self.take_one()
            except Exception as problem:  # whatever it was, the next message may do better
                print("again in a second:", repr(problem), file=sys.stderr)
                self.pause(1, threading.Event(), "")

    def take_one(self, wait_seconds: int = 20) -> bool:
        """Wait for a message and handle it; False when none has come."""
        try:
            message = self.queue.receive_message(wait_seconds)
        except MNSServerException as problem:
            if problem.type == "MessageNotExist":
                return False
            raise
        content = content_of(message.message_body)
        if content and self.hook not in ("", content.get("lifecycleHookName")):
            return True
        if content and content["lifecycleActionToken"] not in self.ended:
            self._serve(message, content)
        self._delete(message)
        return True

    def beat(self, message: Any, content: dict[str, Any]) -> None:
        """Ask for more time, of the hook and of the queue."""
        self.calls.heartbeat(content)
        self._hold(message, self.message_for)

    def _serve(self, message: Any, content: dict[str, Any]) -> None:
        try:
            self._hold(message, self.message_for)  # who takes over from a dead consumer has time, too
            with self._held(message, content):
                result = self.work(content)
            if content["lifecycleActionToken"] not in self.ended:
                self.calls.complete(content, result)
        except BaseException:  # SIGTERM too
            self._give_back(message)
            raise
        self._remember(content["lifecycleActionToken"])

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
        while True:
            self.pause(self.beat_every, done, content["lifecycleActionToken"])
            if done.is_set():
                return
            try:
                self.beat(message, content)
            except (TeaException, MNSExceptionBase) as refusal:
                print("no more time:", refusal, file=sys.stderr)
                if getattr(refusal, "code", "") == ENDED:
                    self._remember(content["lifecycleActionToken"])
                return

    def _hold(self, message: Any, seconds: int) -> None:
        held = self.queue.change_message_visibility(message.receipt_handle, seconds)
        message.receipt_handle = held.receipt_handle

    def _give_back(self, message: Any) -> None:
        try:
            self._hold(message, 1)  # then somebody else may have it
        except MNSExceptionBase as problem:
            print("the message comes back by itself:", problem, file=sys.stderr)

    def _remember(self, token: str) -> None:
        self.ended[token] = None
        if len(self.ended) > REMEMBERED:
            self.ended.popitem(last=False)

    def _delete(self, message: Any) -> None:
        try:
            self.queue.delete_message(message.receipt_handle)
        except MNSServerException as refusal:
            if refusal.type not in NOT_MINE_ANY_MORE:
                raise


def content_of(body: str) -> dict[str, Any] | None:
    """What a notification tells; None for what is none, such as a test of the receiver."""
    try:
        content = json.loads(base64.b64decode(body, validate=True))["content"]
        if all(isinstance(content[name], str) and content[name] for name in NAMED):
            return dict(content)
    except (ValueError, LookupError, TypeError):
        pass
    print("no notification:", body[:60], file=sys.stderr)
    return None


def stop(*_: object) -> None:
    """SIGTERM: a message in hand is given back on the way out."""
    sys.exit(0)


def main() -> None:
    """A consumer of the cloud that the environment names: a stack, or the real one."""
    cloud = Cloud()
    queue = cloud.queue(sys.argv[1] if sys.argv[1:] else "")
    signal.signal(signal.SIGTERM, stop)
    pause, hold_for = cloud.pause(), cloud.hold_for
    work, scaling = working(pause), cloud.scaling()
    Consumer(scaling, queue, work, hold_for / 4, hold_for, pause, cloud.hook).run()


if __name__ == "__main__":
    main()
