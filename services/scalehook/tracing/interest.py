"""Which events may be part of a tree; of messages, those that have something to do with one.

A stack whose queues are all that is used has nothing for a timeline: its messages are passed over with
a look or two.
"""

from collections.abc import Callable
from typing import Any

from scalehook.timeline.growing import PLACES
from scalehook.tracing.bounded import Bounded
from scalehook.tracing.seen import About
from scalehook_contracts.base import Message

MOST = 10_000  # flows and messages that are remembered
MESSAGE = "message_service.message_"
PUBLISHED, ENQUEUED = f"{MESSAGE}published", f"{MESSAGE}enqueued"
Wants = Callable[[Any, About], bool]


class Interest:
    """Remembers the requests that trees began with, and the messages that are part of one."""

    def __init__(self) -> None:
        self._flows: Bounded[str, None] = Bounded(MOST)
        self._messages: Bounded[str, None] = Bounded(MOST)
        self._kinds: dict[type[Message], Wants | None] = {}

    def wants(self, event: Message, about: About) -> bool:
        """Whether it may have a place."""
        kind = type(event)
        try:
            wants = self._kinds[kind]
        except KeyError:
            wants = self._kinds[kind] = self._look(kind.wire_name())
        return wants is not None and wants(event, about)

    def _look(self, name: str) -> Wants | None:
        if name not in PLACES:
            return None
        if name == ENQUEUED:
            return self._enqueued
        return self._message if name.startswith(MESSAGE) and name != PUBLISHED else self._any

    def _any(self, event: Any, about: About) -> bool:
        self._flows[getattr(event, "request_id", "") or about.correlation_id] = None
        return True

    def _enqueued(self, event: Any, about: About) -> bool:
        flow = event.request_id or about.correlation_id
        if flow in self._flows or about.trace or event.publication_id:
            self._messages[event.message_id] = None
            return True
        return False

    def _message(self, event: Any, about: About) -> bool:
        return event.message_id in self._messages
