"""A group whose hook waits 600 s and gives up the instance, and consumers in threads of their own."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from mns.queue import QueueMeta
from mns.subscription import SubscriptionMeta
from mns.topic import TopicMeta

from scalehook.testing.running import RunningStack
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.http import HTTP
from support.patience import PATIENCE_SECONDS, wait_until

BOOT = 5


class Scene:
    """One queue, one group, one hook."""

    def __init__(self, stack: RunningStack, visible: int = 43200, subscribed: str = "") -> None:
        """The hook notifies the queue, or a topic to which this endpoint is subscribed."""
        self.stack = stack
        self.clients = self.new_clients()
        self.queue().create(QueueMeta(vis_timeout=visible))
        if subscribed:
            self._subscribe(subscribed)
        self.group = self.new_group("topic/t" if subscribed else "queue/work")

    def new_group(self, notified: str = "queue/work", timeout: int = 600) -> Group:
        group = Group(self.clients)
        arn = self.clients.arn("mns", notified) if notified else None
        group.hook(notification_arn=arn, default_result="ABANDON", heartbeat_timeout=timeout)
        return group

    def _subscribe(self, endpoint: str) -> None:
        topic: Any = self.clients.mns.get_topic("t")
        topic.create(TopicMeta())
        meta = SubscriptionMeta(endpoint, notify_content_format="SIMPLIFIED")
        topic.get_subscription("s").subscribe(meta)

    def now(self) -> datetime:
        return self.stack.stack.clock.now()

    def await_time(self, at: datetime) -> None:
        """Until virtual time is there; the clock may stand then."""
        wait_until(lambda: self.now() >= at, lambda: f"it is {self.now()}, not {at}")

    def new_clients(self) -> Clients:
        """With connections of their own."""
        stack = self.stack
        return Clients(stack.address, stack.access_key_id, stack.access_key_secret)

    def queue(self, clients: Clients | None = None) -> Any:
        return (clients or self.clients).mns.get_queue("work")

    def waiting(self) -> list[dict[str, Any]]:
        """The actions that wait, the first deadline first."""
        status = HTTP.get(f"{self.stack.endpoint}/_scalehook/status").json()
        return list(status["waiting"])

    def reading(self) -> bool:
        """Whether a long poll waits for messages."""
        return self.stack.stack.control.readers.waits("work")

    def await_states(self, states: list[str]) -> None:
        """Until the group's activity has ended, with its instances in these states."""
        wait_until(
            lambda: self.group.states() == states and self.group.activities()[0].progress == 100,
            lambda: f"{self.group.states()}, not {states}",
        )

    def await_sleeper(self) -> None:
        """Until somebody sleeps in virtual time for an action."""
        wait_until(self.stack.stack.timekeeper.sleepers.actions, lambda: "nobody sleeps")

    def scale_out(self) -> str:
        """The activity; the hook fires when the instance has started."""
        return self.group.execute(self.group.rule(1))

    @contextmanager
    def consumer(self, work: "Callable[[Hands], None]") -> "Iterator[Hands]":
        """One that runs in a thread of its own until its work is done, and whose problem is the test's.
        It has begun to read when the block begins.
        """
        hands = Hands(self)
        thread = threading.Thread(target=hands.run, args=(work,), daemon=True)
        thread.start()
        wait_until(lambda: self.reading() or not thread.is_alive(), lambda: "it does not read")
        yield hands
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()
        if hands.problem is not None:
            raise hands.problem


class Hands:
    """What a consumer does with one notification."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.clients = scene, scene.new_clients()
        self.queue = scene.queue(self.clients)
        self.problem: BaseException | None = None

    def run(self, work: "Callable[[Hands], None]") -> None:
        try:
            work(self)
        except BaseException as problem:
            self.problem = problem

    def take(self, wait_seconds: int = 20) -> None:
        """Receive it."""
        self.message = self.queue.receive_message(wait_seconds)
        self.content = self.content_of(self.message)

    @staticmethod
    def content_of(message: Any) -> dict[str, Any]:
        """What it says of the action."""
        return dict(json.loads(message.message_body)["content"])

    def ends(self, margin: float) -> datetime:
        """So many seconds before the action's end."""
        [waiting] = self.scene.waiting()
        return datetime.fromisoformat(waiting["deadline"]) - timedelta(seconds=margin)

    def delete(self) -> None:
        self.queue.delete_message(self.message.receipt_handle)

    def close(self) -> None:
        """Its connection goes."""
        self.clients.mns.mns_client.http.conn.close()

    def complete(self) -> None:
        content = self.content
        hook, token = content["lifecycleHookId"], content["lifecycleActionToken"]
        self.scene.group.of(self.clients).complete(hook, token, "CONTINUE")

    def heartbeat(self, seconds: int) -> None:
        content = self.content
        hook, token = content["lifecycleHookId"], content["lifecycleActionToken"]
        self.scene.group.of(self.clients).heartbeat(hook, token, seconds)
