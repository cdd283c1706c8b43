"""Alarms: made, changed and switched by Auto Scaling."""

from scalehook.cloud_monitor import watching
from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import State
from scalehook.cloud_monitor.state.events.alarms import (
    AlarmForgotten,
    AlarmNoted,
    AlarmReread,
    AlarmSwitched,
)
from scalehook.kit import Work
from scalehook_contracts.scaling_controller.alarm_settings import AlarmSettings
from scalehook_contracts.scaling_controller.alarms import (
    AlarmCreated,
    AlarmDeleted,
    AlarmDisabled,
    AlarmEnabled,
    AlarmModified,
)


def on_alarm_created(event: AlarmCreated, work: Work[State, Settings]) -> None:
    """One more to look at."""
    noted = AlarmNoted(
        **_said(event), alarm_task_id=event.alarm_task_id, scaling_group_id=event.scaling_group_id
    )
    work.record(noted)
    watching.look(work.state.alarms[event.alarm_task_id], work)


def on_alarm_modified(event: AlarmModified, work: Work[State, Settings]) -> None:
    """It looks at something else, perhaps."""
    alarm = work.state.alarms.get(event.alarm_task_id)
    if alarm is None:
        return
    work.record(AlarmReread(**_said(event), alarm_task_id=alarm.alarm_id, anew=event.anew))
    if event.anew:
        watching.rest(alarm, work)
        watching.look(alarm, work)


def on_alarm_enabled(event: AlarmEnabled, work: Work[State, Settings]) -> None:
    """It is looked at again."""
    alarm = work.state.alarms.get(event.alarm_task_id)
    if alarm is not None and not alarm.enabled:
        work.record(AlarmSwitched(alarm_task_id=alarm.alarm_id, enabled=True))
        watching.look(alarm, work)


def on_alarm_disabled(event: AlarmDisabled, work: Work[State, Settings]) -> None:
    """It is left as it is."""
    alarm = work.state.alarms.get(event.alarm_task_id)
    if alarm is not None:
        watching.rest(alarm, work)
        work.record(AlarmSwitched(alarm_task_id=alarm.alarm_id, enabled=False))


def on_alarm_deleted(event: AlarmDeleted, work: Work[State, Settings]) -> None:
    """One less."""
    alarm = work.state.alarms.get(event.alarm_task_id)
    if alarm is not None:
        watching.rest(alarm, work)
        work.record(AlarmForgotten(alarm_task_id=alarm.alarm_id))


def _said(event: AlarmSettings) -> dict[str, object]:
    return {name: getattr(event, name) for name in AlarmSettings.model_fields}
