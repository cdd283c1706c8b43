"""Which events `scalehook tail` shows."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from typer.testing import CliRunner

from scalehook.cli import app, remote
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


@pytest.fixture
def paths(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the stack is asked, which tells of two flows and ends."""
    asked: list[str] = []

    def lines(endpoint: str, path: str) -> Iterator[str]:
        asked.append(path)
        for request, token in (("R-1", "T-1"), ("R-2", "T-2"), ("R-1", "")):
            body = {"LifecycleActionToken": token}
            event = {
                "type": "a.b",
                "at": "2026-01-01T00:00:00Z",
                "correlation_id": request,
                "body": body,
            }
            yield "data: " + json.dumps(event)

    monkeypatch.setattr(remote, "lines", lines)
    return asked


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ([], ["R-1", "R-2", "R-1"]),
        (["--correlation", "R-1"], ["R-1", "R-1"]),
        (["--action", "T-2"], ["R-2"]),
        (["--instance", "i-1"], []),
        (["--action", "T-1", "--correlation", "R-2"], ["R-1", "R-2", "R-1"]),
        (["--correlation", "R-1", "--type", "c"], []),
    ],
)
def test_a_flow_is_followed(paths: list[str], options: list[str], shown: list[str]) -> None:
    """By its id, by an action's token or an instance of it; other choices hold, too."""
    done = CliRunner().invoke(app, ["tail", "--json", *options])
    assert [json.loads(line)["correlation_id"] for line in done.stdout.splitlines()] == shown
    assert paths == ["events"]


def test_the_past_is_asked_for(paths: list[str]) -> None:
    """With its time as the stack reads it."""
    CliRunner().invoke(app, ["tail", "--since", "2026-01-31T08:00:00+08:00"])
    assert paths == ["events?since=2026-01-31T08%3A00%3A00%2B08%3A00"]


def test_a_service_that_is_none() -> None:
    """Wrong usage, with the names that there are: it would be silent for ever."""
    told = CliRunner().invoke(app, ["tail", "--service", "fleet", "--service", "nobody"])
    assert told.exit_code == 2
    assert "'nobody'" in told.output
    assert "message_service" in told.output
