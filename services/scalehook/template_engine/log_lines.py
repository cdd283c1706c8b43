"""The log of an execution: when its tasks began, and what they came to."""

from collections.abc import Iterator

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.template_engine.masking import masked
from scalehook.template_engine.state import Execution, TaskRun
from scalehook_contracts.template_engine.records import ExecutionLog

ENDS = {
    "Success": "completed",
    "Failed": "failed",
    "Cancelled": "was cancelled",
    "Skipped": "was skipped",
}


def log_lines(execution: Execution, task_execution_id: str = "") -> list[ExecutionLog]:
    """The oldest first; of one task, where its id is given."""
    runs = [run for run in execution.tasks.values() if not run.parent_id]
    lines = [line for run in runs for line in _lines(run, execution)]
    chosen = [line for line in lines if task_execution_id in ("", line[1].task_id)]
    chosen.sort(key=lambda line: line[0])  # of one moment, in the order of the tasks
    return [_shown(line, execution) for line in chosen]


def _lines(run: TaskRun, execution: Execution) -> Iterator[tuple[float, TaskRun, str]]:
    """A loop's items are between its beginning and its end."""
    yield run.started_at, run, f"The task {run.name} started."
    for item in run.children:
        yield from _lines(execution.tasks[item], execution)
    if run.ended_at is not None:
        reason = f" {run.status_message}" if run.status_message else ""
        yield run.ended_at, run, f"The task {run.name} {ENDS[run.status]}.{reason}"


def _shown(line: tuple[float, TaskRun, str], execution: Execution) -> ExecutionLog:
    at, run, message = line
    return ExecutionLog(
        task_execution_id=run.task_id,
        message=masked(message, execution),
        timestamp=iso_seconds(moment(at)),
    )
