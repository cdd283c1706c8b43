"""ACS::EventTrigger: waits for events of the cloud, and starts a child execution for each."""

from scalehook.template_engine import output_transformers
from scalehook.template_engine.actions.action import Failed, Listen, Outcome
from scalehook.template_engine.happenings import NoFilter, check
from scalehook.template_engine.state import TaskRun


def begin(run: TaskRun) -> Outcome:
    """Wait, where the properties say for what."""
    try:
        check(run.properties)
        output_transformers.check(run.properties)
    except (NoFilter, output_transformers.NoTransformer) as problem:
        return Failed(str(problem))
    return Listen("Event")
