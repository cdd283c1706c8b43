"""ACS::CheckFor: an API's answer must be as desired."""

from scalehook.template_engine.actions.action import Failed, Outcome, Succeeded
from scalehook.template_engine.actions.execute_api import begin, error_text
from scalehook.template_engine.actions.values import matches, selected
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.selectors import SelectorFailed
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine import RecordApiAnswer

__all__ = ["begin", "take"]


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer) -> Outcome:
    """One try."""
    if answer.error_code:
        return Failed(error_text(answer))
    try:
        values = selected(run, answer)
    except SelectorFailed as problem:
        return Failed(str(problem))
    if matches(run, values):
        return Succeeded(answer.body)
    wanted = run.properties.get("DesiredValues", [])
    return Failed(f"the value is {values}, desired is {wanted}")
