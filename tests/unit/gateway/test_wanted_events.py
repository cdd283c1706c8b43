"""What a client of the event stream may ask for."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from scalehook.gateway.control.plane import EventView
from scalehook.gateway.control.wanted import Wanted
from scalehook_contracts.errors.common import InvalidParameter

AT = datetime(2026, 1, 1, tzinfo=UTC)
TYPES = (
    "fleet.instance_running",
    "scaling_controller.lifecycle_action_started",
    "fleet.instance_stopped",
)


async def events() -> AsyncIterator[EventView]:
    for name in TYPES:
        yield EventView(type=name, at=AT, body={}, correlation_id="", app_id="")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", TYPES),
        ("type=lifecycle_action_started", TYPES[1:2]),
        ("type=LifecycleActionStarted", TYPES[1:2]),
        ("type=fleet.*", (TYPES[0], TYPES[2])),
        ("type=instance_running&type=LifecycleAction*", TYPES[:2]),
        ("type=nothing", ()),
    ],
)
async def test_types_are_chosen(query: str, found: tuple[str, ...]) -> None:
    """By their names on the wire, or as the code calls them; several may be given."""
    wanted = Wanted.of(query)
    assert tuple([event.type async for event in wanted.of_these(events())]) == found


@pytest.mark.parametrize(
    "text",
    ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "2026-01-01T01:00:00%2B01:00", "2026-01-01"],
)
def test_a_time_is_read(text: str) -> None:
    """With or without a zone, which is UTC; a plus sign needs no escape."""
    assert Wanted.of(f"since={text}").since == AT


@pytest.mark.parametrize("query", ["since=yesterday", "since=", "typ=x", "since=2026-13-01"])
def test_what_is_not_known_is_refused(query: str) -> None:
    """It would be passed over in silence."""
    with pytest.raises(InvalidParameter):
        Wanted.of(query)
