"""What events do to templates, executions and task runs."""

from scalehook.template_engine.state.execution import Execution, TaskRun
from scalehook.template_engine.state.root import State, StoredTemplate
from scalehook_contracts.base import Note
from scalehook_contracts.template_engine import (
    ExecutionEnded,
    ExecutionStarted,
    TaskExecutionEnded,
    TaskExecutionStarted,
    TemplateRegistered,
)


class TaskTried(Note):
    """A task asks its API again."""

    task_execution_id: str
    tries: int


def template_registered(event: TemplateRegistered, state: State) -> None:
    """A template is there."""
    state.templates[event.template_name] = StoredTemplate(
        event.template_name,
        event.template_version,
        event.public,
        event.content,
        event.registered_at,
    )


def execution_started(event: ExecutionStarted, state: State) -> None:
    """An execution runs, perhaps for a task of another."""
    state.executions[event.execution_id] = Execution(event)
    if event.client_token:
        state.by_client_token[event.client_token] = event.execution_id
    if event.parent_task_execution_id:
        state.task(event.parent_task_execution_id).child_execution_id = event.execution_id


def task_execution_started(event: TaskExecutionStarted, state: State) -> None:
    """A task runs."""
    execution = state.executions[event.execution_id]
    state.places[event.task_execution_id] = event.execution_id
    execution.tasks[event.task_execution_id] = TaskRun(
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
    if event.parent_task_execution_id:
        parent = execution.tasks[event.parent_task_execution_id]
        parent.children.append(event.task_execution_id)


def task_tried(event: TaskTried, state: State) -> None:
    """One more try."""
    state.task(event.task_execution_id).tries = event.tries


def task_execution_ended(event: TaskExecutionEnded, state: State) -> None:
    """The run is over."""
    run = state.task(event.task_execution_id)
    run.status = event.status
    run.status_message = event.status_message
    run.outputs = event.outputs
    run.ended_at = event.ended_at


def execution_ended(event: ExecutionEnded, state: State) -> None:
    """The execution is over."""
    execution = state.executions[event.execution_id]
    execution.status = "Success" if event.status == "Success" else "Failed"
    execution.status_message = event.status_message
    execution.outputs = event.outputs
    execution.ended_at = event.ended_at
