"""Compares what an API answered with what a task desires."""

from typing import Any

from scalehook.template_engine.expressions import as_text
from scalehook.template_engine.selectors import select_all
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine import RecordApiAnswer


def selected(run: TaskRun, answer: RecordApiAnswer) -> list[Any]:
    """The values that the task's PropertySelector finds."""
    return select_all(str(run.properties.get("PropertySelector", ".")), answer.body)


def matches(run: TaskRun, values: list[Any]) -> bool:
    """Whether there are values, all among the desired and none among the undesired ones."""
    found = [printed(value) for value in values]
    desired = run.properties.get("DesiredValues")
    undesired = run.properties.get("NotDesiredValues") or []
    if not found:
        return False
    if desired is not None and not set(found) <= {printed(value) for value in desired}:
        return False
    return not set(found) & {printed(value) for value in undesired}


def printed(value: Any) -> str:
    """Values are compared as text: `0` matches `"0"`."""
    return as_text(value)
