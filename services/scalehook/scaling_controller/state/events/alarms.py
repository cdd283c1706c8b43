"""What happens to event-triggered tasks."""

from scalehook.scaling_controller.state.alarms import Alarm
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.cloud_monitor.evaluations import AlarmState
from scalehook_contracts.scaling_controller.alarm_settings import AlarmSettings
from scalehook_contracts.scaling_controller.alarms import (
    AlarmCreated,
    AlarmDeleted,
    AlarmDisabled,
    AlarmEnabled,
    AlarmModified,
)


class AlarmStateNoted(Note):
    """An alarm is in another state."""

    alarm_task_id: str
    state: AlarmState


class AlarmActed(Note):
    """An alarm has had a rule executed, and pauses."""

    alarm_task_id: str
    paused_until: float


class AlarmRefused(Note):
    """A rule of an alarm could not be executed: `refusal` is the rule's id and the code."""

    alarm_task_id: str
    refusal: str


def alarm_created(event: AlarmCreated, state: State) -> None:
    """It is there, enabled."""
    alarm = Alarm(
        event.alarm_task_id,
        event.scaling_group_id,
        _settings(event),
        event.scaling_rule_id,
        event.scales_in,
    )
    state.alarms[alarm.alarm_id] = alarm
    state.catalogue.alarms.put(alarm.alarm_id, alarm, alarm.marks())


def alarm_modified(event: AlarmModified, state: State) -> None:
    """It reads otherwise; where that is another condition, nothing is known of it yet."""
    alarm = state.alarms[event.alarm_task_id]
    before = alarm.marks()
    alarm.settings = _settings(event)
    if event.anew:
        alarm.state = "INSUFFICIENT_DATA"
        alarm.refused.clear()
    state.catalogue.alarms.mark_anew(alarm.alarm_id, alarm, before, alarm.marks())


def alarm_enabled(event: AlarmEnabled, state: State) -> None:
    """It is evaluated."""
    _switch(event.alarm_task_id, True, state)


def alarm_disabled(event: AlarmDisabled, state: State) -> None:
    """It is not; its state stays."""
    _switch(event.alarm_task_id, False, state)


def alarm_deleted(event: AlarmDeleted, state: State) -> None:
    """It is gone."""
    gone = state.alarms.pop(event.alarm_task_id)
    state.catalogue.alarms.drop(gone.alarm_id, gone.marks())


def alarm_state_noted(event: AlarmStateNoted, state: State) -> None:
    """What was refused before is said again."""
    alarm = state.alarms[event.alarm_task_id]
    before = alarm.marks()
    alarm.state = event.state
    alarm.refused.clear()
    state.catalogue.alarms.mark_anew(alarm.alarm_id, alarm, before, alarm.marks())


def alarm_acted(event: AlarmActed, state: State) -> None:
    """What is refused after that is said again."""
    alarm = state.alarms[event.alarm_task_id]
    alarm.paused_until = event.paused_until
    alarm.refused.clear()


def alarm_refused(event: AlarmRefused, state: State) -> None:
    """It has been said."""
    state.alarms[event.alarm_task_id].refused.append(event.refusal)


def _switch(alarm_id: str, enabled: bool, state: State) -> None:
    alarm = state.alarms[alarm_id]
    before = alarm.marks()
    alarm.enabled = enabled
    state.catalogue.alarms.mark_anew(alarm_id, alarm, before, alarm.marks())


def _settings(event: AlarmSettings) -> AlarmSettings:
    return AlarmSettings.model_construct(
        **{name: getattr(event, name) for name in AlarmSettings.model_fields}
    )
