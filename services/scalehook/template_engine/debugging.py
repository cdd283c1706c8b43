"""The mode Debug: before each task, and at the end, somebody says how it goes on."""

from scalehook.template_engine import task_runs
from scalehook.template_engine.state import Execution
from scalehook.template_engine.state.events.executions import ExecutionGoesOn, ExecutionWaits
from scalehook.template_engine.state.events.tasks import TaskRepeated
from scalehook.template_engine.steps import Given, RunTask, Steps


def is_debugged(execution: Execution) -> bool:
    """Whether it waits for somebody before its next task. What OnCancel names runs by itself."""
    return execution.started.mode == "Debug" and not execution.cancelled


def wait(execution: Execution, next_task: str, steps: Steps) -> None:
    """Until somebody says that this task is next, or another; none follows where the name is empty."""
    steps.work.record(ExecutionWaits(execution_id=execution.execution_id, next_task=next_task))


def choose(execution: Execution, task: str, steps: Steps, *, skip: bool, given: Given) -> None:
    """The task is next; a failure of an earlier run of it counts no more."""
    node = steps.document_of(execution).task(task)
    steps.work.record(ExecutionGoesOn(execution_id=execution.execution_id))
    for run in execution.top_level():
        if run.name == task and run.status == "Failed" and not run.repeated:
            steps.work.record(TaskRepeated(task_execution_id=run.task_id))
    if skip:
        task_runs.end(task_runs.start(execution, node, steps), node, "Skipped", steps)
    else:
        steps.then(RunTask(execution, node, chosen=True, given=given))
