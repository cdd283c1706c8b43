"""`scalehook timeline --follow`."""

import json
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from scalehook.cli import app, remote

RUNNER = CliRunner()
ACTIVITY = {"ScalingActivityId": "asa-1", "LifecycleTransition": "SCALE_OUT", "Amount": 1}
ENDED = {"ScalingActivityId": "asa-1", "StatusCode": "Successful", "StatusMessage": "done"}
EVENTS = [
    ("scaling_controller.scaling_activity_started", ACTIVITY),
    ("scaling_controller.scaling_activity_started", {**ACTIVITY, "ScalingActivityId": "asa-2"}),
    ("scaling_controller.scaling_activity_ended", ENDED),
]


def events(endpoint: str, path: str) -> Iterator[str]:
    """Three events; then somebody presses Ctrl-C."""
    assert "follow=true" in path
    yield ": listening"
    for kind, body in EVENTS:
        event = {"type": kind, "at": "2026-01-01T00:00:00+00:00", "body": body, "correlation_id": "R-1"}
        yield f"data: {json.dumps(event)}"
    raise KeyboardInterrupt


def test_it_is_drawn_as_things_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until Ctrl-C, which is no failure; what an event ends is not awaited any more."""
    monkeypatch.setattr(remote, "lines", events)
    done = RUNNER.invoke(app, ["timeline", "asa-1", "--follow"])
    assert done.exit_code == 0
    last = done.stdout.splitlines()[-1]
    assert "Successful: done" in last
    assert "awaited" not in last


@pytest.mark.parametrize("form", ["--json", "--mermaid", "--html=x"])
def test_other_forms_do_not_go_on(form: str) -> None:
    """They are whole, or nothing."""
    assert RUNNER.invoke(app, ["timeline", "--follow", form]).exit_code == 2
