"""ACS::CheckFor: an API's answer must be as desired."""

from scalehook.template_engine.actions.action import Failed, Outcome
from scalehook.template_engine.actions.values import begin, compared
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer

__all__ = ["begin", "take"]


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """One try."""
    values = compared(run, answer, allowance)
    if not isinstance(values, list):
        return values
    wanted = run.properties.get("DesiredValues", [])
    return Failed(f"the value is {values}, desired is {wanted}")
