"""A consumer on a real broker, with a publisher in the stack's place."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aio_pika

from scalehook.consumer import Consumer
from support.consumers.clock import HandClock
from support.consumers.cloud import FakeCloud

STARTED = "scaling_controller.lifecycle_action_started"
ENDED = "scaling_controller.lifecycle_action_ended"


class Desk:
    """A consumer, the cloud that it completes at, and a publisher in the stack's place."""

    def __init__(self, url: str, **given: Any) -> None:
        self.url = url
        self.clock = HandClock()
        self.cloud = FakeCloud(self.clock)
        self.consumer = self.another(**given)

    def another(self, **given: Any) -> Consumer:
        return Consumer(
            "c", clock=self.clock, transport=self.cloud.transport(), access_key_id="key",
            access_key_secret="secret", **{"amqp_url": self.url, **given},
        )  # fmt: skip

    @asynccontextmanager
    async def channel(self) -> AsyncIterator[aio_pika.abc.AbstractChannel]:
        connection = await aio_pika.connect(self.url)
        async with connection, connection.channel() as channel:
            yield channel

    async def start(self, *tokens: str, key: str = STARTED, **changed: Any) -> None:
        """Actions begin to wait, and the events are published."""
        async with self.channel() as channel:
            exchange = await channel.get_exchange("scalehook.events")
            for token in tokens:
                self.cloud.start(token)
                body = json.dumps(self.event(token, **changed)).encode()
                message = aio_pika.Message(body, message_id=token, type=key, delivery_mode=2)
                await exchange.publish(message, key)

    async def publish(self, body: bytes, key: str = STARTED, **properties: Any) -> None:
        async with self.channel() as channel:
            exchange = await channel.get_exchange("scalehook.events")
            await exchange.publish(aio_pika.Message(body, **{"message_id": "raw", **properties}), key)

    def event(self, token: str, **changed: Any) -> dict[str, Any]:
        return {
            "LifecycleActionToken": token, "LifecycleHookId": "ash-1", "LifecycleHookName": "drain",
            "LifecycleTransition": "SCALE_IN", "HeartbeatTimeout": 600, "InstanceIds": [f"i-{token}"],
            "StartedAt": self.clock.now(), **changed,
        }  # fmt: skip

    async def depth(self, queue: str) -> int:
        async with self.channel() as channel:
            declared = await channel.get_queue(queue)
            return declared.declaration_result.message_count or 0
