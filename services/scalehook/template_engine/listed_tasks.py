"""The runs of tasks as ListTaskExecutions asks for them; what is not asked for is not looked at."""

from collections.abc import Iterable
from itertools import chain
from typing import get_args

from scalehook.kit import Work
from scalehook.kit.chronicle import Mark
from scalehook.kit.history import hidden
from scalehook.template_engine.dates import within
from scalehook.template_engine.listed_executions import shown
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.state.archive import OUTERMOST
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.oos import EntityNotExistsExecution
from scalehook_contracts.template_engine.base import TaskStatus
from scalehook_contracts.template_engine.tasks import ListTaskExecutions

STATUSES = sorted(get_args(TaskStatus))


def listed_tasks(command: ListTaskExecutions, work: Work[State, Settings]) -> Iterable[TaskRun]:
    """In the order that is asked for: of one execution, or of all."""
    if command.account_id not in ("", work.settings.account_id):
        raise InvalidParameter(name="AccountId")
    if command.execution_id or command.task_execution_id or command.parent_task_execution_id:
        return _of_one(command, work)
    archive = work.state.archive
    gone = hidden(archive.ended, work.now, work.settings)
    return (
        run
        for run in _of_all(command, work.state)
        if run.execution_id not in gone and within(command, run.started_at, run.ended_at)
    )


def _of_one(command: ListTaskExecutions, work: Work[State, Settings]) -> list[TaskRun]:
    execution = _execution(command, work)
    has, marks = work.state.archive.runs.has, _marks(command)
    found = [
        run
        for run in (execution.tasks.values() if execution else ())
        if has(run.task_id, marks)
        and within(command, run.started_at, run.ended_at)
        and command.task_execution_id in ("", run.task_id)
        and command.parent_task_execution_id in ("", run.parent_id)
    ]
    return _in_order(found, command)


def _execution(command: ListTaskExecutions, work: Work[State, Settings]) -> Execution | None:
    if command.execution_id:
        execution = shown(command.execution_id, work)
        if execution is None:
            raise EntityNotExistsExecution()
        return execution
    task_id, runs = (
        command.task_execution_id or command.parent_task_execution_id,
        work.state.archive.runs,
    )
    return shown(runs[task_id].execution_id, work) if runs.has(task_id, ()) else None


def _of_all(command: ListTaskExecutions, state: State) -> Iterable[TaskRun]:
    find, marks = state.archive.runs.find, _marks(command)
    if command.sort_field == "EndDate":
        return _in_order(list(find(marks)), command)
    parts = [find(marks)]
    if command.sort_field == "Status":
        parts = [find([*marks, ("Status", status)]) for status in STATUSES]
    down = command.sort_order == "Descending"
    return chain.from_iterable(map(reversed, reversed(parts)) if down else parts)


def _marks(command: ListTaskExecutions) -> list[Mark]:
    """What they must have: a loop's items are listed only when asked for."""
    asked_for = {
        "Status": command.status,
        "TaskName": command.task_name,
        "TaskAction": command.task_action.lower(),
    }
    marks: list[Mark] = [(name, value) for name, value in asked_for.items() if value]
    named = command.task_execution_id or command.parent_task_execution_id
    return marks if command.include_child_task_execution or named else [*marks, OUTERMOST]


def _in_order(found: list[TaskRun], command: ListTaskExecutions) -> list[TaskRun]:
    found.sort(key=lambda run: _key(run, command.sort_field))
    if command.sort_order == "Descending":
        found.reverse()
    return found


def _key(run: TaskRun, field: str) -> tuple[float, str]:
    if field == "Status":
        return 0, run.status
    return (run.ended_at or 0 if field == "EndDate" else run.started_at), run.task_id
