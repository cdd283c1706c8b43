"""An endpoint that topics and event buses push to, and the instances behind it."""

import asyncio
from collections import Counter
from typing import Any, ClassVar

from scalehook.consumer.dead_letters import DeadLetters
from scalehook.consumer.notification import wrapping
from scalehook.consumer.sources.delivery import Receiving, Source
from scalehook.consumer.sources.push_delivery import AGAIN, PushDelivery
from scalehook.simulate.actors.told import Told
from scalehook_contracts.event_bus.deliveries import PostEvent
from scalehook_contracts.message_service.pushes import PushNotification

Posted = PushNotification | PostEvent
MILLISECONDS = 1000


class Endpoint:
    """Requests go to its instances in turn; None where nobody listens."""

    def __init__(self) -> None:
        self._listening: list[PushSource] = []
        self._next = 0

    def join(self, source: "PushSource") -> None:
        """One instance more."""
        self._listening.append(source)

    def leave(self, source: "PushSource") -> None:
        """One less."""
        self._listening.remove(source)

    async def answer(self, posted: Posted) -> int | None:
        """The status of the answer."""
        if not self._listening:
            return None
        self._next += 1
        return await self._listening[self._next % len(self._listening)].answer(posted)


class PushSource(Source):
    """One instance: answers when the work is over or, if that takes longer, as soon as it must."""

    shared: ClassVar[bool] = False

    def __init__(self, endpoint: Endpoint, answer_within: float, told: Told) -> None:
        super().__init__()
        self._endpoint, self._within, self._dead = endpoint, answer_within, Nowhere(told)
        self._counts: Counter[str] = Counter()

    async def receive(self, to: Receiving) -> None:
        """Listens until it is cancelled; requests that are open then get their answers."""
        self._to = to
        self._endpoint.join(self)
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self._endpoint.leave(self)

    async def answer(self, posted: Posted) -> int:
        """The status."""
        try:
            async with asyncio.timeout(self._within):
                await self._to.room()
        except TimeoutError:
            return AGAIN
        self._to.take(delivery := self._delivery(posted))
        return await delivery.answered(self._within)

    def _delivery(self, posted: Posted) -> PushDelivery:
        said = {**wrapping(posted.body.encode()), **_lower(posted.headers)}
        key = _key(posted)
        self._counts[key] += 1
        published = said.get("x-mns-publish-time") or said.get("PublishTime") or ""
        return PushDelivery(
            self._dead,
            key=key,
            body=posted.body.encode(),
            count=self._counts[key],
            sent_at=int(published) / MILLISECONDS if published.isdecimal() else None,
        )


class Nowhere(DeadLetters):
    """Nobody has said where dead letters go: they are counted."""

    def __init__(self, told: Told) -> None:
        self._told = told

    async def keep(self, body: bytes, reason: str) -> bool:
        """It is forgotten."""
        self._told.buried += 1
        return True


def _key(posted: Posted) -> str:
    return posted.push_id if isinstance(posted, PushNotification) else posted.delivery_id


def _lower(headers: Any) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in headers.items()}
