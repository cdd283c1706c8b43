"""No message is lost, and none that was deleted is received."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit.machine.entry import Entry
from scalehook_contracts.message_service.messages import (
    MessageDeadLettered,
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
    MessagesExpired,
)
from scalehook_contracts.message_service.purging import QueuePurged


@dataclass
class Queues:
    """Counts what comes and goes."""

    found: list[str] = field(default_factory=list)
    here: Counter[str] = field(default_factory=Counter)
    _gone: set[tuple[str, int]] = field(default_factory=set)

    def see(self, service: str, entry: Entry) -> None:
        """One entry more."""
        for event in entry.recorded:
            match event:
                case MessageEnqueued():
                    self.here[event.queue_name] += 1
                case MessageDeleted():
                    self._leave(event.queue_name, event.serial)
                case MessageDeadLettered():
                    self._leave(event.queue_name, event.serial)
                    self.here[event.dead_letter_queue] += 1
                case MessagesExpired() | QueuePurged():
                    self.here[event.queue_name] -= event.count
                case MessageReceived() if (event.queue_name, event.serial) in self._gone:
                    self.found.append(
                        f"message {event.serial} of {event.queue_name} came when it was gone"
                    )

    def at_the_end(self, queues: dict[str, Any]) -> list[str]:
        """`queues` are those of Message Service."""
        wrong = [
            f"queue {name} has {len(queue.messages)} messages, and should have {self.here[name]}"
            for name, queue in queues.items()
            if len(queue.messages) != self.here[name]
        ]
        return [*self.found, *wrong]

    def _leave(self, queue: str, serial: int) -> None:
        if (queue, serial) in self._gone:
            self.found.append(f"message {serial} of {queue} has gone twice")
        self._gone.add((queue, serial))
        self.here[queue] -= 1
