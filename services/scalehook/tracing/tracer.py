"""Is told all that happens in a stack, and lets it go as spans."""

import time
from collections import deque
from collections.abc import AsyncIterable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from scalehook.gateway.tracing import RequestSpan
from scalehook.kit.clock.pausing import pause
from scalehook.kit.logs import Log
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope
from scalehook.tracing.growth import Grown, Growth
from scalehook.tracing.interest import Interest
from scalehook.tracing.seen import About, Seen
from scalehook_contracts.base import Event, Reply

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan

    from scalehook.tracing.exporting import Exporting
    from scalehook.tracing.spans import Spans

log = Log(__name__)
SECONDS = 0.2  # real, between two looks at what has happened
MOST_WAITING = 50_000  # events; of more than these in that time the oldest are in no span


@dataclass
class Tracer:
    """Costs who tells it next to nothing: what it is told waits for its next look."""

    spans: "Spans"
    exporting: "Exporting"
    now: Callable[[], datetime]  # virtual
    growth: Growth = field(default_factory=Growth)
    _interest: Interest = field(default_factory=Interest)
    _waiting: "deque[Seen]" = field(default_factory=lambda: deque(maxlen=MOST_WAITING))
    _over: "list[Grown]" = field(default_factory=list)

    def saw(self, service: str, entry: Entry) -> None:
        """A service has kept this: as the witness of a stack in one process."""
        for event in entry.recorded:
            if self._interest.wants(event, entry):
                self._see(event, entry.at, entry)

    async def follow(self, envelopes: AsyncIterable[Envelope]) -> None:
        """The same from a bus, of services that are processes; until cancelled."""
        async for envelope in envelopes:
            event = envelope.message
            if isinstance(event, Event) and self._interest.wants(event, envelope):
                self._see(event, envelope.timestamp, envelope)

    def request(self, span: RequestSpan, outcome: Reply | Exception) -> None:
        """A request was answered."""
        if span.client is None or span.client.sampled:
            self.exporting.take(self.spans.of_request(span, outcome, self.now()))

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await pause(SECONDS)
            self.look()

    def look(self) -> None:
        """What was over at the last look is told: what belongs above it has its place by now."""
        over, self._over = self._over, []
        while self._waiting:
            seen = self._waiting.popleft()
            self._over += self.growth.add(seen, seen.fact)
        for span in (span for grown in over for span in self._spans(grown)):
            self.exporting.take(span)

    async def close(self) -> None:
        """Tell all that is over, and what is under way as it is, in bounded time."""
        self.look()
        self.look()
        unfinished = self.growth.unfinished(time.time_ns())
        await self.exporting.close([span for each in unfinished for span in self._spans(each)])

    def _see(self, event: Event, at: datetime, about: About) -> None:
        self._waiting.append(Seen(time.time_ns(), at, event, about))

    def _spans(self, grown: Grown) -> "Iterator[ReadableSpan]":
        """One, if somebody wants it."""
        root = self.growth.root(grown)
        if root is None or (root.origin is not None and not root.origin.sampled and _is_theirs(root)):
            return
        yield self.spans.of_node(grown, self.growth.above(grown), root)


def _is_theirs(root: Grown) -> bool:
    """Whether it is in its origin's trace: an activity has one of its own."""
    return root.node.kind != "activity"
