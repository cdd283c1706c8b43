"""Tasks: what APIs answer them, their retries; listed."""

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.views import task_view
from scalehook_contracts.base import Done
from scalehook_contracts.errors.oos import EntityNotExistsExecution
from scalehook_contracts.template_engine.tasks import (
    ListTaskExecutions,
    RecordApiAnswer,
    RetryTask,
    TaskExecutionList,
)


def record_api_answer(command: RecordApiAnswer, work: Work[State, Settings]) -> Done:
    """The task's action makes something of the answer."""
    Flow(work).take_answer(work.state.task(command.task_execution_id), command)
    return Done()


def retry_task(command: RetryTask, work: Work[State, Settings]) -> Done:
    """The next try."""
    Flow(work).ask_again(work.state.task(command.task_execution_id))
    return Done()


def list_task_executions(command: ListTaskExecutions, work: Work[State, Settings]) -> TaskExecutionList:
    """The runs that are asked for; a loop's items only when asked for."""
    found = [
        (run, execution)
        for execution in _executions(command, work.state)
        for run in execution.tasks.values()
        if _fits(run, command)
    ]
    found.sort(key=lambda pair: _key(pair[0], command.sort_field))
    if command.sort_order == "Descending":
        found.reverse()
    chosen, token = next_page(found, command.next_token, command.max_results)
    return TaskExecutionList(
        task_executions=[task_view(run, execution) for run, execution in chosen],
        max_results=command.max_results,
        next_token=token,
    )


def _executions(command: ListTaskExecutions, state: State) -> list[Execution]:
    if not command.execution_id:
        return list(state.executions.values())
    execution = state.executions.get(command.execution_id)
    if execution is None:
        raise EntityNotExistsExecution()
    return [execution]


def _fits(run: TaskRun, command: ListTaskExecutions) -> bool:
    wants_items = command.include_child_task_execution or command.parent_task_execution_id
    return (
        (not run.parent_id or bool(wants_items) or run.task_id == command.task_execution_id)
        and command.task_execution_id in ("", run.task_id)
        and command.parent_task_execution_id in ("", run.parent_id)
        and command.task_name in ("", run.name)
        and command.task_action.lower() in ("", run.action.lower())
        and command.status in ("", run.status)
    )


def _key(run: TaskRun, field: str) -> tuple[float, str]:
    if field == "Status":
        return 0, run.status
    return (run.ended_at or 0 if field == "EndDate" else run.started_at), run.task_id
