"""A consumer that plays: its source, its clock and its cloud are in the test's hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from scalehook.consumer import Consumer
from support.consumers.clock import HandClock, settled
from support.consumers.cloud import FakeCloud
from support.consumers.source import FakeDelivery, FakeSource, notification


class Play:
    """`consumer` takes handlers until it starts, with `async with play.started()`."""

    def __init__(self, source: FakeSource | None = None, **given: Any) -> None:
        self.clock = HandClock()
        self.cloud = FakeCloud(self.clock)
        self.source = source or FakeSource()
        self.consumer = Consumer(
            "play", source=self.source, clock=self.clock, transport=self.cloud.transport(),
            endpoint="http://127.0.0.1:1", access_key_id="key", access_key_secret="secret", **given,
        )  # fmt: skip

    @asynccontextmanager
    async def started(self) -> AsyncIterator["Play"]:
        async with self.consumer:
            yield self

    async def notify(self, token: str = "token", **common: Any) -> FakeDelivery:
        """An action begins to wait, and its notification comes."""
        self.cloud.start(token)
        return await self.deliver(notification(token), **common)

    async def deliver(self, body: bytes, **common: Any) -> FakeDelivery:
        delivery = self.source.deliver(body, **common)
        await settled()
        return delivery

    def result(self, token: str = "token") -> str:
        return self.cloud.actions[token].result

    def counted(self, name: str, **labels: str) -> float:
        """A metric's value."""
        given = {"consumer": "play", **labels}
        value = self.consumer.metrics.registry.get_sample_value(f"scalehook_consumer_{name}", given)
        return value or 0.0
