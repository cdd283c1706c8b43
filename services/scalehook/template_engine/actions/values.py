"""Compares what an API answered with what a task desires."""

from typing import Any

from scalehook.template_engine.actions.action import Failed, Succeeded
from scalehook.template_engine.actions.execute_api import error_text
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.expressions import as_text
from scalehook.template_engine.selectors import SelectorFailed, select_all
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer


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
        values = select_all(str(run.properties.get("PropertySelector", ".")), body, allowance)
    except SelectorFailed as problem:
        return Failed(str(problem))
    return Succeeded(body) if _match(run, values) else values


def _match(run: TaskRun, values: list[Any]) -> bool:
    """Whether there are values, all among the desired and none among the undesired ones."""
    found = [as_text(value) for value in values]
    desired = run.properties.get("DesiredValues")
    undesired = run.properties.get("NotDesiredValues")
    if not found:
        return False
    if desired is not None and not set(found) <= {as_text(value) for value in listed(desired)}:
        return False
    return not set(found) & {as_text(value) for value in listed(undesired)}


def listed(values: Any) -> list[Any]:
    """A list as it is; a value that stands alone as a list of one."""
    if values is None:
        return []
    return values if isinstance(values, list) else [values]
