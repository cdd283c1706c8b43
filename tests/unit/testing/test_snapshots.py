"""A stack that goes back to what it was."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scalehook.testing.running import RunningStack, running_stack
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded
from support.patience import PATIENCE_SECONDS, wait_until


def test_back_and_forth(cloud: RunningStack) -> None:
    """Waits with their deadlines, messages in hand, instances and the time, as often as wanted."""
    queue, group = cloud.queue("q", visibility_timeout=60), cloud.group(max_size=5)
    hook = group.hook("SCALE_OUT", to=queue, timeout=300, default="CONTINUE")
    action = group.scale_out()
    message, waiting = queue.receive(), cloud.snapshot()
    assert waiting.at <= cloud.now
    action.complete("ABANDON")
    cloud.advance("6h")
    gone = cloud.snapshot()
    for _ in range(2):
        cloud.restore(waiting)
        assert (cloud.now - waiting.at).total_seconds() < 60
        assert (group.states, queue.depth) == (["Pending:Wait"], 0)
        assert cloud.events.all(LifecycleActionEnded) == []
        cloud.advance("61s", patience=0)
        assert queue.receive().json == message.json
        action.expire()
        assert (action.status, group.states) == ("Timeout", ["InService"])
        cloud.restore(gone)
        assert (group.states, cloud.now >= gone.at) == ([], True)
        assert cloud.events.all(LifecycleActionEnded, hook=hook)


def test_an_empty_stack(cloud: RunningStack) -> None:
    """It has a past of its own: the time that was passed in it."""
    cloud.advance("6h")
    empty = cloud.snapshot()
    cloud.queue("q")
    cloud.restore(empty)
    assert cloud.now >= empty.at
    assert cloud.queue("q", visibility_timeout=77).attributes.visibility_timeout == 77


def test_who_waits_is_told(cloud: RunningStack) -> None:
    """A long poll gets an error that may be tried again."""
    queue, answers = cloud.queue("q"), []
    before = cloud.snapshot()

    def poll() -> None:
        try:
            queue.receive(wait=30)
        except ApiError as refused:
            answers.append(refused.status)

    consumer = threading.Thread(target=poll)
    consumer.start()
    wait_until(lambda: _polls(cloud), lambda: "nobody polls")
    cloud.restore(before)
    consumer.join(PATIENCE_SECONDS)
    queue.send("hello")
    assert (answers, queue.depth) == ([503], 1)


def test_with_a_state_directory(tmp_path: Path) -> None:
    """What was gone back to is what the next stack on the directory finds, however large it is."""
    with running_stack(tmp_path) as kept:
        queue = kept.queue("q")
        for _ in range(4):
            queue.send("x" * 40_000)
        full = kept.snapshot()
        queue.delete()
        kept.restore(full)
        queue.send("one more")
    with running_stack(tmp_path) as again:
        assert again.queue("q").depth == 5


def _polls(cloud: RunningStack) -> bool:
    deadline = cloud.stack.hosts["message_service"].inbox.next_deadline()
    return deadline is not None and (deadline - cloud.now).total_seconds() < 60


@pytest.mark.parametrize("kind", ["drop", "hang_script"])
def test_faults_of_services_stand_as_they_did(cloud: RunningStack, kind: str) -> None:
    """And count as they did; those of calls are off."""
    getattr(cloud.faults, kind)()
    before = cloud.snapshot()
    cloud.faults.refuse("CreateQueue", "Throttling")
    cloud.restore(before)
    assert [fault.kind for fault in cloud.faults.all()] == [kind]


def test_what_was_in_hand_is_in_hand(cloud: RunningStack) -> None:
    """By its receipt handle, as often as it is gone back to, and the clock waits for it. A move that
    waits for somebody ends.
    """
    queue, group = cloud.queue("q", visibility_timeout=600), cloud.group()
    group.hook("SCALE_OUT", to=queue, timeout=300, default="ABANDON")
    action, message = group.scale_out(), queue.receive()
    held = cloud.snapshot()
    for _ in range(2):
        moved = cloud.advance("10m", patience=0.05)
        assert ([busy.kind for passed in moved.passed for busy in passed.holders], group.states) == (
            ["held"],
            [],
        )
        cloud.restore(held)
    with ThreadPoolExecutor(1) as pool:
        moving = pool.submit(cloud.advance, "10m", patience=PATIENCE_SECONDS)
        wait_until(lambda: (action.deadline - cloud.now).total_seconds() < 2, lambda: f"{cloud.now}")
        cloud.restore(held)
        with pytest.raises(ValueError, match="stopped"):
            moving.result(PATIENCE_SECONDS)
    message.delete()
    action.complete("CONTINUE")
    assert (queue.depth, group.states) == (0, ["InService"])
