"""What happens to tasks."""

from scalehook.template_engine.state.root import State
from scalehook.template_engine.state.tasks import TaskRun
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64
from scalehook_contracts.template_engine.tasks import TaskExecutionEnded, TaskExecutionStarted


class TaskTried(Note):
    """A task asks its API again."""

    task_execution_id: str
    tries: Int64


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
    )
    execution.begin(run)
    state.archive.begin_task(run)


def task_tried(event: TaskTried, state: State) -> None:
    """One more try."""
    state.task(event.task_execution_id).tries = event.tries


def task_execution_ended(event: TaskExecutionEnded, state: State) -> None:
    """The run is over."""
    run = state.task(event.task_execution_id)
    run.status_message = event.status_message
    run.outputs = event.outputs
    run.selected = event.selected
    state.executions[run.execution_id].end(run, event.status, event.ended_at)
    state.archive.end_task(run)
