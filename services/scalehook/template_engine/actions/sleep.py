"""ACS::Sleep: nothing, for a while of the stack's time."""

import re
from typing import Any

from scalehook.template_engine.actions.action import Failed, Outcome, Retry, Succeeded
from scalehook.template_engine.document import LONGEST_DELAY
from scalehook.template_engine.state import TaskRun

# `PT1H30M` and `P1D`, or shorter `90s` and `1H2M`.
DURATION = re.compile(
    r"P?(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?", re.ASCII | re.IGNORECASE
)
SECONDS = (24 * 3600, 3600, 60, 1)


def begin(run: TaskRun) -> Outcome:
    """Asked for the second time, it has slept."""
    if run.tries:
        return Succeeded({})
    duration = run.properties.get("Duration")
    seconds = seconds_of(duration)
    if seconds is None or not 1 <= seconds <= LONGEST_DELAY:
        return Failed(f"Duration must be between 1s and {LONGEST_DELAY}s, as PT15M or 15m: {duration!r}")
    return Retry(seconds)


def seconds_of(duration: Any) -> int | None:
    """How long that is; None where it is no duration."""
    found = DURATION.fullmatch(duration.strip()) if isinstance(duration, str) else None
    if found is None or not any(found.groups()):
        return None
    return sum(int(number or 0) * unit for number, unit in zip(found.groups(), SECONDS, strict=True))
