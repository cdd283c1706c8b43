"""Executions that wait in a trigger: they begin to, fire, and end."""

from datetime import datetime
from typing import Any

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.template_engine import listening, starting, task_runs
from scalehook.template_engine.actions import Failed, Succeeded, is_trigger
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.expressions import ExpressionFailed, resolve
from scalehook.template_engine.metric_alarms import alarm_of
from scalehook.template_engine.output_transformers import transformed
from scalehook.template_engine.schedules import schedule_of
from scalehook.template_engine.selectors import SelectorFailed
from scalehook.template_engine.state import Execution, TaskRun
from scalehook.template_engine.state.events.triggers import TriggerScheduled, TriggerWaits
from scalehook.template_engine.steps import RunTask, Steps, StopListening
from scalehook_contracts.template_engine.triggers import FireTimer, LookAtMetric, TriggerKind


def passes(execution: Execution, node: TaskNode) -> bool:
    """Whether the trigger of this template has fired for this execution."""
    return bool(execution.started.trigger_task_execution_id) and is_trigger(node.action)


def pass_through(execution: Execution, node: TaskNode, steps: Steps) -> None:
    """The child of a firing does not wait: the trigger's outputs are selected from what it was told."""
    try:
        properties = resolve(node.properties, steps.scope(execution))
    except ExpressionFailed as problem:
        task_runs.end(task_runs.start(execution, node, steps), node, "Failed", steps, str(problem))
        return
    run = task_runs.start(execution, node, steps, properties=properties)
    task_runs.act(run, node, _told(run, execution.started.trigger_data, steps), steps)


def _told(run: TaskRun, data: dict[str, Any], steps: Steps) -> Succeeded | Failed:
    try:
        return Succeeded(transformed(run.properties, data, steps.allowance))
    except SelectorFailed as problem:
        return Failed(str(problem))


def listen(run: TaskRun, node: TaskNode, kind: TriggerKind, steps: Steps) -> None:
    """The execution waits; only one that nobody has begun for a task, and in its first task."""
    execution = steps.execution_of(run)
    first = steps.document_of(execution).tasks[0].name == run.name and not run.parent_id
    if not first or execution.started.parent_task_execution_id:
        why = "a trigger must be the first task, without a loop, of a template that no other executes"
        task_runs.act(run, node, Failed(why), steps)
        return
    steps.work.record(TriggerWaits(task_execution_id=run.task_id, kind=kind))
    listening.tell(steps.work)
    look_ahead(run, steps)


def look_ahead(run: TaskRun, steps: Steps, after: datetime | None = None) -> None:
    """Have it wait for its next moment; `after` is the last one."""
    trigger = steps.work.state.trigger(run.task_id)
    if trigger.kind == "Timer":
        _wait_for_time(run, after or steps.work.now, steps)
    elif trigger.kind == "Alarm":
        due = alarm_of(run.properties).next_look(steps.work.now)
        look = LookAtMetric(task_execution_id=run.task_id, due_at=due.timestamp())
        steps.work.schedule(timer(run), due, look)


def _wait_for_time(run: TaskRun, after: datetime, steps: Steps) -> None:
    schedule, began = schedule_of(run.properties), moment(run.started_at)
    found = schedule.next_after(max(after, steps.work.now), began)
    next_at = found.timestamp() if found is not None else None
    steps.work.record(TriggerScheduled(task_execution_id=run.task_id, next_at=next_at))
    recurring = schedule.kind != "at"
    if found is not None:
        fire_then = FireTimer(
            task_execution_id=run.task_id, due_at=found.timestamp(), recurring=recurring
        )
        steps.work.schedule(timer(run), found, fire_then)
    elif schedule.end is not None and schedule.end > steps.work.now:
        last = FireTimer(task_execution_id=run.task_id, due_at=schedule.end.timestamp(), last=True)
        steps.work.schedule(timer(run), schedule.end, last)
    else:
        stop_if_quiet(steps.execution_of(run), steps)


def fire(
    run: TaskRun, data: dict[str, Any], steps: Steps, client_token: str = "", hops: int = 0
) -> None:
    """A child execution begins; so many events have led to it, one after the other."""
    steps.allowance.spend(task_runs.START_COST)
    child = starting.start_firing(run, data, steps.work, client_token, hops)
    steps.then(RunTask(child, steps.document_of(child).tasks[0]))


def fire_in_time(run: TaskRun, due_at: float, steps: Steps) -> None:
    """The moment has come; the next one is waited for."""
    fire(run, {"type": "Timer", "time": iso_seconds(moment(due_at))}, steps)
    look_ahead(run, steps, moment(due_at))


def stop_if_quiet(execution: Execution, steps: Steps) -> None:
    """It is over when its trigger fires no more, and nothing that it has started runs."""
    trigger = execution.trigger
    if trigger is None or not execution.listens or not trigger.spent or trigger.running:
        return
    run = execution.tasks[trigger.task_id]
    end_at = schedule_of(run.properties).end
    if end_at is None or end_at <= steps.work.now:
        steps.then(StopListening(execution, run))


def call_off(execution: Execution, steps: Steps) -> list[Execution]:
    """It waits no longer; the children that still run."""
    if execution.trigger is None:
        return []
    steps.work.cancel(f"trigger/{execution.trigger.task_id}")
    steps.work.end(f"metric/{execution.trigger.task_id}")
    return [steps.work.state.executions[child] for child in execution.trigger.running]


def timer(run: TaskRun) -> str:
    """The key of its durable timer."""
    return f"trigger/{run.task_id}"
