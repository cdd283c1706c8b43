"""What predictive rules know and expect, told."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.scaling_controller import forecasting, predicting, prediction_timers
from scalehook.scaling_controller.forecasting import AHEAD, Forecast
from scalehook.scaling_controller.lookups import check_region, group_of, rule_by_id
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.predictions import HOUR
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.predictions import (
    GroupSpan,
    HistoricalMetricList,
    HistoricalMetrics,
    HourOfCapacity,
    HourOfMetric,
    HourOfTask,
    PredictiveMetricList,
    PredictiveMetrics,
    PredictiveTaskInfos,
    PredictiveValueList,
    PredictiveValues,
    QueryHistoricalMetric,
    QueryPredictiveMetric,
    QueryPredictiveTaskInfo,
    QueryPredictiveValue,
    Span,
    TaskInfoList,
)

WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z", re.ASCII)


def query_historical_metric(
    command: QueryHistoricalMetric, work: Work[State, Settings]
) -> HistoricalMetrics:
    """The hours that a predictive rule has seen."""
    start, end = _span(command, work)
    group = group_of(command.scaling_group_id, work.state)
    samples = group.samples.get(command.metric_name, [])
    hours = [(sample.hour, sample.value) for sample in samples if start <= sample.hour <= end]
    found = [_metric(hour, value) for hour, value in hours]
    return HistoricalMetrics(historical_metrics=HistoricalMetricList(historical_metric=found))


def query_predictive_metric(
    command: QueryPredictiveMetric, work: Work[State, Settings]
) -> PredictiveMetrics:
    """The metric in the hours to come."""
    found = [_metric(hour, seen.value) for hour, seen in _of_group(command, work)]
    return PredictiveMetrics(predictive_metrics=PredictiveMetricList(predictive_metric=found))


def query_predictive_value(
    command: QueryPredictiveValue, work: Work[State, Settings]
) -> PredictiveValues:
    """The instances that the hours to come need."""
    needed = [
        HourOfCapacity(time=_written(hour), value=seen.needed(command.target_value))
        for hour, seen in _of_group(command, work)
    ]
    return PredictiveValues(predictive_values=PredictiveValueList(predictive_value=needed))


def query_predictive_task_info(
    command: QueryPredictiveTaskInfo, work: Work[State, Settings]
) -> PredictiveTaskInfos:
    """The limits that the group will get; none of a rule that only predicts."""
    span = _span(command, work)
    rule = rule_by_id(command.scaling_rule_id, work.state)
    request, target = rule.request, rule.request.target_value
    if request.scaling_rule_type != prediction_timers.KIND or target is None:
        raise InvalidParameter(name="ScalingRuleId")
    if not prediction_timers.runs_tasks(rule):
        return PredictiveTaskInfos(task_infos=TaskInfoList())
    tasks = []
    for hour, seen in _ahead(rule.group_id, request.metric_name or "", span, work):
        low, high = forecasting.limits(request, seen.needed(target))
        tasks.append(HourOfTask(time=_written(hour), min_value=low, max_value=high))
    return PredictiveTaskInfos(task_infos=TaskInfoList(task_info=tasks))


def _of_group(command: GroupSpan, work: Work[State, Settings]) -> Iterator[tuple[float, Forecast]]:
    span = _span(command, work)
    group = group_of(command.scaling_group_id, work.state)
    return _ahead(group.group_id, command.metric_name, span, work)


def _ahead(
    group_id: str, metric_name: str, span: tuple[float, float], work: Work[State, Settings]
) -> Iterator[tuple[float, Forecast]]:
    """The hours of the span that lie in the next two days, as far as something is known of them."""
    now, group = work.now.timestamp(), work.state.groups[group_id]
    first = (max(now, span[0] - 1) // HOUR + 1) * HOUR
    last = min(now + AHEAD, span[1])
    while first <= last:
        seen = predicting.forecast(group, metric_name, first)
        if seen is not None:
            yield first, seen
        first += HOUR


def _span(command: Span, work: Work[State, Settings]) -> tuple[float, float]:
    check_region(command.region_id, work)
    start = _moment("StartTime", command.start_time)
    end = _moment("EndTime", command.end_time)
    if end < start:
        raise InvalidParameter(name="EndTime")
    return start, end


def _moment(name: str, text: str) -> float:
    try:
        if not WRITTEN.fullmatch(text):
            raise ValueError(text)
        return datetime.fromisoformat(text).astimezone(UTC).timestamp()
    except (ValueError, OverflowError) as problem:
        raise InvalidParameter(name=name) from problem


def _metric(hour: float, value: float) -> HourOfMetric:
    return HourOfMetric(time=_written(hour), metric_value=f"{value:.3f}")


def _written(hour: float) -> str:
    return iso_seconds(moment(hour))
