"""Consumers made with the kit, against a running stack: a queue, pushes of a topic, a process.

The source that hears the bus is tested with the services that have one, in `test_distributed.py`.
"""

import asyncio
import json
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from mns.mns_exception import MNSServerException
from mns.queue import Message, QueueMeta
from mns.subscription import SubscriptionMeta
from mns.topic import TopicMeta

from scalehook.consumer import Consumer, LifecycleAction
from scalehook.testing.running import RunningStack, running_stack
from scalehook.testing.throwaway import free_port
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.http import HTTP
from support.patience import PATIENCE_SECONDS, eventually, eventually_is
from support.programs.program import quick

BOOT = 5
NUMBERS = count(1)
TEST = json.dumps({"userId": "1", "content": {}})
PROGRAM = """
import asyncio
import threading
from scalehook.consumer import Consumer

consumer = Consumer("stubborn", grace_seconds=6)  # a busy machine hands back slowly

@consumer.on("SCALE_OUT")
async def work(action):
    blocking = asyncio.ensure_future(asyncio.to_thread(threading.Event().wait))
    print(action.token, flush=True)
    while True:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            print("no", flush=True)

consumer.run()
"""


class Site:
    """A group with a hook to a queue of its own, and consumers of that queue."""

    def __init__(self, stack: RunningStack) -> None:
        self.stack = stack
        self.clients = Clients(stack.address, stack.access_key_id, stack.access_key_secret)
        self.name = f"kit-{next(NUMBERS)}"
        self.queue = self.clients.mns.get_queue(self.name)
        self.queue.create(QueueMeta())
        self.group = Group(self.clients)
        self.actions: list[LifecycleAction] = []

    def environment(self) -> dict[str, Any]:
        return {
            "endpoint": self.stack.endpoint,
            "access_key_id": self.stack.access_key_id,
            "access_key_secret": self.stack.access_key_secret,
        }

    def consumer(self, **given: Any) -> Consumer:
        source = given if "push_port" in given else {"queue": self.name, **given}
        return Consumer(self.name, **self.environment(), **source)

    async def hook(self, to: str = "queue", **parameters: Any) -> str:
        arn = self.clients.arn("mns", f"{to}/{self.name}")
        given = {"default_result": "ABANDON", "heartbeat_timeout": 600, "notification_arn": arn}
        return await asyncio.to_thread(self.group.hook, **{**given, **parameters})

    async def scale_out(self) -> str:
        """One instance more, which waits."""
        rule = await asyncio.to_thread(self.group.rule, 1)
        activity = await asyncio.to_thread(self.group.execute, rule)
        await self.advance(BOOT)
        return activity

    async def advance(self, seconds: float) -> None:
        """Nobody in whose hands a message is, is waited for: these tests want the time to pass."""
        url = f"{self.stack.endpoint}/_scalehook/clock/advance"
        answer = await asyncio.to_thread(HTTP.post, url, json={"seconds": seconds, "patience": 0})
        answer.raise_for_status()

    async def become(self, *states: str) -> None:
        await eventually_is(lambda: asyncio.to_thread(self.group.states), [*states])

    async def send(self, body: str) -> None:
        await asyncio.to_thread(self.queue.send_message, Message(body))

    async def messages(self, queue: Any = None) -> int:
        """How many are there, in whatever hands."""
        found = await asyncio.to_thread((queue or self.queue).get_attributes)
        return found.active_messages + found.inactive_messages + found.delay_messages


@pytest.fixture(scope="module")
def stack() -> Iterator[RunningStack]:
    with running_stack() as running:
        yield running


@pytest.fixture
async def site(stack: RunningStack) -> AsyncIterator[Site]:
    yield await asyncio.to_thread(Site, stack)


async def test_results(site: Site) -> None:
    """A return completes the action, an exception abandons it; health and metrics tell of it."""
    consumer = site.consumer(health_port=(port := free_port()))

    @consumer.on("SCALE_OUT")
    async def work(action: LifecycleAction) -> None:
        site.actions.append(action)
        if len(site.actions) > 1:
            raise ValueError("no second one")

    await site.hook()
    async with consumer:
        await site.scale_out()
        await site.become("InService")
        await site.scale_out()
        await eventually_is(site.messages, 0)
        await site.become("InService")
        answers = [
            await asyncio.to_thread(_get, port, path) for path in ("healthz", "readyz", "metrics")
        ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert f'completed_total{{consumer="{site.name}",result="ABANDON"}} 1.0' in answers[2].text


async def test_heartbeats_over_a_long_work(site: Site) -> None:
    """It takes more than twice as long as the hook waits, and the message stays in hand: however far
    the clock is moved at once, while it sleeps or does something else.
    """
    consumer = site.consumer()

    @consumer.on()
    async def work(action: LifecycleAction) -> None:
        site.actions.append(action)
        await action.sleep(700)
        await asyncio.to_thread(HTTP.get, f"{site.stack.endpoint}/healthz")  # it works
        await action.sleep(700)

    await site.hook()
    async with consumer:
        await site.scale_out()
        move = partial(
            site.stack.advance, 3000, until=LifecycleActionEnded
        )  # then it deletes, in real time
        assert (await asyncio.to_thread(move)).passed == []
        await site.become("InService")
        await eventually_is(site.messages, 0)
    [action] = site.actions
    assert action.heartbeats >= 3  # of 600 seconds each; the work takes 1,400 at least


async def test_duplicates_and_test_notifications(site: Site) -> None:
    """A second message of an action is let go; so is one that names no action."""
    consumer = site.consumer()
    go = asyncio.Event()

    @consumer.on()
    async def work(action: LifecycleAction) -> None:
        site.actions.append(action)
        await go.wait()

    await site.hook()
    await site.scale_out()
    [body] = [(await asyncio.to_thread(site.queue.peek_message)).message_body]
    await site.send(body if isinstance(body, str) else body.decode())
    await site.send(TEST)
    async with consumer:
        await eventually_is(site.messages, 1)
        go.set()
        await site.become("InService")
        await eventually_is(site.messages, 0)
    assert len(site.actions) == 1


async def test_an_end_elsewhere_and_an_end_by_time(site: Site) -> None:
    """The handler is cancelled: at its next heartbeat, or when the wait is over."""
    consumer = site.consumer()
    ended: list[str] = []

    @consumer.on()
    async def work(action: LifecycleAction) -> None:
        site.actions.append(action)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(action.ended_because)

    hook = await site.hook(heartbeat_timeout=21600)
    async with consumer:
        await site.scale_out()
        await eventually(lambda: site.actions)
        await site.advance(21600)
        await eventually(lambda: ended)
        await asyncio.to_thread(site.group.clients.ess.delete_lifecycle_hook, _deleted(hook))
        hook = await site.hook()
        await site.scale_out()
        await eventually(lambda: len(site.actions) == 2)
        await asyncio.to_thread(site.group.complete, hook, site.actions[1].token, "CONTINUE")
        await site.advance(210)
        await eventually(lambda: len(ended) == 2)
        await eventually_is(site.messages, 0)
    assert ended == ["its time is over", "it was completed elsewhere, or its hook is gone"]


async def test_poison_becomes_a_dead_letter(site: Site) -> None:
    """It is in the queue of dead letters, which is made for it; the good one behind it is done."""
    consumer = site.consumer(deliveries=2)

    @consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    await site.hook()
    await site.send("poison")
    dead = site.clients.mns.get_queue(f"{site.name}-dead")
    async with consumer:
        await site.scale_out()
        await site.become("InService")
        await site.advance(5)
        await eventually_is(lambda: _depth(site, dead), 1)
        await eventually_is(site.messages, 0)


async def test_sigterm_hands_back(site: Site, tmp_path: Path) -> None:
    """The process ends well within its grace period, though its handler does not let itself be cancelled
    and a thread of it blocks; the message is there for others.
    """
    (tmp_path / "consumer.py").write_text(PROGRAM)
    await site.hook()
    await site.scale_out()
    environment = {f"SCALEHOOK_{name.upper()}": value for name, value in site.environment().items()}
    process = await asyncio.create_subprocess_exec(
        quick("python"), tmp_path / "consumer.py", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, **environment, "SCALEHOOK_CONSUMER_QUEUE": site.name},
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, said = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    assert process.returncode == 0, said.decode()
    assert b"handed back" in said
    assert b"left behind" in said
    await site.advance(1)
    message = await asyncio.to_thread(site.queue.receive_message, 0)
    assert message.dequeue_count == 2


@pytest.mark.parametrize("form", ["XML", "JSON", "SIMPLIFIED"])
async def test_pushes(site: Site, form: str) -> None:
    """A topic pushes to the consumer, in each of its forms."""
    port = free_port()
    consumer = site.consumer(push_port=port)

    @consumer.on()
    async def work(action: LifecycleAction) -> None: ...

    topic = site.clients.mns.get_topic(site.name)
    await asyncio.to_thread(topic.create, TopicMeta())
    subscription = topic.get_subscription("s")
    meta = SubscriptionMeta(f"http://127.0.0.1:{port}/hooks", notify_content_format=form)
    await asyncio.to_thread(subscription.subscribe, meta)
    await site.hook("topic")
    async with consumer:
        await site.scale_out()
        await site.become("InService")


async def test_a_push_that_is_not_signed(site: Site) -> None:
    """Where signatures are asked for it is refused."""
    port = free_port()
    consumer = site.consumer(push_port=port, push_signed=True)

    @consumer.on()
    async def work(action: LifecycleAction) -> None:
        site.actions.append(action)

    async with consumer:
        url = f"http://127.0.0.1:{port}/"
        answer = await asyncio.to_thread(HTTP.post, url, content=TEST)
    assert (answer.status_code, site.actions) == (403, [])


def _get(port: int, path: str) -> httpx.Response:
    return HTTP.get(f"http://127.0.0.1:{port}/{path}")


def _deleted(hook: str) -> Any:
    from alibabacloud_ess20220222 import models as m

    return m.DeleteLifecycleHookRequest(lifecycle_hook_id=hook)


async def _depth(site: Site, queue: Any) -> int:
    try:
        return await site.messages(queue)
    except MNSServerException:  # it is not made yet
        return 0
