"""Who can be notified."""

from dataclasses import dataclass, field
from typing import Any

from scalehook_contracts.receiver import Kind, Receiver

DEFAULT_BUS = "default"  # the only event bus that there is


@dataclass
class Receivers:
    """What is known from the owners of queues, topics and templates. A template has its parameters'
    defaults by name; None where a value must be given. `bus_rules` are the names
    of rules of the default bus that are on.
    """

    queues: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)
    bus_rules: set[str] = field(default_factory=set)

    def know(self, receiver: Receiver) -> bool:
        """Whether it is there, as far as its owner's events have come."""
        match receiver.kind:
            case Kind.QUEUE:
                return receiver.name in self.queues
            case Kind.TOPIC:
                return receiver.name in self.topics
            case Kind.TEMPLATE:
                return receiver.name in self.templates
            case Kind.EVENT_BUS:
                return receiver.name == DEFAULT_BUS
            case Kind.CLOUD_MONITOR:
                return True
