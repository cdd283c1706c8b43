"""The root of the state."""

from dataclasses import dataclass, field

from scalehook.message_service.state.pushes import Push
from scalehook.message_service.state.queues import Queue
from scalehook.message_service.state.topics import Topic


@dataclass
class State:
    """All queues and topics by name, and the pushes that have not come to an end."""

    queues: dict[str, Queue] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    pushes: dict[str, Push] = field(default_factory=dict)
    logging_bucket: str = ""
