"""ACS::AlarmTrigger: waits for a metric to be out of bounds, and starts a child execution then."""

from scalehook.template_engine import output_transformers
from scalehook.template_engine.actions.action import Failed, Listen, Outcome
from scalehook.template_engine.metric_alarms import NoAlarm, alarm_of
from scalehook.template_engine.state import TaskRun


def begin(run: TaskRun) -> Outcome:
    """Wait, where the properties say for what."""
    try:
        alarm_of(run.properties)
        output_transformers.check(run.properties)
    except (NoAlarm, output_transformers.NoTransformer) as problem:
        return Failed(str(problem))
    return Listen("Alarm")
