"""Alarms, looked at every period."""

from typing import ClassVar, Literal

from scalehook_contracts.base import Command, Done, Event

AlarmState = Literal["ALARM", "OK", "INSUFFICIENT_DATA"]


class EvaluateAlarm(Command[Done]):
    """CloudMonitor's own timer: a period of the alarm is over."""

    housekeeping: ClassVar[bool] = True

    alarm_task_id: str
    due_at: float  # Unix seconds, virtual


class AlarmEvaluated(Event):
    """An alarm is in another state than before, or its condition still holds: then every period.

    The value and the threshold are those of the condition that decided; None without data.
    """

    alarm_task_id: str
    scaling_group_id: str
    state: AlarmState
    metric_value: float | None = None
    threshold: float | None = None
    evaluated_at: float
