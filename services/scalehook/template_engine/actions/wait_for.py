"""ACS::WaitFor: an API is asked until its answer is as desired."""

import re
from typing import Any

from scalehook.template_engine.actions.action import Failed, Outcome, Retry, Succeeded
from scalehook.template_engine.actions.execute_api import error_text
from scalehook.template_engine.actions.values import begin, compared_body, printed_values
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer

__all__ = ["begin", "take"]

# Errors that go by no waiting, where the selector finds nothing in them: of permissions and of names.
ENDS = re.compile(r"Forbidden|NoPermission|NotFound|NotExist|AssumeRole|Missing|InvalidParameter")


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """As desired: done. A value that stops retrying, or too many tries: failed. Else again."""
    values = compared_body(run, _seen(answer), allowance)
    if answer.error_code and (isinstance(values, Failed) or not _says_something(values)):
        if ENDS.search(answer.error_code):
            return Failed(error_text(answer))
        values = [error_text(answer)]
    if not isinstance(values, list):
        return values
    if printed_values(run.properties.get("StopRetryValues")) & printed_values(values):
        return Failed(f"the value is {values}: not waited for any longer")
    if run.tries >= node.retries:
        return Failed(f"the value is still {values} after {run.tries} retries")
    return Retry(delay(run.tries, node))


def _seen(answer: RecordApiAnswer) -> dict[str, Any]:
    """The body that the selector looks at; templates wait for an error to go by `.Code`, too."""
    if not answer.error_code:
        return answer.body
    return {"Code": answer.error_code, "Message": answer.error_message}


def _says_something(values: Succeeded | list[Any]) -> bool:
    return isinstance(values, Succeeded) or any(value is not None for value in values)


def delay(tries: int, node: TaskNode) -> float:
    """The seconds before the next try, after so many."""
    if node.delay_type == "Constant":
        seconds = node.delay
    elif node.delay_type == "Linear":
        seconds = node.delay + node.back_off * tries
    else:
        seconds = 2.0 ** min(tries + 1, 30)
    limit = node.max_retry_interval
    return seconds if limit is None else min(seconds, limit)
