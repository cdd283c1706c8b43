"""ACS::WaitFor: an API is asked until its answer is as desired."""

from scalehook.template_engine.actions.action import Failed, Outcome, Retry
from scalehook.template_engine.actions.execute_api import begin
from scalehook.template_engine.actions.values import compared, listed, printed
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer

__all__ = ["begin", "take"]


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """As desired: done. A value that stops retrying, or too many tries: failed. Else again."""
    values = compared(run, answer, allowance)
    if not isinstance(values, list):
        return values
    stops = {printed(value) for value in listed(run.properties.get("StopRetryValues"))}
    if stops & {printed(value) for value in values}:
        return Failed(f"the value is {values}: not waited for any longer")
    if run.tries >= node.retries:
        return Failed(f"the value is still {values} after {run.tries} retries")
    return Retry(_delay(run.tries, node))


def _delay(tries: int, node: TaskNode) -> float:
    if node.delay_type == "Constant":
        seconds = node.delay
    elif node.delay_type == "Linear":
        seconds = node.delay + node.back_off * tries
    else:
        seconds = 2.0 ** min(tries + 1, 30)
    limit = node.max_retry_interval
    return seconds if limit is None else min(seconds, limit)
