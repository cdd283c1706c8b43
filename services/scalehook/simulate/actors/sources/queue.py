"""A queue of the message service, read by long polls."""

from typing import Any, ClassVar

from scalehook.consumer.sources.delivery import Delivery, Receiving, Source
from scalehook.simulate.actors.bell import Bell
from scalehook.simulate.actors.client import Client, rest
from scalehook.simulate.actors.told import Told
from scalehook_contracts.base import Command
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import MessageNotExist, QueueNotExist
from scalehook_contracts.message_service.batches import BatchReceiveMessage
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    ReceivedMessage,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.queues import CreateQueue

POLL_SECONDS, AGAIN_SECONDS, TRIES, MOST_TOGETHER = 30, 1.0, 5, 16
HELD_SECONDS, LONGEST_HELD, LATER_SECONDS = 60, 43_200, 30
MILLISECONDS = 1000


class QueueSource(Source):
    """Takes no more than there is room for."""

    shared: ClassVar[bool] = True

    def __init__(self, queue: str, client: Client, bell: Bell, told: Told) -> None:
        super().__init__()
        self._queue, self._client, self._bell, self._told = queue, client, bell, told

    async def receive(self, to: Receiving) -> None:
        """Until it is cancelled."""
        while True:
            for message in await self._poll(await to.room()):
                to.take(QueueDelivery(self._queue, message, self._client))

    async def _poll(self, room: int) -> list[ReceivedMessage]:
        try:
            if room == 1:
                one = ReceiveMessage(queue_name=self._queue, wait_seconds=POLL_SECONDS)
                return [await self._client.call(one, waits=POLL_SECONDS)]
            many = BatchReceiveMessage(
                queue_name=self._queue,
                num_of_messages=min(room, MOST_TOGETHER),
                wait_seconds=POLL_SECONDS,
            )
            found: list[ReceivedMessage] = (await self._client.call(many, waits=POLL_SECONDS)).messages
        except MessageNotExist:
            await self._bell.wait(self._queue)
            return []
        except (ApiError, TimeoutError):
            await rest(AGAIN_SECONDS)
            return []
        return found


class QueueDelivery(Delivery):
    """A message with its receipt handle, which changes with each extension."""

    def __init__(self, queue: str, message: ReceivedMessage, client: Client) -> None:
        first = message.dequeue_count == 1
        hidden = (message.next_visible_time - message.first_dequeue_time) / MILLISECONDS
        super().__init__(
            key=message.message_id,
            body=message.message_body.encode(),
            count=message.dequeue_count,
            sent_at=message.enqueue_time / MILLISECONDS,
            held=max(1.0, hidden) if first else float(POLL_SECONDS),
        )
        self._queue, self._handle, self._client = queue, message.receipt_handle, client

    async def done(self) -> None:
        """Delete it."""
        await self._insist(DeleteMessage(queue_name=self._queue, receipt_handle=self._handle))

    async def give_back(self) -> None:
        """Visible after a second, the least that there is."""
        await self._insist(self._hiding(1))

    async def leave(self) -> None:
        """Visible after some seconds: more each time."""
        await self._insist(self._hiding(min(2**self.count, LATER_SECONDS)))

    async def bury(self, reason: str) -> None:
        """To the queue of dead letters, as the kit names it, and deleted only then."""
        dead = f"{self._queue}-dead"
        asked = SendMessage(queue_name=dead, message_body=self.body.decode())
        try:
            await self._client.call(asked)
        except QueueNotExist:
            await self._insist(CreateQueue(queue_name=dead))
            await self._insist(asked)
        except (ApiError, TimeoutError):
            return  # it comes again
        await self.done()

    async def extend(self, least: int = 0) -> float | None:
        """Hold it for longer; None when it is not ours any more."""
        seconds = min(max(HELD_SECONDS, least), LONGEST_HELD)
        try:
            changed = await self._client.call(self._hiding(seconds))
        except TimeoutError:
            return 3 * AGAIN_SECONDS  # a second from now, once more
        except ApiError:
            return None
        self._handle = changed.receipt_handle
        return float(seconds)

    def _hiding(self, seconds: int) -> ChangeMessageVisibility:
        return ChangeMessageVisibility(
            queue_name=self._queue, receipt_handle=self._handle, visibility_timeout=seconds
        )

    async def _insist(self, asked: Command[Any]) -> None:
        for _ in range(TRIES):
            try:
                await self._client.call(asked)
            except TimeoutError:
                await rest(AGAIN_SECONDS)
            except ApiError:
                return  # it is somebody else's by now
            else:
                return
