"""ACS::TimerTrigger: waits for moments, and starts a child execution at each."""

from scalehook.template_engine.actions.action import Failed, Listen, Outcome
from scalehook.template_engine.schedules import NoSchedule, schedule_of
from scalehook.template_engine.state import TaskRun


def begin(run: TaskRun) -> Outcome:
    """Wait, where the properties say for what."""
    try:
        schedule_of(run.properties)
    except NoSchedule as problem:
        return Failed(str(problem))
    return Listen("Timer")
