"""What has gone where so far: counts for each pair of things, and the last messages one by one."""

from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from scalehook.gateway.console.flow.hop import Hop, Place
from scalehook.gateway.console.flow.reading import Reader
from scalehook.gateway.control.plane import EventView

MOST_EDGES = 500  # a stack that has more is no picture any more: the oldest ones go
MOST_HOPS = 60
Publication = tuple[str, str]


@dataclass
class Picture:
    """Grows with events. Bounded, however many there are."""

    _reader: Reader = field(default_factory=Reader)
    _edges: Counter[tuple[Place, Place]] = field(default_factory=Counter)
    _failed: Counter[tuple[Place, Place]] = field(default_factory=Counter)
    _hops: deque[tuple[int, Hop]] = field(default_factory=lambda: deque(maxlen=MOST_HOPS))
    _topics: dict[str, str] = field(default_factory=dict)  # by published message
    _count: int = 0

    def add(self, event: EventView) -> None:
        """What it tells of."""
        if event.type == "message_service.message_published":
            self._topics[str(event.body["MessageId"])] = str(event.body["TopicName"])
            while len(self._topics) > MOST_EDGES:
                self._topics.pop(next(iter(self._topics)))
        for hop in (*self._reader.hops(event), *self._spread(event)):
            self._add(hop)

    def view(self) -> dict[str, Any]:
        """As a page gets it."""
        places = dict.fromkeys(place for edge in self._edges for place in edge)
        return {
            "nodes": [{"id": _id(place), "kind": place[0], "name": place[1]} for place in places],
            "edges": [
                {
                    "from": _id(edge[0]),
                    "to": _id(edge[1]),
                    "count": count,
                    "failed": self._failed[edge],
                }
                for edge, count in self._edges.items()
            ],
            "hops": [_shown(number, hop) for number, hop in self._hops],
            "count": self._count,
        }

    def _spread(self, event: EventView) -> list[Hop]:
        """From a topic to a queue, once it is there."""
        topic = self._topics.get(str(event.body.get("PublicationId", "")))
        if event.type != "message_service.message_enqueued" or topic is None:
            return []
        queue = str(event.body["QueueName"])
        return [Hop(("topic", topic), ("queue", queue), "message", ("queues", queue), event.at)]

    def _add(self, hop: Hop) -> None:
        edge = hop.source, hop.target
        self._edges[edge] += 1
        self._failed[edge] += hop.failed
        self._count += 1
        self._hops.append((self._count, hop))
        for old in list(islice(self._edges, max(0, len(self._edges) - MOST_EDGES))):
            del self._edges[old], self._failed[old]


def _id(place: Place) -> str:
    return f"{place[0]}:{place[1]}"


def _shown(number: int, hop: Hop) -> dict[str, Any]:
    return {
        "n": number,
        "from": _id(hop.source),
        "to": _id(hop.target),
        "what": hop.what,
        "ref": {"page": hop.ref[0], "id": hop.ref[1]},
        "at": hop.at.isoformat(),
        "failed": hop.failed,
    }
