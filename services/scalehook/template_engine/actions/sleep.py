"""ACS::Sleep: nothing, for a while of the stack's time."""

from scalehook.template_engine.actions.action import Failed, Outcome, Retry, Succeeded
from scalehook.template_engine.document import LONGEST_DELAY
from scalehook.template_engine.durations import seconds_of
from scalehook.template_engine.state import TaskRun


def begin(run: TaskRun) -> Outcome:
    """Asked for the second time, it has slept."""
    if run.tries:
        return Succeeded({})
    duration = run.properties.get("Duration")
    seconds = seconds_of(duration)
    if seconds is None or not 1 <= seconds <= LONGEST_DELAY:
        return Failed(f"Duration must be between 1s and {LONGEST_DELAY}s, as PT15M or 15m: {duration!r}")
    return Retry(seconds)
