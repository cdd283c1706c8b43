"""Rings when a queue gets a message: an idle consumer needs not poll for hours."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field

from scalehook.kit.machine.entry import Entry
from scalehook.simulate.cloud import Cloud
from scalehook.simulate.loop import VirtualLoop
from scalehook_contracts.message_service.messages import MessageDeadLettered, MessageEnqueued


@dataclass(eq=False)
class Bell:
    """What a poll that goes on and on would come to, in one event. After each message the consumer polls
    as ever, until a poll comes back with nothing.
    """

    cloud: Cloud
    loop: VirtualLoop
    _waiting: dict[str, list["asyncio.Future[None]"]] = field(default_factory=lambda: defaultdict(list))

    def see(self, service: str, entry: Entry) -> None:
        """One entry more."""
        for event in entry.recorded if self._waiting else ():
            if isinstance(event, MessageEnqueued):
                self._ring(event.queue_name)
            elif isinstance(event, MessageDeadLettered):
                self._ring(event.dead_letter_queue)

    async def wait(self, queue: str) -> None:
        """Until it rings; at once where the queue has messages, hidden ones too."""
        found = self.cloud.state("message_service").queues.get(queue)
        if found is not None and not found.messages and self.cloud.nodes["message_service"].up:
            self._waiting[queue].append(rings := self.loop.create_future())
            await rings

    def _ring(self, queue: str) -> None:
        """Who waits goes on at this instant, behind what is under way."""
        for rings in self._waiting.pop(queue, ()):
            if not rings.done():
                rings.set_result(None)
