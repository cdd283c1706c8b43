"""State as the describing operations answer it."""

import json
from collections import Counter
from typing import Any

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.template_engine.functions.text import printed
from scalehook.template_engine.masking import masked, masked_parameters
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.targets import targets
from scalehook.template_engine.template_views import template_id
from scalehook.template_engine.wanted_executions import category
from scalehook_contracts.template_engine.executions import CurrentTask, ExecutionView, ListedExecution
from scalehook_contracts.template_engine.tasks import TaskExecutionView


def execution_view(execution: Execution) -> ExecutionView:
    """An execution as StartExecution answers it."""
    parameters = json.dumps(masked_parameters(execution), ensure_ascii=False)
    return ExecutionView(
        **_common(execution), parameters=parameters, loop_mode=execution.started.loop_mode
    )


def listed_execution(execution: Execution, state: State, account: str) -> ListedExecution:
    """An execution as ListExecutions answers it."""
    said = _common(execution)
    below = state.archive.executions.find([("ParentExecutionId", execution.execution_id)])
    said["is_parent"] |= any(True for _ in below)  # StartExecution names a parent, too
    return ListedExecution(
        **said,
        parameters=masked_parameters(execution),
        category=category(execution, state),
        account_id=account,
        targets=json.dumps(targets(execution)),
        **_of_trigger(execution),
    )


def _of_trigger(execution: Execution) -> dict[str, str]:
    """What it says of its trigger: nothing, where it has none."""
    trigger = execution.trigger
    if trigger is None:
        return {}
    next_at = trigger.next_at if execution.listens else None
    said = {
        "next_schedule_time": _iso(next_at),
        "last_successful_trigger_time": _iso(trigger.last_success_at),
    }
    if trigger.last is None:
        return said
    outputs = json.dumps(masked(trigger.last.outputs, execution), ensure_ascii=False)
    return said | {
        "last_trigger_time": _iso(trigger.last.at),
        "last_trigger_status": trigger.last.status or "Running",
        "last_trigger_status_message": masked(trigger.last.message, execution),
        "last_trigger_outputs": outputs if trigger.last.status else "",
    }


def task_view(run: TaskRun, execution: Execution) -> TaskExecutionView:
    """A run of a task."""
    started, ended = iso_seconds(moment(run.started_at)), _iso(run.ended_at)
    loop: dict[str, Any] | None = None
    if run.loop_items is not None:
        statuses = Counter[str](execution.tasks[child].status for child in run.children)
        loop = {"Items": masked(run.loop_items, execution), **_counted(len(run.loop_items), statuses)}
    return TaskExecutionView(
        task_execution_id=run.task_id,
        execution_id=run.execution_id,
        task_name=run.name,
        task_action=run.action,
        status=run.status,
        status_message=masked(run.status_message, execution),
        properties=json.dumps(masked(run.properties, execution), ensure_ascii=False),
        outputs=json.dumps(masked(run.outputs, execution), ensure_ascii=False),
        start_date=started,
        end_date=ended,
        create_date=started,
        update_date=ended or started,
        child_execution_id=run.child_execution_id,
        parent_task_execution_id=run.parent_id,
        loop=loop,
        loop_batch_number=run.loop_batch,
        loop_item=printed(masked(run.loop_item, execution)) if run.parent_id else None,
        extra_data={"NotifyNote": run.note} if run.note else {},
        template_id=template_id(execution.started.template_name or execution.started.template_content),
    )


def _common(execution: Execution) -> dict[str, Any]:
    started = execution.started
    at, ended = iso_seconds(moment(started.started_at)), _iso(execution.ended_at)
    runs = execution.top_level()
    return {
        "execution_id": started.execution_id,
        "status": execution.status,
        "status_message": masked(execution.status_message, execution),
        "template_id": template_id(started.template_name or started.template_content),
        "template_name": started.template_name,
        "template_version": started.template_version,
        "mode": started.mode,
        "safety_check": started.safety_check,
        "ram_role": started.ram_role,
        "executed_by": started.executed_by,
        "description": started.description,
        "start_date": at,
        "end_date": ended,
        "create_date": at,
        "update_date": _iso(_updated_at(execution)),
        "parent_execution_id": started.parent_execution_id,
        "is_parent": _is_parent(execution),
        "resource_group_id": started.resource_group_id,
        "tags": started.tags,
        "counters": _counted(len(runs), Counter[str](run.status for run in runs)),
        "current_tasks": [_current(run) for run in runs if not run.over] + _next(execution),
        "outputs": json.dumps(masked(execution.outputs, execution), ensure_ascii=False),
    }


def _counted(total: int, statuses: Counter[str]) -> dict[str, int]:
    """So many of each status; none has succeeded or failed, where that is so."""
    return {"Total": total, "Success": 0, "Failed": 0, **statuses}


def _is_parent(execution: Execution) -> bool:
    fired = execution.trigger is not None and execution.trigger.last is not None
    return fired or any(run.child_execution_id for run in execution.tasks.values())


def _updated_at(execution: Execution) -> float:
    """When it has ended, or what was begun last has begun or ended."""
    latest = execution.top_level()[-1:]
    times = [at for run in latest for at in (run.started_at, run.ended_at) if at is not None]
    return execution.ended_at or max([execution.started.started_at, *times])


def _current(run: TaskRun) -> CurrentTask:
    return CurrentTask(task_execution_id=run.task_id, task_name=run.name, task_action=run.action)


def _next(execution: Execution) -> list[CurrentTask]:
    """The task that somebody is to let begin: it has no run yet."""
    name = execution.next_task
    return [CurrentTask(task_execution_id="", task_name=name, task_action="")] if name else []


def _iso(at: float | None) -> str:
    return iso_seconds(moment(at)) if at is not None else ""
