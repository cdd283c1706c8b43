"""The runs of a loop: one for itself, and one per item below it."""

from typing import Any

from scalehook.template_engine import loops, task_runs
from scalehook.template_engine.document import LoopNode, TaskNode
from scalehook.template_engine.expressions import ExpressionFailed, resolve
from scalehook.template_engine.state import Execution, TaskRun
from scalehook.template_engine.state.events.tasks import TaskWaits
from scalehook.template_engine.steps import Steps


def go_on(execution: Execution, parent: TaskRun, steps: Steps) -> None:
    """Begin as many items as may run now; end the loop with the last of them."""
    node = steps.node_of(parent)
    if parent.over or parent.failed_and_waits or node.loop is None:
        return
    try:
        loop = _plan(execution, parent, node.loop, steps)
    except (ExpressionFailed, loops.InvalidLoop) as problem:
        task_runs.end(parent, node, "Failed", steps, str(problem))
    else:
        _begin_items(execution, parent, node, loop, steps)
        if loop.pauses(parent):
            steps.work.record(TaskWaits(task_execution_id=parent.task_id))
            return
        _end_with_the_last(execution, parent, node, node.loop, loop, steps)


def _plan(execution: Execution, parent: TaskRun, node: LoopNode, steps: Steps) -> loops.Loop:
    started, items = execution.started, parent.loop_items or []
    pause = "" if started.loop_mode == "Automatic" else started.loop_mode
    single = started.mode == "Debug"
    return loops.plan(node, steps.scope(execution), items, pause=pause, one_by_one=single)


def _begin_items(
    execution: Execution, parent: TaskRun, node: TaskNode, loop: loops.Loop, steps: Steps
) -> None:
    while (index := loop.next_index(parent)) is not None:
        place = {
            "parent_task_execution_id": parent.task_id,
            "loop_item": loop.items[index],
            "loop_index": index,
            "loop_batch": loop.batch_number(index),
        }
        _begin_item(execution, node, place, steps)


def _begin_item(execution: Execution, node: TaskNode, place: dict[str, Any], steps: Steps) -> None:
    """`place` is where in the loop it stands."""
    scope = steps.scope(execution, item=place["loop_item"])
    try:
        if node.chooses_items and not task_runs.holds(node, scope):
            task_runs.end(task_runs.start(execution, node, steps, **place), node, "Skipped", steps)
            return
        properties = resolve(node.properties, scope)
        properties |= execution.tasks[place["parent_task_execution_id"]].properties
    except ExpressionFailed as problem:
        run = task_runs.start(execution, node, steps, **place)
        task_runs.end(run, node, "Failed", steps, str(problem))
    else:
        run = task_runs.start(execution, node, steps, properties=properties, **place)
        task_runs.begin_action(run, node, steps)


def _end_with_the_last(
    execution: Execution,
    parent: TaskRun,
    node: TaskNode,
    loop_node: LoopNode,
    loop: loops.Loop,
    steps: Steps,
) -> None:
    if not parent.running:
        children = _children(execution, parent, steps)
        status, message, outputs = loop.result(children, loop_node)
        task_runs.end(parent, node, status, steps, message, outputs=outputs)


def _children(execution: Execution, parent: TaskRun, steps: Steps) -> list[TaskRun]:
    steps.allowance.spend(len(parent.children))
    return [execution.tasks[task_id] for task_id in parent.children]
