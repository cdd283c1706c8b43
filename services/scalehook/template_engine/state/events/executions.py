"""What happens to executions."""

from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.firings import child_began, child_ended
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


class ParametersBorrowed(Note):
    """An execution knows these values of the Parameter Store, and why it knows no others."""

    execution_id: str
    values: dict[str, str]
    refusals: dict[str, str]


class ExecutionDescribed(Note):
    """An execution is described otherwise now; None is as it was."""

    execution_id: str
    description: str | None = None
    resource_group_id: str | None = None
    tags: dict[str, str] | None = None


class ExecutionCancelled(Note):
    """An execution is cancelled, and a task runs that its template names for this."""

    execution_id: str
    message: str


class ExecutionWaits(Note):
    """An execution waits until somebody says which task is next."""

    execution_id: str
    next_task: str


class ExecutionGoesOn(Note):
    """Somebody has said so."""

    execution_id: str


def execution_started(event: ExecutionStarted, state: State) -> None:
    """An execution runs, perhaps for a task of another."""
    state.begin(Execution(event))
    if event.parent_task_execution_id:
        state.task(event.parent_task_execution_id).child_execution_id = event.execution_id
    if event.trigger_task_execution_id:
        child_began(event, state)


def execution_cancelled(event: ExecutionCancelled, state: State) -> None:
    """It will end so, whatever comes of the task."""
    state.executions[event.execution_id].cancelled = event.message


def execution_waits(event: ExecutionWaits, state: State) -> None:
    """No task of it runs."""
    execution = state.executions[event.execution_id]
    execution.next_task = event.next_task
    state.archive.change(execution, "Waiting")


def execution_goes_on(event: ExecutionGoesOn, state: State) -> None:
    """It runs again."""
    execution = state.executions[event.execution_id]
    execution.next_task = None
    state.archive.change(execution, "Running")


def execution_ended(event: ExecutionEnded, state: State) -> None:
    """The execution is over."""
    execution = state.executions[event.execution_id]
    execution.status_message = event.status_message
    execution.next_task = None
    execution.outputs = event.outputs
    execution.ended_at = event.ended_at
    state.archive.end(execution, ENDS.get(event.status, "Failed"))
    state.listeners.drop(event.execution_id)
    if execution.started.trigger_task_execution_id:
        child_ended(event, execution.started, state)


def executions_forgotten(event: ExecutionsForgotten, state: State) -> None:
    """They are not known any more."""
    for execution_id in event.execution_ids:
        state.forget(execution_id)


def executions_deleted(event: ExecutionsDeleted, state: State) -> None:
    """They are not known any more, whenever they have ended."""
    for execution_id in event.execution_ids:
        state.forget(execution_id)


def execution_described(event: ExecutionDescribed, state: State) -> None:
    """It says so."""
    execution = state.executions[event.execution_id]
    said = event.model_dump(exclude={"execution_id"}, exclude_none=True)
    execution.started = execution.started.model_copy(update=said)


def parameters_borrowed(event: ParametersBorrowed, state: State) -> None:
    """The latest values count."""
    execution = state.executions[event.execution_id]
    execution.borrowed |= event.values
    execution.refusals = event.refusals
