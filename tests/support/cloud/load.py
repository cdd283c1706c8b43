"""Load on a stack that crashes, by the official SDKs."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from mns.queue import Message, QueueMeta

from support.cloud.clients import Clients
from support.cloud.consumer import Consumer
from support.cloud.group import Group
from support.cloud.process import KEY_ID, SECRET
from support.cloud.trouble import away, refused
from support.cloud.verdict import Verdict
from support.patience import PATIENCE_SECONDS

BREATH_SECONDS = 0.02  # between a message and the next
PAUSE_SECONDS = 0.1  # after what fails at once: nothing new comes of asking sooner


class Stack(Protocol):
    """What a load needs of a stack."""

    @property
    def address(self) -> str:
        """Host and port."""

    def advance(self, seconds: float) -> object:
        """Move the clock."""


@dataclass
class Load:
    """Clients that go on through every crash, and what they were told.

    A failure that no crash explains ends its thread, and is told in the end.
    """

    stack: Stack
    breath: float = BREATH_SECONDS
    stopping: threading.Event = field(default_factory=threading.Event)
    kills: int = 0
    groups: list[tuple[Group, str]] = field(default_factory=list)  # each with its rule
    sent: list[str] = field(default_factory=list)  # acknowledged
    in_doubt: set[str] = field(default_factory=set)  # a kill fell into the call
    accepted: dict[str, str] = field(default_factory=dict)  # client token → activity
    unanswered: set[str] = field(default_factory=set)  # client tokens
    contradictions: list[str] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.consumer = Consumer(self.clients)

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
            except Exception as problem:
                if not away(problem):
                    raise
                self.in_doubt.add(body)
                self.stopping.wait(PAUSE_SECONDS)
            if kills != self.kills:
                self.in_doubt.add(body)
            number += 1
            self.stopping.wait(self.breath)

    def scale(self, group: Group, ari: str) -> None:
        """Execute a rule over and over, each execution with a client token that is used twice."""
        number = 0
        while not self.stopping.is_set():
            token = f"{group.id}-{number}"
            if not self._execute(group, ari, token):
                self.stopping.wait(PAUSE_SECONDS)
                continue
            number += random.random() < 0.5
            self.stopping.wait(self.breath)

    def _execute(self, group: Group, ari: str, token: str) -> bool:
        try:
            activity = group.execute(ari, token)
        except Exception as problem:
            if away(problem):
                self.unanswered.add(token)
            elif not refused(problem, "ScalingActivityInProgress"):
                raise
            return False
        self.unanswered.discard(token)
        if self.accepted.setdefault(token, activity) != activity:
            self.contradictions.append(token)
        return True

    def complete(self) -> None:
        """Complete whatever is notified."""
        while not self.stopping.is_set():
            if not self.consumer.take_one():
                self.stopping.wait(self.breath)

    def await_progress(self) -> None:
        """Returns when one more action is completed; raises what a thread has failed with."""
        consumer = self.consumer
        before = len(consumer.completed)
        with consumer.one_more:
            consumer.one_more.wait_for(
                lambda: self.failures or len(consumer.completed) > before, PATIENCE_SECONDS
            )
        self.raise_failure()
        assert len(consumer.completed) > before, "nothing is completed any more"

    def raise_failure(self) -> None:
        """The first of them."""
        for problem in self.failures:
            raise problem

    def thread(self, target: Callable[..., None], *arguments: object) -> threading.Thread:
        """Runs until the load stops; what it fails with is kept."""

        def run() -> None:
            try:
                target(*arguments)
            except BaseException as problem:
                with self.consumer.one_more:
                    self.failures.append(problem)
                    self.consumer.one_more.notify_all()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread


@contextmanager
def under_load(stack: Stack, groups: int = 3, breath: float = BREATH_SECONDS) -> Iterator[Load]:
    """Senders, scalers and a consumer go on inside the block; it is judged at its end."""
    load = Load(stack, breath)
    for name in ("load", "work"):
        load.clients().mns.get_queue(name).create(QueueMeta())
    load.groups = [_group(load) for _ in range(groups)]
    threads = [
        *(load.thread(load.send_messages, name) for name in ("a", "b")),
        *(load.thread(load.scale, *group) for group in load.groups),
        load.thread(load.complete),
    ]
    try:
        yield load
    finally:
        load.stopping.set()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
    load.raise_failure()
    assert not any(thread.is_alive() for thread in threads), "a call never ends"
    _settle(load)
    verdict = Verdict(load)
    print(verdict)
    verdict.assert_good()


def _group(load: Load) -> tuple[Group, str]:
    group = Group(load.clients(), max_size=1000)
    arn = load.clients().arn("mns", "queue/work")
    group.hook(notification_arn=arn, heartbeat_timeout=21600)
    return group, group.rule(1)


def _settle(load: Load) -> None:
    for _ in range(4):
        load.stack.advance(60)  # what was received and not deleted is visible again
        while load.consumer.take_one():
            pass
    load.stack.advance(5)
