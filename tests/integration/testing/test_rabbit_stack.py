"""A stack over a broker, in one process."""

import asyncio
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import aio_pika

from scalehook.testing.cloud import Cloud
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded
from support.http import HTTP
from support.patience import PATIENCE_SECONDS, eventually, in_time, wait_until


async def test_a_consumer_of_the_broker(scalehook_rabbit: Cloud) -> None:
    """It hears the stack's events; calls, builders, clock and waits are as over any bus."""
    cloud = scalehook_rabbit
    connection = await aio_pika.connect(cloud.amqp_url)
    async with connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(exclusive=True)
        await queue.bind("scalehook.events", "scaling_controller.lifecycle_action_started")
        group = await cloud.aio(cloud.group)
        await cloud.aio(group.hook, "SCALE_OUT", timeout=300, default="ABANDON")
        action = await cloud.aio(group.scale_out)
        heard: Any = await queue.get(timeout=PATIENCE_SECONDS)
        assert json.loads(heard.body)["LifecycleActionToken"] == action.token
    await cloud.aio(action.expire)
    ended = await cloud.aio(cloud.events.wait_for, LifecycleActionEnded, action=action)
    assert (ended.lifecycle_action_status, await cloud.aio(lambda: group.states)) == ("Timeout", [])
    assert "expire_lifecycle_action" in cloud.events.tree()


async def test_the_clock_waits_for_a_consumer_of_events(scalehook_rabbit: Cloud) -> None:
    """Whose queue the broker knows, without being told of it; and not for a queue that nobody reads."""
    cloud = scalehook_rabbit
    group = await cloud.aio(cloud.group)
    await cloud.aio(group.hook, "SCALE_OUT", timeout=300, default="ABANDON")
    async with await aio_pika.connect(cloud.amqp_url) as connection, connection.channel() as channel:
        queue = await channel.declare_queue("theirs")
        await queue.bind("scalehook.events", "scaling_controller.lifecycle_action_started")
        heard: asyncio.Queue[Any] = asyncio.Queue()
        await queue.consume(heard.put)
        action = await cloud.aio(group.scale_out)
        await in_time(heard.get())
        before = cloud.now
        moving = asyncio.ensure_future(cloud.aio(cloud.advance, "1h", patience=PATIENCE_SECONDS))
        await eventually(lambda: cloud.now - before > timedelta(seconds=290))
        assert not moving.done()
        await cloud.aio(action.complete, "CONTINUE")
        assert (await moving).passed == []
    again = await cloud.aio(group.scale_out)
    moved = await cloud.aio(cloud.advance, "1h", patience=PATIENCE_SECONDS)
    assert (moved.passed, await cloud.aio(lambda: again.status)) == ([], "Timeout")


def test_it_shows_itself_as_it_was(scalehook_rabbit: Cloud) -> None:
    """By what all journals say of that moment; nothing that is changes."""
    cloud = scalehook_rabbit
    queue = cloud.queue("q")
    queue.send("hello")
    moment = cloud.now.isoformat().replace("+00:00", "Z")
    cloud.advance(60)
    queue.receive().delete()
    cloud.queue("later")

    def queues(path: str) -> dict[str, int]:
        found = HTTP.get(f"{cloud.endpoint}/_scalehook/{path}").json()["queues"]
        return {each["name"]: each["active"] for each in found}

    assert queues(f"overview?at={moment}") == {"q": 1}
    assert queues("overview") == {"q": 0, "later": 0}


def test_a_push_without_an_answer_is_named(scalehook_rabbit: Cloud) -> None:
    """The clocks of all services stand where it was made, and it is named."""
    cloud = scalehook_rabbit
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes it, and says nothing
        topic = cloud.topic("t")
        topic.subscribe(f"http://127.0.0.1:{silent.getsockname()[1]}/")
        cloud.quiet()
        topic.publish("hello")
        pushed, _ = silent.accept()
        control, before = cloud.stack.control, cloud.now
        patient, control.patience = control.patience, replace(control.patience, rest=0.05)
        moved = cloud.advance("1h")
        control.patience = patient
        pushed.close()
    assert [(busy.kind, busy.name.partition(":")[0]) for busy in moved] == [("push", "message_service")]
    assert moved.now - before < timedelta(minutes=1)


def test_it_goes_back_and_elsewhere(scalehook_rabbit: Cloud) -> None:
    """As an embedded stack does: waits, messages in hand, faults and the time; a state file is that of
    any other. A move that is under way ends.
    """
    cloud = scalehook_rabbit
    queue, group = cloud.queue("q", visibility_timeout=60), cloud.group()
    hook = group.hook("SCALE_OUT", to=queue, timeout=300, default="CONTINUE")
    action, drop = group.scale_out(), cloud.faults.drop()
    message, waiting = queue.receive(), cloud.snapshot()
    drop.remove()
    action.complete("ABANDON")
    cloud.advance("6h")
    for _ in range(2):
        cloud.restore(waiting)
        assert (group.states, queue.depth, cloud.now - waiting.at < timedelta(hours=1)) == (
            ["Pending:Wait"],
            0,
            True,
        )
        assert [fault.kind for fault in cloud.faults.all()] == ["drop"]
        assert cloud.events.all(LifecycleActionEnded, hook=hook) == []
        cloud.advance("61s", patience=0)
        assert queue.receive().json == message.json
        action.expire()
        assert (action.status, group.states) == ("Timeout", ["InService"])
    cloud.restore(waiting)
    with ThreadPoolExecutor(1) as pool:
        moving = pool.submit(cloud.advance, "1h", patience=PATIENCE_SECONDS)
        wait_until(lambda: cloud.now - waiting.at > timedelta(seconds=55), lambda: f"{cloud.now}")
        cloud.restore(waiting)
        assert "somebody has stopped" in str(moving.exception(PATIENCE_SECONDS))
    url = f"{cloud.endpoint}/_scalehook/state"
    file = HTTP.get(url).json()
    cloud.reset()
    assert HTTP.put(url, json=file | {"at": "yesterday"}).status_code == 400
    answer = HTTP.put(url, json=file)
    assert answer.status_code == 200, answer.text
    action.complete("CONTINUE")
    assert group.states == ["InService"]


def test_what_it_is(scalehook_rabbit: Cloud) -> None:
    """Ready, with the broker in the environment of child processes, and a past."""
    cloud = scalehook_rabbit
    assert cloud.environment()["SCALEHOOK_AMQP_URL"] == cloud.amqp_url
    ready = HTTP.get(f"{cloud.endpoint}/readyz").json()
    assert ready["ready"] is all(ready["services"].values()) is True
    assert cloud.advance("10m") == []
    cloud.queue("q").send("hello")
    cloud.faults.kill_service("message_service")
    assert cloud.queue("q").receive().text == "hello"  # of its journal
    past = HTTP.get(f"{cloud.endpoint}/_scalehook/events?since=2026-01-01T00:00:00Z&follow=false")
    assert "message_received" in past.text
