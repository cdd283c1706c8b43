"""Takes executions from task to task: begin, act on outcomes, loop, follow the links, end."""

from typing import Any

from scalehook.kit.work import Work
from scalehook.template_engine import loops, starting
from scalehook.template_engine.actions import (
    CallNeeded,
    ChildNeeded,
    Failed,
    Outcome,
    Succeeded,
    TryAgain,
    action_of,
)
from scalehook.template_engine.document import END, NEXT, Document, TaskNode
from scalehook.template_engine.expressions import ExpressionFailed, is_true, resolve
from scalehook.template_engine.scopes import scope_of
from scalehook.template_engine.selectors import SelectorFailed, select
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.state.events import TaskTried
from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine import (
    CallApi,
    ExecutionEnded,
    RetryTask,
    TaskExecutionEnded,
    TaskExecutionStarted,
    TaskStatus,
)

MOST_RUNS = 2000  # of tasks in one execution: links may lead in circles


def begin(execution: Execution, work: Work[State]) -> None:
    """Run the first task."""
    _run(execution, starting.document_of(execution, work.state).tasks[0], work)


def act(run: TaskRun, node: TaskNode, outcome: Outcome, work: Work[State]) -> None:
    """Do what an action's outcome asks for."""
    execution = work.state.executions[run.execution_id]
    match outcome:
        case Succeeded(data):
            _select_outputs(run, node, data, work)
        case Failed(message):
            _end(run, node, "Failed", message, {}, work)
        case CallNeeded(service, api, parameters):
            call = CallApi(
                task_execution_id=run.task_id,
                execution_id=run.execution_id,
                ram_role=execution.started.ram_role,
                caller=execution.started.caller,
                service=service,
                api=api,
                parameters=parameters,
            )
            work.begin(f"call/{run.task_id}", call)
        case TryAgain(seconds):
            work.record(TaskTried(task_execution_id=run.task_id, tries=run.tries + 1))
            retry = RetryTask(task_execution_id=run.task_id)
            work.schedule_in(f"retry/{run.task_id}", seconds, retry)
        case ChildNeeded(template_name, parameters):
            _begin_child(run, node, template_name, parameters, work)


def child_ended(child: Execution, work: Work[State]) -> None:
    """The execution that a task began is over: so is the task."""
    run = work.state.task(child.started.parent_task_execution_id)
    execution = work.state.executions[run.execution_id]
    node = starting.document_of(execution, work.state).task(run.name)
    if child.status == "Success":
        act(run, node, Succeeded(child.outputs), work)
    else:
        act(run, node, Failed(child.status_message), work)


def _run(execution: Execution, node: TaskNode, work: Work[State]) -> None:
    scope = scope_of(execution, work.now, work.settings)
    try:
        if node.when is not None and not is_true(resolve(node.when, scope)):
            _skip(execution, node, work)
        elif node.loop is not None:
            loop = loops.plan(node.loop, scope)
            _continue_loop(_start(execution, node, {}, work, loop_items=loop.items), node, work)
        else:
            run = _start(execution, node, resolve(node.properties, scope), work)
            _begin_action(run, node, work)
    except (ExpressionFailed, loops.InvalidLoop) as problem:
        run = _start(execution, node, {}, work)
        _end(run, node, "Failed", str(problem), {}, work)


def _start(
    execution: Execution,
    node: TaskNode,
    properties: dict[str, Any],
    work: Work[State],
    **loop: Any,
) -> TaskRun:
    task_id = f"{execution.execution_id}.t{10 * (len(execution.tasks) + 1):04}"
    work.record(
        TaskExecutionStarted(
            task_execution_id=task_id,
            execution_id=execution.execution_id,
            task_name=node.name,
            task_action=node.action,
            properties=properties,
            started_at=work.now.timestamp(),
            **loop,
        )
    )
    return execution.tasks[task_id]


def _begin_action(run: TaskRun, node: TaskNode, work: Work[State]) -> None:
    action = action_of(node.action)
    if action is None:
        act(run, node, Failed(f"the action {node.action} is not simulated"), work)
    else:
        act(run, node, action.begin(run, node), work)


def _begin_child(
    run: TaskRun, node: TaskNode, name: str, parameters: dict[str, Any], work: Work[State]
) -> None:
    try:
        child = starting.start_child(run, name, parameters, work)
    except ApiError as refusal:
        act(run, node, Failed(f"{refusal.code} message: {refusal.message}"), work)
        return
    begin(child, work)


def _select_outputs(run: TaskRun, node: TaskNode, data: Any, work: Work[State]) -> None:
    try:
        outputs = {
            name: select(output.value_selector, data, output.type)
            for name, output in node.outputs.items()
        }
    except SelectorFailed as problem:
        _end(run, node, "Failed", str(problem), {}, work)
    else:
        _end(run, node, "Success", "", outputs, work)


def _skip(execution: Execution, node: TaskNode, work: Work[State]) -> None:
    run = _start(execution, node, {}, work)
    _record_end(run, "Skipped", "", {}, work)
    _follow(execution, node, node.on_success, work)


def _end(
    run: TaskRun,
    node: TaskNode,
    status: TaskStatus,
    message: str,
    outputs: dict[str, Any],
    work: Work[State],
) -> None:
    _record_end(run, status, message, outputs, work)
    execution = work.state.executions[run.execution_id]
    if run.parent_id:
        _continue_loop(execution.tasks[run.parent_id], node, work)
    else:
        _follow(execution, node, node.on_error if status == "Failed" else node.on_success, work)


def _record_end(
    run: TaskRun, status: TaskStatus, message: str, outputs: dict[str, Any], work: Work[State]
) -> None:
    work.record(
        TaskExecutionEnded(
            task_execution_id=run.task_id,
            execution_id=run.execution_id,
            status=status,
            status_message=message,
            outputs=outputs,
            ended_at=work.now.timestamp(),
        )
    )


def _continue_loop(parent: TaskRun, node: TaskNode, work: Work[State]) -> None:
    """Begin as many items as may run now; end the loop with the last of them."""
    assert node.loop is not None
    execution = work.state.executions[parent.execution_id]
    while not parent.over:
        scope = scope_of(execution, work.now, work.settings)
        loop = loops.plan(node.loop, scope)
        children = [execution.tasks[task_id] for task_id in parent.children]
        index = loop.next_index(children)
        if index is None:
            if not any(not child.over for child in children):
                status, message, outputs = loop.result(children, node.loop)
                _end(parent, node, status, message, outputs, work)
            return
        item = loop.items[index]
        _begin_item(execution, parent, node, index, item, work)


def _begin_item(
    execution: Execution,
    parent: TaskRun,
    node: TaskNode,
    index: int,
    item: Any,
    work: Work[State],
) -> None:
    place = {"parent_task_execution_id": parent.task_id, "loop_item": item, "loop_index": index}
    try:
        scope = scope_of(execution, work.now, work.settings, item=item)
        properties = resolve(node.properties, scope)
    except ExpressionFailed as problem:
        run = _start(execution, node, {}, work, **place)
        _record_end(run, "Failed", str(problem), {}, work)
        return
    _begin_action(_start(execution, node, properties, work, **place), node, work)


def _follow(execution: Execution, node: TaskNode, target: str, work: Work[State]) -> None:
    document = starting.document_of(execution, work.state)
    if len(execution.tasks) >= MOST_RUNS:
        _finish(execution, document, work, f"more than {MOST_RUNS} task runs")
        return
    following = None if target == END else document.after(node.name)
    if target not in (END, NEXT):
        following = document.task(target)
    if following is None:
        _finish(execution, document, work)
    else:
        _run(execution, following, work)


def _finish(execution: Execution, document: Document, work: Work[State], problem: str = "") -> None:
    """A critical task that failed makes the execution fail, whatever came after it."""
    failures = [
        run.status_message
        for run in execution.top_level()
        if run.status == "Failed" and document.task(run.name).is_critical
    ]
    message = problem or (failures[-1] if failures else "")
    outputs: dict[str, Any] = {}
    if not message and not failures:
        outputs, message = _outputs(execution, document, work)
    failed = bool(message or failures)
    work.record(
        ExecutionEnded(
            execution_id=execution.execution_id,
            template_name=execution.started.template_name,
            status="Failed" if failed else "Success",
            status_message=message,
            parameters=execution.started.parameters,
            outputs=outputs,
            ended_at=work.now.timestamp(),
        )
    )
    if execution.started.parent_task_execution_id:
        child_ended(execution, work)


def _outputs(execution: Execution, document: Document, work: Work[State]) -> tuple[dict[str, Any], str]:
    scope = scope_of(execution, work.now, work.settings, absent=True)
    try:
        return {name: resolve(node.value, scope) for name, node in document.outputs.items()}, ""
    except ExpressionFailed as problem:
        return {}, str(problem)
