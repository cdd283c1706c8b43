"""What the conditions of an alarm are measured on."""

from dataclasses import dataclass

from scalehook.cloud_monitor.evaluation import combined, holds
from scalehook.cloud_monitor.state import Alarm, State
from scalehook_contracts.scaling_controller.alarm_settings import AlarmExpression


@dataclass(frozen=True)
class Measured:
    """What the conditions come to together, and the value and threshold of the one that decides: the
    first that agrees with the whole.
    """

    outcome: bool | None
    value: float | None = None
    threshold: float | None = None


def measure(alarm: Alarm, due_at: float, state: State) -> Measured:
    """The period of each condition that ends at `due_at`."""
    values = [_value(condition, alarm, due_at, state) for condition in alarm.conditions]
    outcomes = [
        holds(value, condition.comparison_operator, condition.threshold)
        for value, condition in zip(values, alarm.conditions, strict=True)
    ]
    outcome = combined(outcomes, alarm.settings.expressions_logic_operator)
    if outcome is None:
        return Measured(None)
    decisive = outcomes.index(outcome)
    return Measured(outcome, values[decisive], alarm.conditions[decisive].threshold)


def _value(condition: AlarmExpression, alarm: Alarm, due_at: float, state: State) -> float | None:
    if alarm.settings.metric_type == "system":
        group = state.groups.get(alarm.group_id)
        return None if group is None else group.value(condition.metric_name, due_at)
    series = state.series.get(alarm.key(condition))
    window = series.between(int(due_at) - condition.period, int(due_at)) if series else None
    return None if window is None else window.statistic(condition.statistics)
