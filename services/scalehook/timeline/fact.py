"""An event as a timeline reads it: by the documented names on the wire."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scalehook.kit.clock.moments import moment

MILLISECONDS = 1e11  # a larger number counts these, a smaller one seconds


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened. `flow` is the id of the request that it began with, `caller` on whose
    behalf it was done.
    """

    type: str
    at: datetime
    body: dict[str, Any]
    flow: str = ""
    caller: str = ""

    @classmethod
    def of(cls, event: dict[str, Any]) -> "Fact":
        """As `GET /_scalehook/events` tells it."""
        return cls(
            event["type"],
            datetime.fromisoformat(event["at"]),
            event["body"],
            event.get("correlation_id", ""),
            event.get("caller", ""),
        )

    def text(self, name: str) -> str:
        """A field as text; empty where there is nothing."""
        value = self.body.get(name)
        return "" if value is None else str(value)

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        return [str(each) for each in self.body.get(name) or ()]

    def time(self, name: str) -> datetime | None:
        """A field that counts seconds or milliseconds since 1970; None where there is nothing."""
        value = self.body.get(name)
        if not isinstance(value, int | float) or not value:
            return None
        return moment(value / 1000 if value >= MILLISECONDS else value)

    @property
    def request(self) -> str:
        """The request that it belongs to: of a consumer's own requests, the one that these are about."""
        return self.text("RequestId") or self.flow
