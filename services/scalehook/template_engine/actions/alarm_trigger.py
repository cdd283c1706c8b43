"""ACS::AlarmTrigger: waits for a metric to be out of bounds, and starts a child execution then."""

from scalehook.template_engine.actions.action import Failed, Listen, Outcome
from scalehook.template_engine.metric_alarms import NoAlarm, alarm_of
from scalehook.template_engine.state import TaskRun


def begin(run: TaskRun) -> Outcome:
    """Wait, where the properties say for what."""
    try:
        alarm_of(run.properties)
    except NoAlarm as problem:
        return Failed(str(problem))
    return Listen("Alarm")
