"""`/_scalehook/mns/…` of queues: their messages are shown, sent, received and deleted by hand."""

import asyncio
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from scalehook.gateway.asking import ask
from scalehook.gateway.control.bodies import body_of, fitting, json_answer, query_of
from scalehook.gateway.control.calling_off import unless_over
from scalehook.gateway.control.mns.listing import all_of
from scalehook.gateway.control.mns.messages import MESSAGE_BYTES, MessageGiven
from scalehook.gateway.http import Answer, HttpRequest
from scalehook.kit import Requester
from scalehook.kit.clock.durations import seconds_of
from scalehook_contracts.base import LONG_POLL_SECONDS
from scalehook_contracts.message_service.batches import (
    BatchDeleteMessage,
    BatchPeekMessage,
    BatchReceiveMessage,
    PeekedMessages,
    ReceivedMessages,
)
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.purging import PurgeQueue
from scalehook_contracts.message_service.queues import ListQueue, QueueSummary

WholeSeconds = Annotated[int, BeforeValidator(seconds_of)]  # the cloud knows no parts of them


class QueueRequest(BaseModel):
    """The body of `POST /_scalehook/mns/purge`."""

    model_config = ConfigDict(extra="forbid")
    queue: str = Field(min_length=1)


class PeekRequest(QueueRequest):
    """The query of `GET /_scalehook/mns/peek`."""

    count: int = 1


class ReceiveRequest(PeekRequest):
    """The body of `POST /_scalehook/mns/receive`: `wait` is a length of virtual time; without it, the
    queue's own.
    """

    wait: WholeSeconds | None = None
    delete: bool = Field(False, strict=True)


class SendRequest(QueueRequest, MessageGiven):
    """The body of `POST /_scalehook/mns/send`."""

    delay: WholeSeconds | None = None
    priority: int | None = Field(None, strict=True)


class QueueEndpoints:
    """What each of them does."""

    def __init__(self, bus: Requester, closing: asyncio.Event) -> None:
        self._bus = bus
        self._closing = closing

    async def show_all(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/mns/queues`: all, with their attributes and counters."""
        queues = await all_of(self._behind)
        return json_answer({"queues": [each.model_dump(mode="json") for each in queues]})

    async def peek(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/mns/peek?queue=NAME`: the messages that would be received next."""
        asked = query_of(request, PeekRequest)
        command = fitting(lambda: BatchPeekMessage(queue_name=asked.queue, num_of_messages=asked.count))
        return _shown(await ask(self._bus, command))

    async def receive(self, request: HttpRequest) -> Answer:
        """`POST /_scalehook/mns/receive`: they are held for the queue's time-out, or deleted."""
        asked = body_of(request, ReceiveRequest)
        command = fitting(
            lambda: BatchReceiveMessage(
                queue_name=asked.queue,
                num_of_messages=asked.count,
                wait_seconds=asked.wait,
            )
        )
        receiving = ask(self._bus, command, waits=LONG_POLL_SECONDS)
        found = await unless_over(receiving, request, self._closing)
        if asked.delete:
            await self._delete(asked.queue, found)
        return _shown(found)

    async def send(self, request: HttpRequest) -> Answer:
        """`POST /_scalehook/mns/send`: a message goes into a queue."""
        asked = body_of(request, SendRequest, MESSAGE_BYTES)
        given = {
            "queue_name": asked.queue,
            "delay_seconds": asked.delay,
            "priority": asked.priority,
            **asked.fields(),
        }
        sent = await ask(self._bus, fitting(lambda: SendMessage.model_validate(given)))
        return json_answer(sent.model_dump(mode="json"))

    async def purge(self, request: HttpRequest) -> Answer:
        """`POST /_scalehook/mns/purge`: all messages of a queue are deleted."""
        asked = body_of(request, QueueRequest)
        purged = await ask(self._bus, PurgeQueue(queue_name=asked.queue))
        return json_answer({"queue": asked.queue, "purged": purged.count})

    async def _behind(self, marker: str) -> tuple[list[QueueSummary], str | None]:
        page = await ask(self._bus, ListQueue(with_meta=True, marker=marker))
        return page.queues, page.next_marker

    async def _delete(self, queue: str, found: ReceivedMessages) -> None:
        handles = [message.receipt_handle for message in found.messages]
        await ask(self._bus, BatchDeleteMessage(queue_name=queue, receipt_handles=handles))


def _shown(found: PeekedMessages | ReceivedMessages) -> Answer:
    return json_answer({"messages": [each.model_dump(mode="json") for each in found.messages]})
