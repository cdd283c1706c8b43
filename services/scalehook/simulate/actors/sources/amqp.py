"""A queue of RabbitMQ that gets the stack's events, and those who read it."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import ClassVar

from scalehook.consumer.sources.delivery import Delivery, Receiving, Source
from scalehook.kit.machine.envelope import Envelope
from scalehook.simulate.actors.told import Told
from scalehook.simulate.loop import VirtualLoop
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted

DELIVERIES = 5  # of a message that is given back each time; then it is a dead letter


class AmqpQueue:
    """First in, first out; what is given back comes first. `depth` is told of each change of what is in
    it, in hand or not.
    """

    def __init__(self, loop: VirtualLoop, depth: Callable[[int], None], told: Told) -> None:
        self.readers: list[Receiving] = []
        self._loop, self._depth, self._told = loop, depth, told
        self._messages: deque[AmqpDelivery] = deque()
        self._waiting: deque[asyncio.Future[None]] = deque()

    def hear(self, envelope: Envelope) -> None:
        """An event has been published."""
        event = envelope.message
        if isinstance(event, LifecycleActionStarted):
            self._depth(1)
            found = AmqpDelivery(self, key=envelope.message_id, body=event.as_json())
            hook = event.lifecycle_hook_name
            found.names = {hook, f"{event.scaling_group_name}/{hook}"}
            self._messages.append(found)
            self._wake()
        elif isinstance(event, LifecycleActionEnded):
            why = f"it has ended: {event.lifecycle_action_status}, {event.lifecycle_action_result}"
            for reader in list(self.readers):
                self._loop.run(reader.ended, event.lifecycle_action_token, why)

    async def get(self) -> "AmqpDelivery":
        """The next one, in the hands of who waits longest."""
        while not self._messages:
            self._waiting.append(waits := self._loop.create_future())
            await waits
        return self._messages.popleft()

    def acknowledged(self) -> None:
        """One is no more."""
        self._depth(-1)

    def again(self, delivery: "AmqpDelivery") -> None:
        """It goes to somebody else, or nowhere any more."""
        if delivery.count >= DELIVERIES:
            self.buried()
            return
        delivery.count += 1
        self._messages.appendleft(delivery)
        self._wake()

    def buried(self) -> None:
        """It is a dead letter."""
        self._told.buried += 1
        self._depth(-1)

    def _wake(self) -> None:
        while self._waiting:
            waits = self._waiting.popleft()
            if not waits.done():
                waits.set_result(None)
                return


class AmqpSource(Source):
    """One reader; what no hook of its own has led to it lets go."""

    shared: ClassVar[bool] = False

    def __init__(self, queue: AmqpQueue, hooks: list[str]) -> None:
        super().__init__()
        self._queue, self._hooks = queue, set(hooks)

    async def receive(self, to: Receiving) -> None:
        """Until it is cancelled; messages in hand stay so."""
        self._queue.readers.append(to)
        while True:
            await to.room()
            delivery = await self._queue.get()
            if self._hooks and not self._hooks & delivery.names:
                await delivery.done()
            else:
                to.take(delivery)


class AmqpDelivery(Delivery):
    """In hand until it is acknowledged or given back."""

    names: set[str]  # of its hook

    def __init__(self, queue: AmqpQueue, *, key: str, body: bytes) -> None:
        super().__init__(key=key, body=body)
        self._queue, self._open = queue, True

    async def done(self) -> None:
        """Acknowledged."""
        if self._close():
            self._queue.acknowledged()

    async def give_back(self) -> None:
        """Ready for others at once."""
        if self._close():
            self._open = True
            self._queue.again(self)

    async def leave(self) -> None:
        """The same: the queue counts how often."""
        await self.give_back()

    async def bury(self, reason: str) -> None:
        """To the queue of dead letters."""
        if self._close():
            self._queue.buried()

    def _close(self) -> bool:
        was, self._open = self._open, False
        return was
