"""What happens to tasks."""

from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.root import State
from scalehook.template_engine.state.tasks import TaskRun
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64
from scalehook_contracts.template_engine.tasks import TaskExecutionEnded, TaskExecutionStarted


class TaskTried(Note):
    """A task asks its API again."""

    task_execution_id: str
    tries: Int64


class TaskWaits(Note):
    """A task waits for people; one that has failed, perhaps."""

    task_execution_id: str
    failed: bool = False
    message: str = ""
    asks: bool = False  # whether it may do what cannot be undone


class TaskConfirmed(Note):
    """Somebody has agreed to what a task is to do."""

    task_execution_id: str


class TaskRepeated(Note):
    """Somebody has a task run once more: that this run failed counts no more."""

    task_execution_id: str


class TaskNoticed(Note):
    """Somebody has told a task that waits how it goes on."""

    task_execution_id: str
    notify_type: str
    note: str
    caller: str


class NextBatchBegins(Note):
    """Somebody has said that a loop goes on with its next batch."""

    task_execution_id: str


def task_execution_started(event: TaskExecutionStarted, state: State) -> None:
    """A task runs."""
    execution = state.executions[event.execution_id]
    run = TaskRun(
        task_id=event.task_execution_id,
        execution_id=event.execution_id,
        name=event.task_name,
        action=event.task_action,
        properties=event.properties,
        started_at=event.started_at,
        parent_id=event.parent_task_execution_id,
        loop_items=event.loop_items,
        loop_item=event.loop_item,
        loop_index=event.loop_index,
        loop_batch=event.loop_batch,
    )
    execution.begin(run)
    state.archive.begin_task(run)


def task_tried(event: TaskTried, state: State) -> None:
    """One more try."""
    state.task(event.task_execution_id).tries = event.tries


def task_waits(event: TaskWaits, state: State) -> None:
    """The execution waits with it."""
    run = state.task(event.task_execution_id)
    run.failed_and_waits, run.status_message, run.asks = event.failed, event.message, event.asks
    state.archive.change_task(run, "Waiting")
    state.archive.change(state.executions[run.execution_id], "Waiting")


def task_confirmed(event: TaskConfirmed, state: State) -> None:
    """It goes on."""
    run = state.task(event.task_execution_id)
    run.asks, run.confirmed = False, True
    state.archive.change_task(run, "Running")
    _run_again(state.executions[run.execution_id], state)


def task_repeated(event: TaskRepeated, state: State) -> None:
    """Another run takes its place."""
    state.task(event.task_execution_id).repeated = True


def task_noticed(event: TaskNoticed, state: State) -> None:
    """Whoever approves counts once."""
    run = state.task(event.task_execution_id)
    run.note = event.note
    if event.notify_type == "Approve" and event.caller not in run.approvers:
        run.approvers.append(event.caller)


def task_execution_ended(event: TaskExecutionEnded, state: State) -> None:
    """The run is over."""
    run = state.task(event.task_execution_id)
    run.status_message = event.status_message
    run.outputs = event.outputs
    run.selected = event.selected
    waited, execution = run.status == "Waiting", state.executions[run.execution_id]
    state.archive.change_task(run, event.status)
    execution.end(run, event.status, event.ended_at)
    if waited:
        _run_again(execution, state)


def next_batch_begins(event: NextBatchBegins, state: State) -> None:
    """One pause less."""
    run = state.task(event.task_execution_id)
    run.pauses += 1
    state.archive.change_task(run, "Running")
    _run_again(state.executions[run.execution_id], state)


def _run_again(execution: Execution, state: State) -> None:
    """Unless another task waits."""
    if not any(each.status == "Waiting" for each in execution.tasks.values()):
        state.archive.change(execution, "Running")
