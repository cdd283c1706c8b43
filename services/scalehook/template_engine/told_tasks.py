"""What tasks that wait for people make of what these say."""

from scalehook.template_engine import actions, task_runs
from scalehook.template_engine.state import TaskRun
from scalehook.template_engine.state.events.tasks import NextBatchBegins, TaskConfirmed, TaskRepeated
from scalehook.template_engine.steps import Cancel, ContinueLoop, RunTask, Steps
from scalehook_contracts.template_engine.notices import NotifyType


def take_notice(run: TaskRun, kind: NotifyType, steps: Steps) -> None:
    """Let the action make something of what somebody tells it; a loop goes on with its next batch, and
    a task that has failed runs once more or is skipped.
    """
    if run.asks and kind == "Approve":
        steps.work.record(TaskConfirmed(task_execution_id=run.task_id))
        task_runs.begin_action(run, steps.node_of(run), steps)
    elif run.asks:
        steps.then(Cancel(steps.execution_of(run), f"{run.name} was rejected"))
    elif run.failed_and_waits and kind in ("RetryTask", "SkipTask"):
        _mend(run, kind, steps)
    elif run.failed_and_waits:
        steps.then(Cancel(steps.execution_of(run), run.status_message))
    elif run.loop_items is None:
        task_runs.act(run, steps.node_of(run), actions.notice(run, kind), steps)
    elif kind in ("Approve", "ExecuteTask"):
        steps.work.record(NextBatchBegins(task_execution_id=run.task_id))
        steps.then(ContinueLoop(steps.execution_of(run), run))
    else:
        steps.then(Cancel(steps.execution_of(run), f"{run.name} was cancelled"))


def _mend(run: TaskRun, kind: NotifyType, steps: Steps) -> None:
    node, execution = steps.node_of(run), steps.execution_of(run)
    if kind == "SkipTask":
        task_runs.end(run, node, "Skipped", steps, run.status_message)
        return
    steps.work.record(TaskRepeated(task_execution_id=run.task_id))
    task_runs.record_end(run, "Failed", steps, run.status_message)
    steps.then(RunTask(execution, node))
