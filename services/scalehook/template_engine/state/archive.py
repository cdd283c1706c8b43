"""Finds executions and the runs of their tasks by what is asked for; knows in which order executions
have ended.
"""

from collections.abc import Collection, Iterator
from operator import attrgetter

from scalehook.kit.chronicle import Chronicle, Mark
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook.template_engine.state.endings import Endings
from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.tasks import TaskRun
from scalehook_contracts.template_engine.base import ExecutionStatus, TaskStatus

OPEN: Mark = "open"  # of executions that are not over
OUTERMOST: Mark = "outermost"  # of runs that are no loop's items


class Archive:
    """Derived from the executions alone: made anew when a state is loaded, never written."""

    def __init__(self, executions: Collection[Execution]) -> None:
        self.executions: Chronicle[Execution] = Chronicle()
        self.runs: Chronicle[TaskRun] = Chronicle()
        self.template_names: set[str] = set()
        for execution in executions:
            self.begin(execution)
        runs = [run for execution in executions for run in execution.tasks.values()]
        for run in sorted(runs, key=attrgetter("started_at")):
            self.begin_task(run)
        over = map(_ended, (execution for execution in executions if execution.over))
        self.ended = Endings(sorted(over, key=attrgetter("at")))

    def begin(self, execution: Execution) -> None:
        """An execution is new."""
        self.template_names.add(execution.started.template_name)
        self.executions.begin(execution.execution_id, execution, _execution_marks(execution))

    def change(self, execution: Execution, status: ExecutionStatus) -> None:
        """It has another status."""
        old, execution.status = execution.status, status
        if old != status:
            self.executions.move(execution.execution_id, ("Status", old), ("Status", status))

    def end(self, execution: Execution, status: ExecutionStatus) -> None:
        """It is over, the latest so far, and has its last status."""
        self.change(execution, status)
        self.executions.unmark(execution.execution_id, [OPEN])
        self.ended.append(_ended(execution))

    def begin_task(self, run: TaskRun) -> None:
        """A run of a task is new."""
        self.runs.begin(run.task_id, run, _run_marks(run))

    def change_task(self, run: TaskRun, status: TaskStatus) -> None:
        """It has another status."""
        old, run.status = run.status, status
        if old != status:
            self.runs.move(run.task_id, ("Status", old), ("Status", status))

    def forget(self, execution: Execution) -> None:
        """It is gone with the runs of its tasks; one that is over."""
        for run in execution.tasks.values():
            self.runs.forget(run.task_id, _run_marks(run))
        self.executions.forget(execution.execution_id, _execution_marks(execution))
        self.ended.remove(execution.execution_id)


def _ended(execution: Execution) -> Ended:
    return Ended(moment(execution.ended_at or 0), execution.execution_id)


def _execution_marks(execution: Execution) -> Iterator[Mark]:
    """The request's parameters that find it."""
    yield "Status", execution.status
    yield "ParentExecutionId", execution.started.parent_execution_id
    yield "TemplateName", execution.started.template_name
    yield "Mode", execution.started.mode
    yield "RamRole", execution.started.ram_role
    if not execution.over:
        yield OPEN


def _run_marks(run: TaskRun) -> Iterator[Mark]:
    yield "Status", run.status
    yield "TaskName", run.name
    yield "TaskAction", run.action.lower()
    if not run.parent_id:
        yield OUTERMOST
