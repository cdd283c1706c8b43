"""Facts in few words: seconds since a start, and calls by their names."""

from datetime import UTC, datetime, timedelta
from typing import Any

from scalehook.certify.facts import COMPLETE, ActionFacts, Call, End, Facts, MessageFacts

START = datetime(2026, 1, 1, tzinfo=UTC)
TOKEN = "T0000001"


def at(seconds: float) -> datetime:
    """So long after the start."""
    return START + timedelta(seconds=seconds)


def call(seconds: float, action: str = COMPLETE, code: str = "", **more: Any) -> Call:
    """A call for the action; real time is virtual time here."""
    return Call(at(seconds), seconds, action, code, token=more.pop("token", TOKEN), **more)


def action(*calls: Call, end: float | None = 10, **more: Any) -> ActionFacts:
    """One that began at the start, and was completed after ten seconds, unless it is said otherwise."""
    status, result = more.pop("status", "Completed"), more.pop("result", "CONTINUE")
    ended = None if end is None else End(at(end), end, status, result)
    timeout = timedelta(seconds=300)
    found = ActionFacts(
        TOKEN, "ash-1", "certify", "SCALE_OUT", ["i-1"], START, 0.0, timeout, START + timeout, **more
    )
    found.end, found.calls = ended, list(calls)
    return found


def probe() -> ActionFacts:
    """The one behind the story, ended well."""
    return action(probe=True)


def message(*receives: float, gone: float | None = None, held: float = 30) -> MessageFacts:
    """About the action, received at these times and held for so long each time."""
    found = MessageFacts(
        "M1", "queue/certify", TOKEN, START, 0.0,
        receives=list(map(at, receives)), gone=None if gone is None else at(gone),
    )  # fmt: skip
    for each in receives:
        found.hold(at(each), at(each + held))
    return found


def facts(*actions: ActionFacts, messages: tuple[MessageFacts, ...] = (), **more: Any) -> Facts:
    """Of a consumer of a queue; the watch has ended after 80 seconds."""
    calls = [each for one in actions for each in one.calls]
    return Facts("mns", list(actions), list(messages), more.pop("calls", calls), ended=at(80), **more)
