"""Triggers: their moments, their metrics, and what users fire themselves."""

from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds
from scalehook.template_engine import watched_metrics
from scalehook.template_engine.flow import Flow
from scalehook.template_engine.listed_executions import shown
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook.template_engine.texts import json_object
from scalehook_contracts.base import Done
from scalehook_contracts.errors.oos import EntityNotExistsExecution, InvalidTemplateParameter
from scalehook_contracts.template_engine.triggers import (
    FireTimer,
    LookAtMetric,
    RecordMetric,
    TriggerExecution,
)


def trigger_execution(command: TriggerExecution, work: Work[State, Settings]) -> Done:
    """A child execution begins; its trigger's outputs are selected from `Content`."""
    execution = shown(command.execution_id, work)
    if execution is None:
        raise EntityNotExistsExecution()
    run = _listening(execution)
    if execution.trigger is None or execution.trigger.kind != command.type:
        raise InvalidTemplateParameter(why=f"the execution does not wait in a trigger of {command.type}")
    data = json_object("Content", command.content)
    if command.client_token and _has_fired(run, command.client_token, work):
        return Done()
    if command.type == "Timer":
        data = {"type": "Timer", "time": iso_seconds(work.now)} | data
    Flow(work).fire(run, data, command.client_token)
    return Done()


def fire_timer(command: FireTimer, work: Work[State, Settings]) -> Done:
    """A moment of a trigger has come, unless it waits for another one by now."""
    if not work.state.has_task(command.task_execution_id):
        return Done()
    run = work.state.task(command.task_execution_id)
    execution = work.state.executions[run.execution_id]
    if execution.listens and command.last:
        Flow(work).look_ahead(run)
    elif execution.listens:
        Flow(work).fire_in_time(run, command.due_at)
    return Done()


def look_at_metric(command: LookAtMetric, work: Work[State, Settings]) -> Done:
    """A period of an alarm is over: ask what was measured in it."""
    if work.state.has_task(command.task_execution_id):
        run = work.state.task(command.task_execution_id)
        if work.state.executions[run.execution_id].listens:
            watched_metrics.ask(run, command.due_at, work)
            Flow(work).look_ahead(run)
    return Done()


def record_metric(command: RecordMetric, work: Work[State, Settings]) -> Done:
    """Resources that were out of bounds for long enough start a child execution each."""
    if not work.state.has_task(command.task_execution_id):
        return Done()
    run = work.state.task(command.task_execution_id)
    if work.state.executions[run.execution_id].listens:
        if command.error_code:
            Flow(work).fail(run, f"{command.error_code} message: {command.error_message}")
            return Done()
        for data in watched_metrics.take(run, command, work):
            Flow(work).fire(run, data)
    return Done()


def _has_fired(run: TaskRun, client_token: str, work: Work[State, Settings]) -> bool:
    """Whether this trigger has started a child with the token already."""
    earlier = shown(work.state.by_client_token.get(client_token, ""), work)
    return earlier is not None and earlier.started.trigger_task_execution_id == run.task_id


def _listening(execution: Execution) -> TaskRun:
    if execution.trigger is None or not execution.listens:
        raise InvalidTemplateParameter(why="the execution does not wait in a trigger")
    return execution.tasks[execution.trigger.task_id]
