"""What happens to executions."""

from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.template_engine.base import ExecutionStatus
from scalehook_contracts.template_engine.executions import ExecutionEnded, ExecutionStarted

ENDS: dict[str, ExecutionStatus] = {"Success": "Success", "Cancelled": "Cancelled"}


class ExecutionsForgotten(Note):
    """These are over, and were shown long enough."""

    execution_ids: list[str]


class ExecutionsDeleted(Note):
    """These are over, and somebody has deleted them."""

    execution_ids: list[str]


def execution_started(event: ExecutionStarted, state: State) -> None:
    """An execution runs, perhaps for a task of another."""
    state.begin(Execution(event))
    if event.parent_task_execution_id:
        state.task(event.parent_task_execution_id).child_execution_id = event.execution_id


def execution_ended(event: ExecutionEnded, state: State) -> None:
    """The execution is over."""
    execution = state.executions[event.execution_id]
    execution.status_message = event.status_message
    execution.outputs = event.outputs
    execution.ended_at = event.ended_at
    state.archive.end(execution, ENDS.get(event.status, "Failed"))


def executions_forgotten(event: ExecutionsForgotten, state: State) -> None:
    """They are not known any more."""
    for execution_id in event.execution_ids:
        state.forget(execution_id)


def executions_deleted(event: ExecutionsDeleted, state: State) -> None:
    """They are not known any more, whenever they have ended."""
    for execution_id in event.execution_ids:
        state.forget(execution_id)
    state.archive.drop_unknown()
