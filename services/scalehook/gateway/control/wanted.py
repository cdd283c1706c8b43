"""Which events a client of `GET /_scalehook/events` wants: `?type=lifecycle_action_*&since=…`."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs

from scalehook.gateway.control.plane import EventView
from scalehook.kit.api.wildcards import matches
from scalehook_contracts.errors.common import InvalidParameter

NAMES = {"type", "since", "follow"}
TRUTH = {"true": True, "false": False}


@dataclass(frozen=True)
class Wanted:
    """Of these types (none: all), with those of the past since then (None: from now on); without
    `follow`, those of the past alone.
    """

    types: tuple[str, ...] = ()
    since: datetime | None = None
    follow: bool = True

    @classmethod
    def of(cls, query: str) -> "Wanted":
        """As a query says it; InvalidParameter for what it does not know."""
        given = parse_qs(query, keep_blank_values=True)
        if unknown := given.keys() - NAMES:
            raise InvalidParameter(f"{min(unknown)}: an event stream knows type, since and follow")
        since = given.get("since", [])
        types = tuple(snake_case(name) for name in given.get("type", []))
        follow = TRUTH.get(given.get("follow", ["true"])[-1])
        if follow is None or (not follow and not since):
            raise InvalidParameter("follow: true; or false, with a time in since")
        return cls(types, _moment(since[-1]) if since else None, follow)

    async def of_these(self, events: AsyncIterator[EventView]) -> AsyncIterator[EventView]:
        """Those that are wanted."""
        async for event in events:
            name = event.type.partition(".")[2]
            if not self.types or any(matches(t, name) or matches(t, event.type) for t in self.types):
                yield event


def snake_case(name: str) -> str:
    """`LifecycleActionStarted`, as the code calls it, is `lifecycle_action_started` on the wire."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_").replace("._", ".")


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))  # a plus sign that was not escaped
    except ValueError as problem:
        raise InvalidParameter("since: a time such as 2026-01-31T08:00:00Z") from problem
    return found if found.tzinfo else found.replace(tzinfo=UTC)
