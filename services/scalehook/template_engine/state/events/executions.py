"""What happens to executions."""

from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.root import State
from scalehook_contracts.template_engine.executions import ExecutionEnded, ExecutionStarted


def execution_started(event: ExecutionStarted, state: State) -> None:
    """An execution runs, perhaps for a task of another."""
    state.executions[event.execution_id] = Execution(event)
    if event.client_token:
        state.by_client_token[event.client_token] = event.execution_id
    if event.parent_task_execution_id:
        state.task(event.parent_task_execution_id).child_execution_id = event.execution_id


def execution_ended(event: ExecutionEnded, state: State) -> None:
    """The execution is over."""
    execution = state.executions[event.execution_id]
    execution.status = "Success" if event.status == "Success" else "Failed"
    execution.status_message = event.status_message
    execution.outputs = event.outputs
    execution.ended_at = event.ended_at
