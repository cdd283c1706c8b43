"""Children of executions that wait in a trigger: what becomes of these when a child begins or ends."""

from typing import Literal

from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.root import State
from scalehook_contracts.template_engine.executions import ExecutionEnded, ExecutionStarted


def child_began(event: ExecutionStarted, state: State) -> None:
    """A trigger has fired: its execution runs as long as the child does."""
    parent = state.executions[event.parent_execution_id]
    if parent.trigger is not None:
        parent.trigger.fire(event.execution_id, event.started_at)
        _change(parent, state)


def child_ended(event: ExecutionEnded, started: ExecutionStarted, state: State) -> None:
    """The execution waits again, unless other children still run."""
    parent = state.executions.get(started.parent_execution_id)
    if parent is None or parent.trigger is None:
        return
    parent.trigger.end(event.execution_id, event.status, event.status_message, event.outputs)
    if not parent.over:
        _change(parent, state)


def _change(parent: Execution, state: State) -> None:
    if parent.trigger is None or not parent.listens:
        return  # it fires no more; a task that OnCancel names may run
    run = parent.tasks[parent.trigger.task_id]
    status: Literal["Running", "Waiting"] = "Running" if parent.trigger.running else "Waiting"
    state.archive.change_task(run, status)
    state.archive.change(parent, status)
