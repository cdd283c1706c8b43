"""A consumer of the stack's own events that runs until SIGTERM: `python consumer.py`.

An event is acknowledged after the work, so it comes back when the consumer dies. Actions are completed
through the API, as everywhere. Nothing of scalehook is imported: aio-pika, and the official SDK.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from typing import Any

import aio_pika
from actions import Actions
from aio_pika.abc import AbstractIncomingMessage, AbstractQueue, AbstractRobustChannel
from work import work

STARTED = "scaling_controller.lifecycle_action_started"
QUEUE = os.environ.get("SCALEHOOK_CONSUMER_AMQP_QUEUE") or os.environ.get(
    "SCALEHOOK_AMQP_QUEUE", "example.aio-pika"
)
HOOK = os.environ.get("SCALEHOOK_CERTIFY_HOOK", "")  # only hooks of this name; empty: all
AT_ONCE = 8
DELIVERIES = 5  # of an event; then it goes to the queue's dead letters
LONGEST_WORK_MS = 7 * 3600 * 1000  # an action waits for six hours; RabbitMQ's own limit is half of one


async def main() -> None:
    """Ends when SIGTERM comes: what is not acknowledged by then is ready for others at once."""
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    connection = await aio_pika.connect_robust(os.environ["SCALEHOOK_AMQP_URL"])
    async with connection, connection.channel() as channel:
        await channel.set_qos(prefetch_count=AT_ONCE)
        queue = await declare(channel)
        serving = Serving(Actions())
        await queue.consume(serving.take)
        print("listening", flush=True)
        await stopping.wait()
        serving.stop()


async def declare(channel: AbstractRobustChannel) -> AbstractQueue:
    """A durable queue of our own, with dead letters beside it."""
    dead = await channel.declare_queue(
        f"{QUEUE}.dead", durable=True, arguments={"x-queue-type": "quorum"}
    )
    queue = await channel.declare_queue(
        QUEUE,
        durable=True,
        arguments={
            "x-queue-type": "quorum",
            "x-delivery-limit": DELIVERIES - 1,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": dead.name,
            "x-consumer-timeout": LONGEST_WORK_MS,
        },
    )
    events = await channel.declare_exchange(
        "scalehook.events", aio_pika.ExchangeType.TOPIC, durable=True
    )
    await queue.bind(events, STARTED)
    return queue


class Serving:
    """What is done with events."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._running: set[asyncio.Task[Any]] = set()

    async def take(self, message: AbstractIncomingMessage) -> None:
        """One event; up to `AT_ONCE` are served side by side."""
        task = asyncio.current_task()
        assert task
        self._running.add(task)
        try:
            await self._serve(message)
        finally:
            self._running.discard(task)

    def stop(self) -> None:
        """No work goes on."""
        for task in self._running:
            task.cancel()

    async def _serve(self, message: AbstractIncomingMessage) -> None:
        try:
            action = action_in(message.body)
        except (ValueError, LookupError, TypeError) as problem:
            print("no event:", problem, file=sys.stderr)
            await message.reject(requeue=False)  # to the dead letters
            return
        async with message.process(requeue=True):  # acknowledged at the end of the block
            if HOOK in ("", action["LifecycleHookName"]) and not self._actions.ended(action):
                await self._work_on(action)

    async def _work_on(self, action: dict[str, Any]) -> None:
        beating = asyncio.create_task(self._actions.beat(action))
        try:
            result = await work(action)
        finally:
            beating.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await beating
        if not self._actions.ended(action):
            await self._actions.complete(action, result)


def action_in(body: bytes) -> dict[str, Any]:
    """The event's fields, with what is needed of them."""
    action = json.loads(body)
    for name in (
        "LifecycleHookId",
        "LifecycleHookName",
        "LifecycleActionToken",
        "InstanceIds",
        "HeartbeatTimeout",
    ):
        if not action[name]:
            raise ValueError(f"{name} is empty")
    return dict(action)


if __name__ == "__main__":
    asyncio.run(main())
