"""An event that a bus has received, and what became of it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Trace:
    """A target that the event is passed on to: what the last attempt came to. An empty `reason`: it has
    the event, and a queue, topic or web (`receiver`, of this `name`) knows it as `message_id`; None:
    nothing is known yet.
    """

    rule_name: str
    endpoint: str
    begun_at: float
    ended_at: float | None = None
    reason: str | None = None
    receiver: str = ""
    name: str = ""
    message_id: str = ""


@dataclass
class KeptEvent:
    """The whole of it, and a trace for each delivery, by its id."""

    bus_name: str
    event_id: str
    source: str
    received_at: float
    event: dict[str, Any]
    traces: dict[str, Trace] = field(default_factory=dict)
    hops: int = 0  # buses that had it before

    @property
    def received_ms(self) -> int:
        """When, in Unix milliseconds."""
        return round(self.received_at * 1000)

    def has_matched(self, rule_name: str) -> bool:
        """Whether the rule has passed it on to a target."""
        return any(trace.rule_name == rule_name for trace in self.traces.values())

    @property
    def key(self) -> str:
        """An event's id is its source's alone."""
        return key_of(self.bus_name, self.event_id, self.source)


def key_of(bus_name: str, event_id: str, source: str) -> str:
    """What the event is kept under."""
    return "\n".join((bus_name, event_id, source))
