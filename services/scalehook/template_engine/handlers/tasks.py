"""Tasks: what APIs answer them, their retries; listed."""

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.listed_tasks import listed_tasks
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.views import task_view
from scalehook_contracts.base import Done
from scalehook_contracts.template_engine.borrowing import RecordBorrowedParameters
from scalehook_contracts.template_engine.tasks import (
    ListTaskExecutions,
    RecordApiAnswer,
    RetryTask,
    TaskExecutionList,
    TimeOutTask,
)


def record_api_answer(command: RecordApiAnswer, work: Work[State, Settings]) -> Done:
    """The task's action makes something of the answer, unless it was deleted while the answer came."""
    if work.state.has_task(command.task_execution_id):
        Flow(work).take_answer(work.state.task(command.task_execution_id), command)
    return Done()


def retry_task(command: RetryTask, work: Work[State, Settings]) -> Done:
    """The next try, unless the task was deleted in the same moment."""
    if work.state.has_task(command.task_execution_id):
        Flow(work).ask_again(work.state.task(command.task_execution_id))
    return Done()


def time_out_task(command: TimeOutTask, work: Work[State, Settings]) -> Done:
    """It fails, unless it was over in the same moment."""
    if work.state.has_task(command.task_execution_id):
        Flow(work).time_out(work.state.task(command.task_execution_id))
    return Done()


def record_borrowed_parameters(command: RecordBorrowedParameters, work: Work[State, Settings]) -> Done:
    """The task begins, unless its execution was deleted or ended in the meantime."""
    execution = work.state.executions.get(command.execution_id)
    if execution is not None and not execution.over:
        Flow(work).take_borrowed(execution, command)
    return Done()


def list_task_executions(command: ListTaskExecutions, work: Work[State, Settings]) -> TaskExecutionList:
    """The runs that are asked for; a loop's items only when asked for."""
    chosen, token = next_page(listed_tasks(command, work), command.next_token, command.max_results)
    return TaskExecutionList(
        task_executions=[task_view(run, work.state.executions[run.execution_id]) for run in chosen],
        max_results=command.max_results,
        next_token=token,
    )
