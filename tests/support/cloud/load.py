"""Load on a stack that crashes, and what must be true of it in the end."""

import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from mns.mns_exception import MNSExceptionBase, MNSServerException
from mns.queue import Message, QueueMeta

from cloud.clients import Clients
from cloud.group import Group
from cloud.process import KEY_ID, SECRET


class Stack(Protocol):
    """What a load needs of a stack."""

    @property
    def address(self) -> str:
        """Host and port."""

    def advance(self, seconds: float) -> object:
        """Move the clock."""


@dataclass
class Load:
    """Clients that go on through every crash, and what they were told."""

    stack: Stack
    stopping: threading.Event = field(default_factory=threading.Event)
    kills: int = 0
    sent: list[str] = field(default_factory=list)  # acknowledged
    in_doubt: set[str] = field(default_factory=set)  # a kill fell into the call
    activities: dict[str, str] = field(default_factory=dict)  # client token → activity
    contradictions: list[str] = field(default_factory=list)

    def clients(self) -> Clients:
        return Clients(self.stack.address, KEY_ID, SECRET)

    def send_messages(self, name: str) -> None:
        """Number after number into the queue `load`."""
        number = 0
        while not self.stopping.is_set():
            body, kills = f"{name}-{number}", self.kills
            try:
                self.clients().mns.get_queue("load").send_message(Message(body))
                self.sent.append(body)
            except MNSExceptionBase:
                self.in_doubt.add(body)
            if kills != self.kills:
                self.in_doubt.add(body)
            number += 1

    def scale(self, group_ari: tuple[Group, str]) -> None:
        """Execute a rule over and over, each execution with a client token that is used twice."""
        group, ari = group_ari
        number = 0
        while not self.stopping.is_set():
            token = f"{group.id}-{number}"
            try:
                activity = group.execute(ari, token)
                if self.activities.setdefault(token, activity) != activity:
                    self.contradictions.append(token)
            except AlibabaCloudException as refusal:
                if refusal.code != "ScalingActivityInProgress":
                    number += 1
                continue
            except Exception:
                continue
            number += self.stopping.is_set() or random.random() < 0.5

    def complete(self, seen: Counter) -> None:
        """Complete whatever is notified."""
        while not self.stopping.is_set():
            complete_next(self.clients(), seen)


def complete_next(clients: Clients, seen: Counter) -> bool:
    """Take one notification and complete its action; False when there is none."""
    queue = clients.mns.get_queue("work")
    try:
        message = queue.receive_message(0)
        content = json.loads(message.message_body)["content"]
        Group.complete(_Bare(clients.ess), content["lifecycleHookId"], content["lifecycleActionToken"])
    except MNSServerException:
        return False
    except AlibabaCloudException as refusal:
        assert refusal.code == "LifecycleHookIdAndLifecycleActionToken.Invalid", refusal
    except Exception:
        return True  # the process died; the message comes again
    try:
        queue.delete_message(message.receipt_handle)
        seen[content["lifecycleActionToken"]] += 1
    except MNSExceptionBase:
        return True
    return True


@dataclass
class _Bare:
    ess: object


@contextmanager
def under_load(stack: Stack, groups: int = 3) -> Iterator[Load]:
    """Senders, scalers and a consumer go on inside the block; it is judged at its end."""
    load, seen = Load(stack), Counter()
    mns = load.clients().mns
    for name in ("load", "work"):
        mns.get_queue(name).create(QueueMeta())
    made = [_group(load) for _ in range(groups)]
    threads = [
        *(_thread(load.send_messages, name) for name in ("a", "b")),
        *(_thread(load.scale, group) for group in made),
        _thread(load.complete, seen),
    ]
    try:
        yield load
    finally:
        load.stopping.set()
        for thread in threads:
            thread.join(120)
    _settle(load, seen)
    _judge(load, made, seen)


def _group(load: Load) -> tuple[Group, str]:
    group = Group(load.clients(), max_size=1000)
    arn = load.clients().arn("mns", "queue/work")
    group.hook(notification_arn=arn, heartbeat_timeout=21600)
    return group, group.rule(1)


def _thread(target: Callable, *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, daemon=True)
    thread.start()
    return thread


def _settle(load: Load, seen: Counter) -> None:
    clients = load.clients()
    for _ in range(4):
        load.stack.advance(60)  # what was received and not deleted is visible again
        while complete_next(clients, seen):
            pass
    load.stack.advance(5)


def _judge(load: Load, groups: list[tuple[Group, str]], seen: Counter) -> None:
    bodies = Counter(_drain(load.clients()))
    lost = [body for body in load.sent if body not in bodies]
    doubled = [body for body, times in bodies.items() if times > 1 and body not in load.in_doubt]
    activities = [activity for group, _ in groups for activity in group.activities()]
    stuck = [
        i.lifecycle_state
        for group, _ in groups
        for i in group.instances()
        if i.lifecycle_state != "InService"
    ]
    print(
        f"\nsent {len(load.sent)}, lost {len(lost)}, doubled {len(doubled)}, activities "
        f"{len(load.activities)}, notified {len(seen)}, stuck {len(stuck)}"
    )
    assert (lost, doubled, stuck, load.contradictions) == ([], [], [], [])
    assert load.sent and load.activities
    assert {activity.status_code for activity in activities} == {"Successful"}
    assert set(seen.values()) == {1}


def _drain(clients: Clients) -> list[str]:
    queue, bodies = clients.mns.get_queue("load"), []
    while True:
        try:
            batch = queue.batch_receive_message(16)
        except MNSServerException:
            return bodies
        queue.batch_delete_message([message.receipt_handle for message in batch])
        bodies += [
            m.message_body.decode() if isinstance(m.message_body, bytes) else m.message_body
            for m in batch
        ]
