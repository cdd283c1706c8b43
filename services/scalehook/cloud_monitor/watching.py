"""Has alarms evaluated every period, as long as there is something to look at."""

from collections.abc import Iterable

from scalehook.cloud_monitor.evaluation import NO_DATA, next_boundary
from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import Alarm, State
from scalehook.cloud_monitor.state.events.alarms import EvaluationNoted
from scalehook.cloud_monitor.state.groups import group_key
from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook_contracts.cloud_monitor.evaluations import EvaluateAlarm


def data_came(keys: Iterable[str], work: Work[State, Settings]) -> None:
    """There is something to look at: alarms that rested for want of it begin again."""
    for key in dict.fromkeys(keys):
        for alarm in work.state.watchers.get(key, {}).values():
            if alarm.enabled and not alarm.ticking:
                _begin(alarm, work)


def look(alarm: Alarm, work: Work[State, Settings]) -> None:
    """Begin with an alarm that is new, reads otherwise or was switched on, if there is something to
    look at, or its state says so wrongly.
    """
    known = alarm.state != NO_DATA or any(_has_data(key, alarm, work) for key in alarm.keys)
    if alarm.enabled and not alarm.ticking and known:
        _begin(alarm, work)


def rest(alarm: Alarm, work: Work[State, Settings]) -> None:
    """Its next period is not waited for."""
    work.cancel(timer(alarm))


def wait(alarm: Alarm, work: Work[State, Settings]) -> None:
    """Look at it when the period that goes on now has ended."""
    due_at = next_boundary(work.now.timestamp(), alarm.period)
    evaluate = EvaluateAlarm(alarm_task_id=alarm.alarm_id, due_at=due_at)
    work.schedule(timer(alarm), moment(due_at), evaluate)


def timer(alarm: Alarm) -> str:
    """The key of its durable timer."""
    return f"alarm/{alarm.alarm_id}"


def _begin(alarm: Alarm, work: Work[State, Settings]) -> None:
    work.record(
        EvaluationNoted(
            alarm_task_id=alarm.alarm_id,
            state=alarm.state,
            count=alarm.count,
            metric_value=alarm.value,
            ticking=True,
        )
    )
    wait(alarm, work)


def _has_data(key: str, alarm: Alarm, work: Work[State, Settings]) -> bool:
    if key in work.state.series:
        return True
    group = work.state.groups.get(alarm.group_id)
    if group is None or not group.serving:
        return False
    return any(key == group_key(alarm.group_id, metric_name) for metric_name in group.loads)
