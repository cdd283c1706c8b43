"""What people tell executions."""

from scalehook.kit import Work
from scalehook.template_engine.actions import approve
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.listed_executions import shown
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.state.events.tasks import TaskNoticed
from scalehook.template_engine.texts import json_texts
from scalehook_contracts.base import Done
from scalehook_contracts.errors.oos import EntityNotExistsExecution, InvalidTemplateParameter
from scalehook_contracts.template_engine.notices import CancelExecution, NotifyExecution


def notify_execution(command: NotifyExecution, work: Work[State, Settings]) -> Done:
    """Each task that waits, and is meant, is told; what follows from it is done."""
    execution = _open_execution(command.execution_id, work)
    runs = _meant(command, execution)
    for run in runs:
        if command.notify_type == "Approve" and not approve.may_approve(run, work.caller):
            raise InvalidTemplateParameter(why=f"{work.caller} is none of the approvers")
    flow = Flow(work)
    for run in runs:
        work.record(
            TaskNoticed(
                task_execution_id=run.task_id,
                notify_type=command.notify_type,
                note=command.notify_note,
                caller=work.caller,
            )
        )
        flow.take_notice(run, command.notify_type)
    return Done()


def cancel_execution(command: CancelExecution, work: Work[State, Settings]) -> Done:
    """It is over, and so are those that it has begun."""
    execution = _open_execution(command.execution_id, work)
    Flow(work).cancel(execution, "the execution was cancelled")
    return Done()


def _open_execution(execution_id: str, work: Work[State, Settings]) -> Execution:
    execution = shown(execution_id, work)
    if execution is None:
        raise EntityNotExistsExecution()
    if execution.over:
        raise InvalidTemplateParameter(why=f"the execution is over: {execution.status}")
    return execution


def _meant(command: NotifyExecution, execution: Execution) -> list[TaskRun]:
    """The tasks that wait: all, or those that are named."""
    ids = {*json_texts("TaskExecutionIds", command.task_execution_ids), command.task_execution_id} - {""}
    runs = [
        run
        for run in execution.tasks.values()
        if run.status == "Waiting"
        and (not ids or run.task_id in ids)
        and command.task_name in ("", run.name)
    ]
    if not runs or len(ids) > len(runs):
        raise InvalidTemplateParameter(why="no such task waits")
    return runs
