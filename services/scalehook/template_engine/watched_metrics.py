"""Metrics that alarm triggers wait for: read every period, and counted."""

import json
from collections.abc import Mapping
from typing import Any

from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.template_engine import starting
from scalehook.template_engine.metric_alarms import MetricAlarm, alarm_of
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State, TaskRun
from scalehook.template_engine.state.events.triggers import MetricSeen
from scalehook_contracts.template_engine.triggers import ReadMetric, RecordMetric


def ask(run: TaskRun, due_at: float, work: Work[State, Settings]) -> None:
    """For the period that ends at `due_at`."""
    alarm, execution = alarm_of(run.properties), work.state.executions[run.execution_id]
    read = ReadMetric(
        **starting.in_whose_name(execution),
        task_execution_id=run.task_id,
        namespace=alarm.namespace,
        metric_name=alarm.metric_name,
        dimensions=alarm.dimensions,
        period=alarm.period,
        chosen=dict(alarm.chosen),
        looks_back=alarm.looks_back,
        due_at=due_at,
    )
    work.begin(f"metric/{run.task_id}", read)


def take(run: TaskRun, answer: RecordMetric, work: Work[State, Settings]) -> list[dict[str, Any]]:
    """What children are told, one for each resource that is to be told of now."""
    trigger, alarm = work.state.trigger(run.task_id), alarm_of(run.properties)
    at = moment(answer.due_at)
    points = {_resource(point): point for point in answer.points} if alarm.is_effective(at) else {}
    earlier = {_resource(point): point for point in answer.earlier}
    breaches = {
        resource: trigger.breaches.get(resource, 0) + 1
        for resource, point in points.items()
        if _is_out(alarm, point, earlier.get(resource, {}))
    }
    told = {resource: time for resource, time in trigger.told.items() if resource in breaches}
    due = [
        resource
        for resource, count in breaches.items()
        if count >= alarm.times and _is_silent_no_more(trigger.told.get(resource), answer.due_at, alarm)
    ]
    told |= dict.fromkeys(due, answer.due_at)
    if breaches != trigger.breaches or told != trigger.told:
        work.record(MetricSeen(task_execution_id=run.task_id, breaches=breaches, told=told))
    return [alarm.said(resource, points[resource], at) for resource in due]


def _is_silent_no_more(told_at: float | None, at: float, alarm: MetricAlarm) -> bool:
    return told_at is None or at - told_at >= alarm.silence


def _is_out(alarm: MetricAlarm, point: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    value = _measured(alarm, point)
    return value is not None and alarm.is_out(value, _measured(alarm, earlier))


def _measured(alarm: MetricAlarm, point: Mapping[str, Any]) -> float | None:
    value = point.get(alarm.statistics)
    return value if isinstance(value, int | float) else None


def _resource(point: Mapping[str, Any]) -> str:
    """The dimensions of the point, always written in the same way."""
    dimensions = {name: value for name, value in point.items() if isinstance(value, str)}
    return json.dumps(dimensions, sort_keys=True, ensure_ascii=False)
