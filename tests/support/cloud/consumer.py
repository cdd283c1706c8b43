"""A consumer that goes on through every crash, and counts what it is told."""

import json
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.trouble import away, refused

PAUSE_SECONDS = 0.1
OVER = "LifecycleHookIdAndLifecycleActionToken.Invalid"


@dataclass
class _Bare:
    ess: object


@dataclass
class Consumer:
    """Completes every action that it is notified of."""

    clients: Callable[[], Clients]
    notifications: int = 0
    messages: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by token
    completed: set[str] = field(default_factory=set)
    one_more: threading.Condition = field(default_factory=threading.Condition)

    @property
    def duplicates(self) -> int:
        """Notifications of an action that had been notified before."""
        return self.notifications - len(self.messages)

    def take_one(self) -> bool:
        """Take one notification and complete its action; False when there is none."""
        try:
            return self._take_one(self.clients())
        except Exception as problem:
            if not away(problem):
                raise
            threading.Event().wait(PAUSE_SECONDS)  # in real time, until something is there again
            return True  # the message comes again

    def _take_one(self, clients: Clients) -> bool:
        queue = clients.mns.get_queue("work")
        try:
            message = queue.receive_message(0)
        except Exception as problem:
            if refused(problem, "MessageNotExist"):
                return False
            raise
        content = json.loads(message.message_body)["content"]
        token = content["lifecycleActionToken"]
        before = token in self.messages
        self.notifications += 1
        self.messages[token].add(message.message_id)
        self._complete(clients, content["lifecycleHookId"], token, before)
        self._delete(queue, message.receipt_handle)
        return True

    def _complete(self, clients: Clients, hook: str, token: str, before: bool) -> None:
        try:
            Group.complete(_Bare(clients.ess), hook, token)
        except Exception as problem:
            if not (before and refused(problem, OVER)):  # else the first answer was lost
                raise
        with self.one_more:
            self.completed.add(token)
            self.one_more.notify_all()

    def _delete(self, queue: object, handle: str) -> None:
        try:
            queue.delete_message(handle)  # type: ignore[attr-defined]
        except Exception as problem:
            if not refused(problem, "MessageNotExist"):  # it was invisible for too short
                raise
