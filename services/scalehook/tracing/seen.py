"""An event, when it was seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from scalehook.timeline import Fact
from scalehook_contracts.base import Event


class About(Protocol):
    """What an entry and an envelope both say of an event."""

    @property
    def correlation_id(self) -> str:
        """The request's that it all began with."""

    @property
    def caller(self) -> str:
        """On whose behalf it was done."""

    @property
    def trace(self) -> str:
        """W3C's traceparent: what led to it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """`real` in nanoseconds since 1970, `at` by virtual time."""

    real: int
    at: datetime
    event: Event
    about: About

    @property
    def fact(self) -> Fact:
        """As the timeline reads it."""
        body: dict[str, Any] = self.event.model_dump(mode="json", by_alias=True)
        return Fact(self.event.wire_name(), self.at, body, self.about.correlation_id, self.about.caller)
