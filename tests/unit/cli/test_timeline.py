"""`scalehook timeline`: as things happen, and in other forms."""

import json
import threading
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from scalehook.cli import app, remote
from scalehook.cli.timeline.batches import batches
from support.patience import PATIENCE_SECONDS

RUNNER = CliRunner()
FIELDS = {
    "kind", "id", "title", "at", "ended_at", "awaited", "until", "seconds", "outcome", "who", "below",
}  # fmt: skip
ACTIVITY = {"ScalingActivityId": "asa-1", "LifecycleTransition": "SCALE_OUT", "Amount": 1}
ENDED = {"ScalingActivityId": "asa-1", "StatusCode": "Successful", "StatusMessage": "done"}
SECOND = {"ScalingActivityId": "asa-2", "LifecycleTransition": "SCALE_IN", "Amount": 1}
EVENTS = [
    ("scaling_controller.scaling_activity_started", ACTIVITY),
    ("scaling_controller.scaling_activity_ended", ENDED),
    ("scaling_controller.scaling_activity_started", SECOND),
]


def events(endpoint: str, path: str) -> Iterator[str]:
    """Three events; then somebody presses Ctrl-C."""
    assert "follow=true" in path
    yield ": listening"
    yield from events_so_far()
    raise KeyboardInterrupt


def events_so_far() -> Iterator[str]:
    for kind, body in EVENTS:
        event = {"type": kind, "at": "2026-01-01T00:00:00+00:00", "body": body, "correlation_id": "R-1"}
        yield f"data: {json.dumps(event)}"


def test_it_is_drawn_as_things_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until Ctrl-C, which is no failure; what an event ends is not awaited any more, and it goes on past
    that. With `--last` it is the newest at each moment; of a beginning, all that have it.
    """
    monkeypatch.setattr(remote, "lines", events)
    done = RUNNER.invoke(app, ["timeline", "asa-1", "--follow"])
    assert done.exit_code == 0
    last = done.stdout.splitlines()[-1]
    assert "Successful: done" in last
    assert "awaited" not in last
    last = RUNNER.invoke(app, ["timeline", "--last", "--follow"]).stdout.splitlines()[-1]
    assert "SCALE_IN of 1" in last
    drawn = RUNNER.invoke(app, ["timeline", "asa", "--follow"]).stdout.splitlines()[-2:]
    assert ["SCALE_OUT" in drawn[0], "SCALE_IN" in drawn[1]] == [True, True]


def test_the_stack_ends_while_it_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was drawn last stays, and the reason is told."""
    monkeypatch.setattr(remote, "all_lines", lambda endpoint, path: events_so_far())
    done = RUNNER.invoke(app, ["timeline", "asa-1", "--follow"])
    assert (done.exit_code, "it has ended" in done.stderr) == (4, True)
    assert "Successful: done" in done.stdout


def test_who_draws_slowly_is_not_behind() -> None:
    """All that has come meanwhile comes at once; a problem comes after it."""
    more = threading.Event()

    def items() -> Iterator[int]:
        yield from range(3)
        assert more.wait(PATIENCE_SECONDS)
        yield 3
        raise OSError("gone")

    found: list[int] = []
    with pytest.raises(OSError, match="gone"):
        for batch in batches(items()):
            assert batch
            found += batch
            if len(found) == 3:
                more.set()
    assert found == [0, 1, 2, 3]


@pytest.mark.parametrize("form", ["--json", "--mermaid", "--html=x"])
def test_other_forms_do_not_go_on(form: str) -> None:
    """They are whole, or nothing."""
    assert RUNNER.invoke(app, ["timeline", "--follow", form]).exit_code == 2


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has happened, without what goes on."""
    monkeypatch.setattr(remote, "all_lines", lambda endpoint, path: list(events_so_far()))
    monkeypatch.setattr(remote, "ask", lambda *_: {"now": "2026-01-01T00:00:09+00:00"})


def test_as_json(past: None) -> None:
    """Programs find the same fields in each thing."""
    [first, second] = json.loads(RUNNER.invoke(app, ["timeline", "--json"]).stdout)
    assert first.keys() == FIELDS
    assert (first["id"], first["awaited"], first["outcome"]) == ("asa-1", False, "Successful: done")
    assert (second["id"], second["awaited"], second["seconds"]) == ("asa-2", True, None)


@pytest.mark.parametrize(
    ("asked", "code", "problem"),
    [
        (["nope"], 5, "names 'nope': what came before the last snapshot is not told any more"),
        (["asa"], 5, "2 ids begin with 'asa': asa-1, asa-2"),
        (["--json", "--mermaid"], 2, "--json and --mermaid"),
        (["--mermaid", "--html", "x"], 2, "--mermaid and --html"),
        (["--html", "/dev/null/x"], 3, "/dev/null/x cannot be written"),
    ],
)
def test_what_cannot_be_shown(past: None, asked: list[str], code: int, problem: str) -> None:
    """Is said in a line."""
    done = RUNNER.invoke(app, ["timeline", *asked])
    assert (done.exit_code, "Traceback" in done.output) == (code, False)
    assert problem in " ".join(done.output.split())
