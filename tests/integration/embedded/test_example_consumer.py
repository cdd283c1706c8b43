"""The consumer in `examples/queue_consumer`, against a stack."""

import importlib.util
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from mns.queue import QueueMeta

from scalehook.testing.running import RunningStack
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.documents import ROOT
from support.http import HTTP
from support.patience import PATIENCE_SECONDS


@pytest.fixture(scope="module")
def example() -> Iterator[ModuleType]:
    """The example as a module, which finds the modules beside it."""
    path = ROOT / "examples/queue_consumer/consumer.py"
    before = set(sys.modules)
    sys.path.insert(0, str(path.parent))
    yield loaded(path)
    sys.path.remove(str(path.parent))
    for name in {each.stem for each in path.parent.glob("*.py")} & (set(sys.modules) - before):
        del sys.modules[name]


def loaded(path: Path) -> ModuleType:
    """The program as a module."""
    spec = importlib.util.spec_from_file_location("example_consumer", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Scene:
    """A group whose hook waits 600 s and gives up the instance; one instance waits."""

    def __init__(self, stack: RunningStack) -> None:
        self.stack = stack
        self.clients = Clients(stack.address, stack.access_key_id, stack.access_key_secret)
        self.queue: Any = self.clients.mns.get_queue("work")
        self.queue.create(QueueMeta())
        self.group = Group(self.clients)
        arn = self.clients.arn("mns", "queue/work")
        self.group.hook(default_result="ABANDON", heartbeat_timeout=600, notification_arn=arn)
        self.group.execute(self.group.rule(1))
        stack.advance("5s")

    def messages(self) -> int:
        """All that is left in the queue, whoever holds it."""
        url = f"{self.stack.endpoint}/_scalehook/status"
        [queue] = HTTP.get(url).json()["queues"]
        return int(queue["active"]) + int(queue["inactive"])


def test_the_message_goes_after_the_work(scalehook: RunningStack, example: ModuleType) -> None:
    """While the work goes on, the message is still there for the next consumer."""
    scene = Scene(scalehook)
    left = []

    def work(content: dict[str, Any]) -> str:
        left.append(scene.messages())
        return "CONTINUE"

    consumer = example.Consumer(scene.clients.ess, scene.queue, work)
    assert consumer.take_one(0)
    assert (left, scene.messages()) == ([1], 0)
    assert scene.group.states() == ["InService"]
    assert not consumer.take_one(0)


def test_work_that_fails_leaves_its_message(scalehook: RunningStack, example: ModuleType) -> None:
    """It comes back after its time."""
    scene = Scene(scalehook)

    def fail(content: dict[str, Any]) -> str:
        raise RuntimeError("no luck")

    with pytest.raises(RuntimeError, match="no luck"):
        example.Consumer(scene.clients.ess, scene.queue, fail).take_one(0)
    scalehook.advance("31s", patience=0)
    assert example.Consumer(scene.clients.ess, scene.queue, lambda content: "CONTINUE").take_one(0)
    assert scene.group.states() == ["InService"]


def test_heartbeats_hold_hook_and_message(scalehook: RunningStack, example: ModuleType) -> None:
    """Work that takes longer than the hook waits is completed all the same, by its first consumer."""
    scene = Scene(scalehook)
    beaten = threading.Event()

    class Watched(example.Consumer):
        def beat(self, message: Any, content: dict[str, Any]) -> None:
            super().beat(message, content)
            beaten.set()

    def long_work(content: dict[str, Any]) -> str:
        for _ in range(3):
            for _ in range(2):  # the first may have begun before the clock was moved
                beaten.clear()
                assert beaten.wait(PATIENCE_SECONDS)
            scalehook.advance("5m")
        return "CONTINUE"

    consumer = Watched(scene.clients.ess, scene.queue, long_work, beat_every=0.01, hold_for=1200)
    assert consumer.take_one(0)
    assert scene.group.states() == ["InService"]
    assert scene.messages() == 0


def test_an_action_that_has_ended(scalehook: RunningStack, example: ModuleType) -> None:
    """Is no error: there is nothing left to complete, and the message does not come again."""
    scene = Scene(scalehook)

    def too_slow(content: dict[str, Any]) -> str:
        scalehook.advance("10m", patience=0)
        return "CONTINUE"

    def hasty(seconds: float, cut: threading.Event, action: str) -> None:
        cut.wait(seconds if seconds > 10 else 0)  # tries again at once, and sends no heartbeats

    consumer = example.Consumer(scene.clients.ess, scene.queue, too_slow, pause=hasty)
    assert consumer.take_one(0)
    assert scene.group.states() == []
    scalehook.advance("1m", patience=0)
    consumer = example.Consumer(scene.clients.ess, scene.queue, lambda content: "CONTINUE", pause=hasty)
    assert consumer.take_one(0)
    assert scene.messages() == 0
