"""Compares what an API answered with what a task desires."""

from typing import Any

from scalehook.template_engine.actions import execute_api
from scalehook.template_engine.actions.action import Failed, Outcome, Succeeded
from scalehook.template_engine.actions.execute_api import error_text
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.functions.logic import as_printed
from scalehook.template_engine.selectors import SelectorFailed, select_all
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer


def begin(run: TaskRun) -> Outcome:
    """The call, where it is said what is looked at and what is desired."""
    if not run.properties.get("PropertySelector"):
        return Failed("PropertySelector must be given")
    if all(run.properties.get(key) is None for key in ("DesiredValues", "NotDesiredValues")):
        return Failed("DesiredValues or NotDesiredValues must be given")
    return execute_api.begin(run)


def compared(
    run: TaskRun, answer: RecordApiAnswer, allowance: Allowance
) -> Succeeded | Failed | list[Any]:
    """Done, when the values that PropertySelector finds are as desired; else these values."""
    if answer.error_code:
        return Failed(error_text(answer))
    return compared_body(run, answer.body, allowance)


def compared_body(
    run: TaskRun, body: dict[str, Any], allowance: Allowance
) -> Succeeded | Failed | list[Any]:
    """The same for any body, that of an error too."""
    try:
        values = select_all(str(run.properties["PropertySelector"]), body, allowance)
    except SelectorFailed as problem:
        return Failed(str(problem))
    return Succeeded(body) if _match(run, values) else values


def _match(run: TaskRun, values: list[Any]) -> bool:
    """Whether there are values, all among the desired and none among the undesired ones."""
    found = {as_printed(value) for value in values}
    desired = run.properties.get("DesiredValues")
    undesired = run.properties.get("NotDesiredValues")
    if not found:
        return False
    if desired is not None and not found <= printed_values(desired):
        return False
    return not found & printed_values(undesired)


def printed_values(values: Any) -> set[str]:
    """Values of whatever type are the same when they print the same."""
    return {as_printed(value) for value in listed(values)}


def listed(values: Any) -> list[Any]:
    """A list as it is; a value that stands alone as a list of one."""
    if values is None:
        return []
    return values if isinstance(values, list) else [values]
