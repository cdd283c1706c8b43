"""Hears what CloudMonitor says of alarms."""

from scalehook.kit import Work
from scalehook.scaling_controller import alarming
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.alarms import AlarmStateNoted
from scalehook_contracts.cloud_monitor.evaluations import AlarmEvaluated


def on_alarm_evaluated(event: AlarmEvaluated, work: Work[State, Settings]) -> None:
    """Its state, and what it does while its condition holds."""
    alarm = work.state.alarms.get(event.alarm_task_id)
    if alarm is None or not alarm.enabled:
        return
    if event.state != alarm.state:
        work.record(AlarmStateNoted(alarm_task_id=alarm.alarm_id, state=event.state))
    if event.state == "ALARM":
        alarming.act(alarm, event, work)
