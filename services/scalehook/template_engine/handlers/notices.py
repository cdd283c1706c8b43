"""What people tell executions."""

from scalehook.kit import ROOT, Work
from scalehook.template_engine import starting
from scalehook.template_engine.actions import approve, is_trigger
from scalehook.template_engine.expressions import as_text
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.listed_executions import shown
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.state.events.tasks import TaskNoticed
from scalehook.template_engine.steps import Given
from scalehook.template_engine.texts import json_object, json_texts
from scalehook_contracts.base import Done
from scalehook_contracts.errors.oos import EntityNotExistsExecution, InvalidTemplateParameter
from scalehook_contracts.template_engine.notices import CancelExecution, NotifyExecution, NotifyType

ON = ("Approve", "ExecuteTask", "Reject", "CancelTask")  # what tells a task that waits how it goes on
AFTER_FAILURE = ("RetryTask", "SkipTask", "Reject", "CancelTask")
OF_TRIGGER = ("Reject", "CancelTask")  # what it waits for comes from elsewhere
OF_RISK = ("Approve", "Reject", "CancelTask")  # of a call that cannot be undone
IN_DEBUG = ("ExecuteTask", "SkipTask", "CompleteExecution", "Reject", "CancelTask")


def notify_execution(command: NotifyExecution, work: Work[State, Settings]) -> Done:
    """Each task that waits, and is meant, is told; what follows from it is done."""
    execution = _open_execution(command.execution_id, work)
    if command.execution_status and command.notify_type != "CompleteExecution":
        raise InvalidTemplateParameter(why="ExecutionStatus is for CompleteExecution alone")
    if execution.next_task is not None:
        _debug(command, execution, execution.next_task, work)
        return Done()
    if command.parameters:
        raise InvalidTemplateParameter(why="Parameters are for ExecuteTask in mode Debug")
    runs = _meant(command, execution)
    for run in runs:
        _check_notice(command.notify_type, _answers(run), run.name)
        if command.notify_type == "Approve" and not approve.may_approve(run, work.caller):
            raise InvalidTemplateParameter(why=f"{work.caller} is none of the approvers")
    _tell(command, runs, work)
    return Done()


def _answers(run: TaskRun) -> tuple[str, ...]:
    if is_trigger(run.action):
        return OF_TRIGGER
    if run.asks:
        return OF_RISK
    return AFTER_FAILURE if run.failed_and_waits else ON


def _tell(command: NotifyExecution, runs: list[TaskRun], work: Work[State, Settings]) -> None:
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


def _debug(
    command: NotifyExecution, execution: Execution, next_task: str, work: Work[State, Settings]
) -> None:
    """No task of it runs: say which is next, or that none is."""
    _check_notice(command.notify_type, IN_DEBUG, "the execution")
    if command.task_execution_id or command.task_execution_ids:
        raise InvalidTemplateParameter(why="no such task waits")
    flow = Flow(work)
    match command.notify_type:
        case "CompleteExecution":
            flow.complete(execution, command.execution_status)
        case "ExecuteTask" | "SkipTask":
            name = command.task_name or next_task
            if not any(node.name == name for node in starting.document_of(execution, work.state).tasks):
                raise InvalidTemplateParameter(why=f"there is no task {name}")
            skip, given = command.notify_type == "SkipTask", _given(command, execution, work)
            flow.choose(execution, name, skip=skip, given=given)
        case _:
            flow.cancel(execution, "the execution was cancelled")


def _given(command: NotifyExecution, execution: Execution, work: Work[State, Settings]) -> Given:
    """What is said of the task. Other properties are for those alone who have started the execution: it
    acts with what they may.
    """
    if command.parameters and not _has_started(command, execution, work):
        raise InvalidTemplateParameter(why="Parameters are for whoever has started the execution")
    if (command.parameters or command.loop_item) and command.notify_type != "ExecuteTask":
        raise InvalidTemplateParameter(why="Parameters and LoopItem are for ExecuteTask")
    return Given(json_object("Parameters", command.parameters), command.loop_item)


def _has_started(command: NotifyExecution, execution: Execution, work: Work[State, Settings]) -> bool:
    """In a session whose policy is another, the same role may do something else."""
    said = execution.started
    return work.caller == ROOT or (work.caller, command.session_policy) == (
        said.caller,
        said.session_policy,
    )


def _check_notice(kind: NotifyType, kinds: tuple[str, ...], waiting: str) -> None:
    if kind not in kinds:
        raise InvalidTemplateParameter(why=f"{waiting} waits for {', '.join(kinds)}")


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
        and (not command.loop_item or (run.parent_id and as_text(run.loop_item) == command.loop_item))
    ]
    if not runs or len(ids) > len(runs):
        raise InvalidTemplateParameter(why="no such task waits")
    return runs
