"""Since when a warning is known, and that it does not leave in silence."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from scalehook.gateway.console.warnings.noticed import MOST_SOLVED, Noticed
from scalehook.gateway.console.warnings.warning import Warned

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def warned(kind: str, level: Literal["warning", "note"] = "warning") -> Warned:
    return Warned(kind=kind, level=level, hook_id="h", hook_name="boot", group_id="g", args={})


def at(minutes: int) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def test_a_warning_is_known_since_it_was_seen_first() -> None:
    """However often it is seen; when it is gone it is solved, and a new one when it comes back. A note
    leaves in silence, and of those solved the last ones are kept.
    """
    noticed = Noticed()
    for minute in range(3):
        noticed.see([warned("script"), warned("visibility", "note")], at(minute))
    assert (noticed.since(warned("script")), noticed.solved) == (at(0).isoformat(), [])
    noticed.see([], at(3))
    told = {"kind": "script", "hook_id": "h", "hook_name": "boot", "group_id": "g"}
    assert noticed.solved == [told | {"since": at(0).isoformat(), "solved_at": at(3).isoformat()}]
    noticed.see([warned("script")], at(4))
    assert noticed.since(warned("script")) == at(4).isoformat()
    for number in range(MOST_SOLVED + 5):
        noticed.see([warned(f"kind-{number}")], at(5 + number))
    assert len(noticed.solved) == MOST_SOLVED
    assert noticed.solved[0]["kind"] == f"kind-{MOST_SOLVED + 3}"
