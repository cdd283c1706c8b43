"""What happens to alarms."""

from scalehook.cloud_monitor.state.alarms import Alarm
from scalehook.cloud_monitor.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.cloud_monitor.evaluations import AlarmState
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.alarm_settings import AlarmSettings


class AlarmNoted(AlarmSettings, Note):
    """An alarm is there."""

    alarm_task_id: str
    scaling_group_id: str


class AlarmReread(AlarmSettings, Note):
    """An alarm reads so now; `anew`: it has to be evaluated from the beginning."""

    alarm_task_id: str
    anew: bool


class AlarmSwitched(Note):
    """An alarm is evaluated from now on, or is not."""

    alarm_task_id: str
    enabled: bool


class AlarmForgotten(Note):
    """An alarm is gone."""

    alarm_task_id: str


class EvaluationNoted(Note):
    """How an alarm stands; `ticking`: the end of another period is waited for."""

    alarm_task_id: str
    state: AlarmState
    count: Int64
    metric_value: float | None
    ticking: bool


def alarm_noted(event: AlarmNoted, state: State) -> None:
    """It looks at what it says."""
    state.watch(Alarm(event.alarm_task_id, event.scaling_group_id, _settings(event)))


def alarm_reread(event: AlarmReread, state: State) -> None:
    """It looks at something else, perhaps."""
    alarm = state.alarms[event.alarm_task_id]
    state.unwatch(alarm)
    alarm.read(_settings(event))
    state.watch(alarm)
    if event.anew:
        alarm.state, alarm.count, alarm.value = "INSUFFICIENT_DATA", 0, None
        alarm.ticking = False


def alarm_switched(event: AlarmSwitched, state: State) -> None:
    """Its state stays; what was counted does not."""
    alarm = state.alarms[event.alarm_task_id]
    alarm.enabled, alarm.count, alarm.ticking = event.enabled, 0, False


def alarm_forgotten(event: AlarmForgotten, state: State) -> None:
    """It is gone."""
    state.unwatch(state.alarms[event.alarm_task_id])


def evaluation_noted(event: EvaluationNoted, state: State) -> None:
    """It stands so."""
    alarm = state.alarms[event.alarm_task_id]
    alarm.state, alarm.count, alarm.value = event.state, event.count, event.metric_value
    alarm.ticking = event.ticking


def _settings(event: AlarmSettings) -> AlarmSettings:
    return AlarmSettings.model_construct(
        **{name: getattr(event, name) for name in AlarmSettings.model_fields}
    )
