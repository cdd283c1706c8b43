"""Which events `scalehook tail` shows."""

from typing import Any

import pytest

from scalehook.cli.tail import chosen

NAMES = ["fleet.instance_running", "fleet.instance_released", "message_service.queue_created"]


@pytest.mark.parametrize(
    ("services", "types", "shown"),
    [
        (None, None, NAMES),
        (["fleet"], None, NAMES[:2]),
        (["fleet", "message_service"], None, NAMES),
        (None, ["instance_running"], NAMES[:1]),
        (None, ["InstanceRunning", "QueueCreated"], [NAMES[0], NAMES[2]]),
        (None, ["instance_*"], NAMES[:2]),
        (None, ["fleet.*"], NAMES[:2]),
        (["message_service"], ["instance_*"], []),
        (["nobody"], None, []),
    ],
)
def test_events_are_chosen(services: Any, types: Any, shown: list[str]) -> None:
    """By service, by name as the code or the wire has it, and by both."""
    events = iter([{"type": name} for name in NAMES])
    assert [event["type"] for event in chosen(events, services, types)] == shown
