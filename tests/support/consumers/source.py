"""A source whose messages a test makes, and the outcomes of its deliveries."""

import asyncio
import json
from typing import Any, ClassVar

from scalehook.consumer.sources.delivery import Delivery, Receiving, Source


class FakeDelivery(Delivery):
    """`outcome` is what became of it: the last of done, back, later and dead."""

    def __init__(self, **common: Any) -> None:
        super().__init__(**common)
        self.outcome = ""
        self.reason = ""
        self.asked: list[int] = []  # for how long at least it was to be held, each time

    @property
    def extensions(self) -> int:
        return len(self.asked)

    async def done(self) -> None:
        self.outcome = "done"

    async def give_back(self) -> None:
        self.outcome = "back"

    async def leave(self) -> None:
        self.outcome = "later"

    async def bury(self, reason: str) -> None:
        self.outcome, self.reason = "dead", reason

    async def extend(self, least: int = 0) -> float | None:
        self.asked.append(least)
        return None if self.held is None else max(self.held, least)


class FakeSource(Source):
    shared: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.to: Receiving | None = None
        self.closed = False

    async def receive(self, to: Receiving) -> None:
        self.to = to
        self.ready.set()
        await asyncio.Event().wait()

    async def close(self) -> None:
        self.closed = True

    def deliver(self, body: bytes, key: str = "", **common: Any) -> FakeDelivery:
        """Hand over a message; without a key it is one of its own."""
        delivery = FakeDelivery(key=key or f"message-{id(object())}", body=body, **common)
        assert self.to is not None
        self.to.take(delivery)
        return delivery


class SharedSource(FakeSource):
    shared: ClassVar[bool] = True


def notification(token: str = "token", **changed: Any) -> bytes:
    """The body of a message, as Auto Scaling sends it but for Base64."""
    content = {
        "lifecycleHookId": "ash-1",
        "lifecycleHookName": "drain",
        "lifecycleActionToken": token,
        "lifecycleTransition": "SCALE_OUT",
        "defaultResult": "ABANDON",
        "scalingGroupId": "asg-1",
        "scalingGroupName": "web",
        "scalingActivityId": "asa-1",
        "requestId": "request",
        "instanceIds": [f"i-{token}"],
        "notificationMetadata": '{"a": 1}',
        **changed,
    }
    return json.dumps({"userId": "1", "regionId": "cn-hangzhou", "content": content}).encode()
