"""Alarms, evaluated when a period has ended."""

from scalehook.cloud_monitor import watching
from scalehook.cloud_monitor.evaluation import counted
from scalehook.cloud_monitor.measuring import Measured, measure
from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import Alarm, State
from scalehook.cloud_monitor.state.events.alarms import EvaluationNoted
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.cloud_monitor.evaluations import AlarmEvaluated, EvaluateAlarm


def evaluate_alarm(command: EvaluateAlarm, work: Work[State, Settings]) -> Done:
    """Measure, count, and say what is new; without data, nothing is waited for any more."""
    alarm = work.state.alarms.get(command.alarm_task_id)
    if alarm is not None and alarm.enabled:
        _evaluate(alarm, measure(alarm, command.due_at, work.state), command.due_at, work)
    return Done()


def _evaluate(alarm: Alarm, measured: Measured, due_at: float, work: Work[State, Settings]) -> None:
    before = alarm.state
    count, state = counted(measured.outcome, alarm.count, alarm.settings.evaluation_count)
    goes_on = measured.outcome is not None
    noted = EvaluationNoted(
        alarm_task_id=alarm.alarm_id,
        state=state,
        count=count,
        metric_value=measured.value,
        ticking=goes_on,
    )
    work.record(noted)
    if state == "ALARM" or state != before:
        work.record(
            AlarmEvaluated(
                alarm_task_id=alarm.alarm_id,
                scaling_group_id=alarm.group_id,
                state=state,
                metric_value=measured.value,
                threshold=measured.threshold,
                evaluated_at=due_at,
            )
        )
    if goes_on:
        watching.wait(alarm, work)
