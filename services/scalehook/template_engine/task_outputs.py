"""What a task leaves to those after it, selected from what its action has answered."""

from typing import Any

from scalehook.template_engine.document import OutputNode, TaskNode
from scalehook.template_engine.expressions import Scope, resolve_program
from scalehook.template_engine.scopes import NO_ITEM
from scalehook.template_engine.selectors import SelectorFailed, as_list, select, select_strictly
from scalehook.template_engine.state import TaskRun
from scalehook.template_engine.steps import Steps


def declared(run: TaskRun, node: TaskNode, data: Any, steps: Steps) -> dict[str, Any]:
    """The outputs that the template declares; ExpressionFailed or SelectorFailed say why not."""
    return {
        name: select(_selector(output, run, steps), data, output.type, steps.allowance)
        for name, output in node.outputs.items()
    }


def selected(run: TaskRun, data: Any, steps: Steps) -> dict[str, Any]:
    """What expressions elsewhere in the template look for by a jq path: a list of all that it finds,
    which may be empty. A path to what is not there stands for nothing, and whoever needs it fails.
    """
    paths = steps.document_of(steps.execution_of(run)).paths.get(run.name.lower(), [])
    found = {path: _found(path, data, steps) for path in paths}
    return {path: values for path, values in found.items() if values is not None}


def _found(path: str, data: Any, steps: Steps) -> list[Any] | None:
    try:
        found = select_strictly(f".{path}", data, steps.allowance)
    except SelectorFailed:
        return None
    return None if found == [None] else as_list(found)


def _selector(output: OutputNode, run: TaskRun, steps: Steps) -> str:
    """With the expressions in it resolved."""
    written = output.value_selector
    if isinstance(written, str) and "{{" not in written:
        return written
    return resolve_program(written, _scope(run, steps))


def _scope(run: TaskRun, steps: Steps) -> Scope:
    item = run.loop_item if run.parent_id else NO_ITEM
    return steps.scope(steps.execution_of(run), item=item)
