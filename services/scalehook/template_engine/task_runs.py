"""One run of a task: begun, acted on as its action says, ended."""

from typing import Any

from scalehook.template_engine import actions, loops, risks, starting, task_outputs
from scalehook.template_engine.actions import (
    CallNeeded,
    ChildNeeded,
    Failed,
    Listen,
    Outcome,
    PostNeeded,
    Rejected,
    RequestNeeded,
    Retry,
    Succeeded,
    Wait,
)
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.expressions import ExpressionFailed, Scope, resolve
from scalehook.template_engine.functions.logic import is_true
from scalehook.template_engine.selectors import SelectorFailed
from scalehook.template_engine.state import Execution, TaskRun
from scalehook.template_engine.state.events.tasks import (
    TaskTried,
    TaskWaits,
)
from scalehook.template_engine.steps import (
    NOTHING,
    Cancel,
    ContinueLoop,
    Follow,
    Given,
    RunTask,
    StartListening,
    Steps,
)
from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.base import TaskStatus
from scalehook_contracts.template_engine.tasks import (
    AskServer,
    CallApi,
    CallWebHook,
    RecordApiAnswer,
    RetryTask,
    TaskExecutionEnded,
    TaskExecutionStarted,
    TimeOutTask,
)

START_COST = 1000  # units; a run is recorded, shown and published: a millisecond, or nearly so


def run(execution: Execution, node: TaskNode, steps: Steps, given: Given = NOTHING) -> None:
    """The task is next: skip it, loop, or begin its action."""
    scope = steps.scope(execution)
    try:
        if not (node.chooses_items or holds(node, scope)):
            end(start(execution, node, steps), node, "Skipped", steps)
        elif node.loop is not None:
            items = given.among(loops.items_of(node.loop, scope))
            parent = start(execution, node, steps, loop_items=items, properties=given.properties)
            steps.then(ContinueLoop(execution, parent))
        else:
            properties = resolve(node.properties, scope) | given.properties
            begin_action(start(execution, node, steps, properties=properties), node, steps)
    except (ExpressionFailed, loops.InvalidLoop) as problem:
        end(start(execution, node, steps), node, "Failed", steps, str(problem))


def holds(node: TaskNode, scope: Scope) -> bool:
    """Whether the task's condition lets it run; ExpressionFailed says why that is not known."""
    return node.when is None or is_true(resolve(scope.condition(node.when), scope))


def start(execution: Execution, node: TaskNode, steps: Steps, **fields: Any) -> TaskRun:
    """Record that a run begins; TooMuch when one message has begun too many."""
    steps.allowance.spend(START_COST)
    task_id = f"{execution.execution_id}.t{10 * (len(execution.tasks) + 1):04}"
    fields.setdefault("properties", {})
    if node.timeout is not None and "parent_task_execution_id" not in fields:
        time_out = TimeOutTask(task_execution_id=task_id)
        steps.work.schedule_in(f"timeout/{task_id}", node.timeout, time_out)
    steps.work.record(
        TaskExecutionStarted(
            task_execution_id=task_id,
            execution_id=execution.execution_id,
            task_name=node.name,
            task_action=node.action,
            started_at=steps.work.now.timestamp(),
            **fields,
        )
    )
    return execution.tasks[task_id]


def begin_action(run: TaskRun, node: TaskNode, steps: Steps) -> None:
    """Ask the action what it needs, and do that."""
    act(run, node, actions.begin(run), steps)


def take_answer(run: TaskRun, answer: RecordApiAnswer, steps: Steps) -> None:
    """Let the action make something of the answer of the API that it called."""
    node = steps.node_of(run)
    act(run, node, actions.take(run, node, answer, steps.allowance), steps)


def _is_kept(run: TaskRun, steps: Steps) -> bool:
    """Whether it waits when it has failed; items of a loop do with their loop."""
    execution = steps.execution_of(run)
    return execution.started.mode == "FailurePause" and not (run.parent_id or execution.cancelled)


def act(run: TaskRun, node: TaskNode, outcome: Outcome, steps: Steps) -> None:
    """Do what an action's outcome asks for."""
    match outcome:
        case Succeeded(data, target):
            _succeed(run, node, data, steps, target)
        case Failed(message):
            end(run, node, "Failed", steps, message)
        case CallNeeded() as needed if risks.asks_first(steps.execution_of(run), run, needed):
            steps.work.record(TaskWaits(task_execution_id=run.task_id, asks=True))
        case CallNeeded() as needed:
            _call(run, needed, steps)
        case Retry(seconds):
            steps.work.record(TaskTried(task_execution_id=run.task_id, tries=run.tries + 1))
            retry = RetryTask(task_execution_id=run.task_id)
            steps.work.schedule_in(f"retry/{run.task_id}", seconds, retry)
        case PostNeeded(uri, headers, body):
            post = CallWebHook(task_execution_id=run.task_id, uri=uri, headers=headers, body=body)
            steps.work.begin(f"call/{run.task_id}", post)
        case RequestNeeded(method, uri, headers, body):
            asked = {"method": method, "uri": uri, "headers": headers, "body": body}
            steps.work.begin(f"call/{run.task_id}", AskServer(task_execution_id=run.task_id, **asked))
        case Wait():
            if run.status != "Waiting":
                steps.work.record(TaskWaits(task_execution_id=run.task_id))
        case Rejected(message):
            steps.then(Cancel(steps.execution_of(run), message))
        case Listen(kind):
            steps.then(StartListening(steps.execution_of(run), run, kind))
        case ChildNeeded() as child:
            _begin_child(run, node, child, steps)


def end(
    run: TaskRun,
    node: TaskNode,
    status: TaskStatus,
    steps: Steps,
    message: str = "",
    *,
    target: str = "",
    **found: dict[str, Any],
) -> None:
    """Record that the run is over; its loop goes on, or its link is followed. In mode FailurePause one
    that has failed waits for somebody.
    """
    if status == "Failed" and _is_kept(run, steps):
        steps.work.record(TaskWaits(task_execution_id=run.task_id, failed=True, message=message))
        return
    record_end(run, status, steps, message, **found)
    if node.timeout is not None and not run.parent_id:
        steps.work.cancel(f"timeout/{run.task_id}")
    execution = steps.execution_of(run)
    if run.parent_id:
        steps.then(ContinueLoop(execution, execution.tasks[run.parent_id]))
    else:
        link = node.on_error if status == "Failed" else node.on_success
        steps.then(Follow(execution, node, target or link))


def record_end(
    run: TaskRun,
    status: TaskStatus,
    steps: Steps,
    message: str = "",
    *,
    outputs: dict[str, Any] | None = None,
    selected: dict[str, Any] | None = None,
) -> None:
    """Record that the run is over; nothing follows from it."""
    steps.work.record(
        TaskExecutionEnded(
            task_execution_id=run.task_id,
            execution_id=run.execution_id,
            status=status,
            status_message=message,
            outputs=outputs or {},
            selected=selected or {},
            ended_at=steps.work.now.timestamp(),
        )
    )


def call_off(run: TaskRun, message: str, steps: Steps) -> None:
    """The run is waited for no longer."""
    forget(run, steps)
    steps.work.cancel(f"timeout/{run.task_id}")
    record_end(run, "Cancelled", steps, message)


def forget(run: TaskRun, steps: Steps) -> None:
    """Nothing that it waits for comes any more."""
    steps.work.end(f"call/{run.task_id}")
    steps.work.cancel(f"retry/{run.task_id}")


def _succeed(run: TaskRun, node: TaskNode, data: Any, steps: Steps, target: str) -> None:
    try:
        outputs = task_outputs.declared(run, node, data, steps)
        selected = task_outputs.selected(run, data, steps)
    except (ExpressionFailed, SelectorFailed) as problem:
        end(run, node, "Failed", steps, str(problem))
    else:
        end(run, node, "Success", steps, target=target, outputs=outputs, selected=selected)


def _call(run: TaskRun, needed: CallNeeded, steps: Steps) -> None:
    execution = steps.execution_of(run)
    call = CallApi(
        **starting.in_whose_name(execution),
        task_execution_id=run.task_id,
        service=needed.service,
        api=needed.api,
        parameters=needed.parameters,
        auto_paging=needed.auto_paging,
        hops=execution.started.hops,
        minded=steps.work.state.calls_minded,
    )
    steps.work.begin(f"call/{run.task_id}", call)


def _begin_child(run: TaskRun, node: TaskNode, needed: ChildNeeded, steps: Steps) -> None:
    source = starting.Source(needed.template_name, needed.version, needed.content)
    try:
        child = starting.start_child(run, source, needed.parameters, steps.work)
    except ApiError as refusal:
        end(run, node, "Failed", steps, f"{refusal.code} message: {refusal.message}")
    else:
        steps.then(RunTask(child, steps.document_of(child).tasks[0]))
