"""Checks event-triggered tasks before they are made or changed."""

from collections import Counter

from scalehook.kit import Work
from scalehook.scaling_controller import cron
from scalehook.scaling_controller.lookups import rule_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.cloud_monitor.system_metrics import SYSTEM_METRICS
from scalehook_contracts.errors.scaling import InvalidScalingRuleAriNotFound
from scalehook_contracts.errors.scaling_alarms import InvalidAlarmParameter
from scalehook_contracts.scaling_controller.alarm_settings import AlarmExpression, AlarmSettings

SHORTEST_CUSTOM = 60  # seconds


def check(settings: AlarmSettings, group_id: str, work: Work[State, Settings]) -> None:
    """It has conditions that can be evaluated, and actions that are the group's."""
    conditions = settings.conditions()
    if not conditions:
        raise InvalidAlarmParameter(name="Threshold" if settings.metric_name else "MetricName")
    keys = Counter(dimension.dimension_key for dimension in settings.dimensions)
    if any(count > 1 for count in keys.values()):
        raise InvalidAlarmParameter(name="Dimensions")
    for condition in conditions:
        if settings.metric_type == "system":
            _check_system(condition, settings)
        elif condition.period < SHORTEST_CUSTOM:
            raise InvalidAlarmParameter(name="Period")
    if (settings.metric_type == "custom") is not (settings.group_id is not None):
        raise InvalidAlarmParameter(name="GroupId")
    _check_effective(settings.effective)
    _check_actions(settings.alarm_actions, group_id, work)


def _check_system(condition: AlarmExpression, settings: AlarmSettings) -> None:
    metric = SYSTEM_METRICS.get(condition.metric_name)
    if metric is None:
        raise InvalidAlarmParameter(name="MetricName")
    if condition.period < metric.shortest:
        raise InvalidAlarmParameter(name="Period")
    given = {each.dimension_key: each.dimension_value for each in settings.dimensions}
    for key, values in metric.needs.items():
        if key not in given or (values and given[key] not in values):
            raise InvalidAlarmParameter(name="Dimensions")


def _check_effective(window: str) -> None:
    try:
        if window:
            cron.window_of(window)
    except cron.NoCron as problem:
        raise InvalidAlarmParameter(name="Effective") from problem


def _check_actions(actions: list[str], group_id: str, work: Work[State, Settings]) -> None:
    if len(actions) != len(set(actions)):
        raise InvalidAlarmParameter(name="AlarmActions")
    for ari in actions:
        try:
            group, _ = rule_of(ari, work)
        except InvalidScalingRuleAriNotFound as problem:
            raise InvalidAlarmParameter(name="AlarmActions") from problem
        if group.group_id != group_id:
            raise InvalidAlarmParameter(name="AlarmActions")
