"""What at a stack shows that a consumer is ready, and that it reads."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scalehook.certify.consumer.environment import Place
from scalehook.certify.consumer.readiness import Bell, accepts, answers_well
from scalehook.certify.facts import RECEIVES

if TYPE_CHECKING:
    from scalehook.certify.stack import Witnessed


@dataclass
class Signs:
    """Of one consumer, since it was started last. `url` is one of its own that answers when it is ready;
    empty: it has none.
    """

    witnessed: "Witnessed"
    place: Place
    bell: Bell
    url: str = ""
    _heard: int = 0  # calls, before it was started

    def begin(self) -> None:
        """It is started now: what was seen before says nothing."""
        self.bell.rung.clear()
        self._heard = len(self.witnessed.chronicle.calls)

    def ready(self) -> bool:
        """Any of: it has called the bell; it reads, or has read; its own URL says so."""
        if self.bell.rung.is_set() or self.reading():
            return True
        calls = self.witnessed.chronicle.calls[self._heard :]
        if self.place.queue and any(call.action in RECEIVES for call in calls):
            return True
        return bool(self.url) and answers_well(self.url)

    def reading(self) -> bool:
        """Whether it waits for messages at this moment."""
        if queue := self.place.queue or self.place.amqp_queue:
            return self.witnessed.waits(queue)
        return accepts(self.place.push_port)

    def polling(self) -> bool:
        """Whether a call of it waits at this moment. A port takes connections, and a broker keeps a
        reader, of a process that does nothing about it.
        """
        return bool(self.place.queue) and self.witnessed.waits(self.place.queue)

    def asleep(self) -> bool:
        """Whether it sleeps by the stack's clock."""
        return self.witnessed.sleeps()
