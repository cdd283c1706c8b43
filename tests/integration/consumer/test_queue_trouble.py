"""Consumers of a queue: two, flooded, with poison; and one that takes the stack for the cloud."""

import asyncio
import base64
import json
from itertools import count
from typing import Any

import pytest

from scalehook.consumer import Consumer, LifecycleAction, inbox
from scalehook.consumer.sources import mns
from scalehook.testing.builders import Group
from scalehook.testing.cloud import Cloud
from support.consumers.source import notification
from support.patience import PATIENCE_SECONDS, eventually, eventually_is

NAMES = count(1)


class Site:
    """A queue of its own, groups that notify it, and consumers."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.queue = cloud.queue(f"work-{next(NAMES)}")

    def consumer(self, **given: Any) -> Consumer:
        keys = {
            "access_key_id": self.cloud.access_key_id, "access_key_secret": self.cloud.access_key_secret,
        }  # fmt: skip
        described = {"queue": self.queue.name, "endpoint": self.cloud.endpoint, **keys, **given}
        return Consumer("c", **described)

    def group(self, hook: str = "hook") -> Group:
        made = self.cloud.group(max_size=20)
        made.hook("SCALE_OUT", to=self.queue, timeout=600, default="ABANDON", name=hook)
        return made

    async def send(self, *bodies: str) -> None:
        for body in bodies:
            await self.cloud.aio(self.queue.send, body)

    async def messages(self) -> tuple[int, int]:
        """How many are to be had, and how many are in somebody's hands."""
        found = await self.cloud.aio(lambda: self.queue.attributes)
        return found.active_messages + found.delay_messages, found.inactive_messages

    async def left(self) -> int:
        return sum(await self.messages())


@pytest.fixture
def site(scalehook_session: Cloud) -> Site:
    return Site(scalehook_session)


async def test_the_stack_as_the_cloud(site: Site) -> None:
    """Two endpoints that are not called a stack: the same consumer goes by the machine's clock, asks
    nothing that the cloud has not, and does its work.
    """
    where = {"mns_endpoint": site.cloud.endpoint, "ess_endpoint": site.cloud.endpoint}
    consumer = site.consumer(endpoint=None, **where)
    seen: list[float] = []

    @consumer.on("SCALE_OUT")
    async def work(action: LifecycleAction) -> None:
        await action.heartbeat(900)
        seen.append(action.seconds_left)

    group = site.group()
    async with consumer:
        action = await site.cloud.aio(group.scale_out)
        await eventually_is(site.left, 0)
    assert (action.result, group.states) == ("CONTINUE", ["InService"])
    assert 0 < seen[0] <= 900


async def test_two_on_one_queue_for_different_hooks(site: Site) -> None:
    """Each does its own work, however often the other has its messages first."""
    done: list[tuple[str, str]] = []
    consumers = []
    for hook in ("left", "right"):
        consumer = site.consumer(deliveries=1)
        consumers.append(consumer)

        @consumer.on(hook=hook)
        async def work(action: LifecycleAction, hook: str = hook) -> None:
            done.append((hook, action.hook))

    async with consumers[0]:
        group = site.group("right")
        action = await site.cloud.aio(group.scale_out)
        unclaimed = consumers[0].metrics.unclaimed
        for times in (1, 2, 3):
            await eventually(lambda times=times: unclaimed._value.get() >= times)
            await eventually_is(lambda: _delayed(site), True)
            await site.cloud.aio(lambda: site.cloud.advance(30, patience=0))
    async with consumers[1]:
        while await site.left():
            await site.cloud.aio(lambda: site.cloud.advance(30))  # waits for who has it in hand
    assert done == [("right", "right")]
    assert action.result == "CONTINUE"


async def _delayed(site: Site) -> bool:
    """Whether its message was left to others for a while."""
    return (await site.messages())[1] == 1


POISON = [
    "?", "", "\x7f", "[]", "{}", "null", base64.b64encode(b"\xff\xfe").decode(), "&" * 40_000,
    "<Notification><Message>", "<!DOCTYPE a>", json.dumps({"content": "[" * 3000}),
    *(notification(**{field: value}).decode() for field, value in [
        ("lifecycleActionToken", "\ud800"), ("lifecycleActionToken", 7), ("lifecycleHookId", {}),
        ("lifecycleTransition", "SCALE_UP"), ("instanceIds", "i-1"),
    ]),
]  # fmt: skip


async def test_poison_of_every_kind(site: Site) -> None:
    """Sixteen in one batch: each is a dead letter, and what is among them is done."""
    consumer = site.consumer(deliveries=1)
    calls: list[str] = []

    @consumer.on()
    async def work(action: LifecycleAction) -> None:
        calls.append(action.token)

    bodies = [body for body in POISON if body]
    await site.send(*bodies[:8])
    action = await site.cloud.aio(site.group().scale_out)
    await site.send(*bodies[8:])
    dead = site.cloud.queue(f"{site.queue.name}-dead")
    async with consumer:
        await eventually_is(site.left, 0)
    assert calls == [action.token]
    assert sorted(message.text for message in await site.cloud.aio(lambda: dead.messages)) == sorted(
        bodies
    )


EVENT = {"LifecycleHookId": "ash-1", "LifecycleTransition": "SCALE_OUT", "HeartbeatTimeout": 600}


@pytest.mark.parametrize("after", [0, 17])
async def test_an_end_in_a_flood(site: Site, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever it comes: what is not finished is to be had at once, and in nobody's hands."""
    monkeypatch.setattr(inbox, "HANDING_BACK_SECONDS", PATIENCE_SECONDS)
    for name in ("PROMPT_SECONDS", "GIVE_BACK_SECONDS"):
        monkeypatch.setattr(mns, name, PATIENCE_SECONDS)
    consumer = site.consumer(concurrency=8)
    begun = asyncio.Event()
    calls: list[str] = []

    @consumer.on()
    async def work(action: LifecycleAction) -> None:
        calls.append(action.token)
        if len(calls) > after:
            begun.set()
            await asyncio.Event().wait()

    await site.send(*(json.dumps(EVENT | {"LifecycleActionToken": f"t{n}"}) for n in range(50)))
    async with consumer:
        await begun.wait()
        consumer.stop()  # and once more at the end of the block: now
    await site.cloud.aio(lambda: site.cloud.advance(1, patience=0))
    to_be_had, in_hands = await site.messages()
    assert in_hands == 0
    assert 0 < to_be_had <= 50
