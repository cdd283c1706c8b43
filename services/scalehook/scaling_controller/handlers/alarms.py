"""Event-triggered tasks."""

from scalehook.kit import Work
from scalehook.kit.shelves import Found, Mark
from scalehook.scaling_controller import alarm_changes, alarm_checks, alarm_making
from scalehook.scaling_controller.lookups import changeable, check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Alarm, State
from scalehook.scaling_controller.views.alarms import alarm_view
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling_alarms import InvalidAlarmParameter
from scalehook_contracts.scaling_controller.alarms import (
    AlarmDeleted,
    AlarmDisabled,
    AlarmEnabled,
    AlarmPage,
    AlarmReference,
    AlarmTask,
    CreateAlarm,
    DeleteAlarm,
    DescribeAlarms,
    DisableAlarm,
    EnableAlarm,
    ModifyAlarm,
)


def create_alarm(command: CreateAlarm, work: Work[State, Settings]) -> AlarmTask:
    """An alarm, enabled, of which nothing is known yet."""
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    settings = alarm_changes.own(command)
    alarm_checks.check(settings, group.group_id, work)
    return AlarmTask(alarm_task_id=alarm_making.make(settings, group.group_id, work))


def modify_alarm(command: ModifyAlarm, work: Work[State, Settings]) -> AlarmTask:
    """It reads otherwise from now on."""
    check_region(command.region_id, work)
    alarm = _own(command.alarm_task_id, work.state)
    before = alarm.settings
    if command.metric_type not in (None, before.metric_type):
        raise InvalidAlarmParameter(name="MetricType")
    after = alarm_changes.changed(before, command)
    alarm_checks.check(after, alarm.group_id, work)
    alarm_making.change(alarm, after, alarm_changes.is_other_condition(before, after), work)
    return AlarmTask(alarm_task_id=alarm.alarm_id)


def enable_alarm(command: EnableAlarm, work: Work[State, Settings]) -> Done:
    """It is evaluated again, if it was not."""
    alarm = _named(command, work)
    if not alarm.enabled:
        work.record(AlarmEnabled(alarm_task_id=alarm.alarm_id))
    return Done()


def disable_alarm(command: DisableAlarm, work: Work[State, Settings]) -> Done:
    """It is not evaluated any more."""
    alarm = _named(command, work)
    if alarm.enabled:
        work.record(AlarmDisabled(alarm_task_id=alarm.alarm_id))
    return Done()


def delete_alarm(command: DeleteAlarm, work: Work[State, Settings]) -> AlarmTask:
    """It is gone; what it has begun goes on."""
    check_region(command.region_id, work)
    alarm = _own(command.alarm_task_id, work.state)
    work.record(AlarmDeleted(alarm_task_id=alarm.alarm_id))
    return AlarmTask(alarm_task_id=alarm.alarm_id)


def describe_alarms(command: DescribeAlarms, work: Work[State, Settings]) -> AlarmPage:
    """The alarms that are asked for, or all; those of rules, too."""
    check_region(command.region_id, work)
    found = _found(command, work.state)
    chosen = found.page(command.page_number, command.page_size)
    return AlarmPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        alarm_list=[alarm_view(alarm, work.settings) for alarm in chosen],
    )


def _found(command: DescribeAlarms, state: State) -> Found[Alarm]:
    asked: list[Mark | None] = [
        ("group", command.scaling_group_id) if command.scaling_group_id else None,
        ("metric", command.metric_name) if command.metric_name else None,
        ("type", command.metric_type) if command.metric_type else None,
        ("state", command.state) if command.state else None,
        ("enabled", command.is_enable) if command.is_enable is not None else None,
    ]
    keys = [command.alarm_task_id] if command.alarm_task_id else None
    choices = [[mark] for mark in asked if mark is not None]
    return state.catalogue.alarms.find(*choices, keys=keys)


def _named(command: AlarmReference, work: Work[State, Settings]) -> Alarm:
    check_region(command.region_id, work)
    alarm = work.state.alarms.get(command.alarm_task_id)
    if alarm is None:
        raise InvalidAlarmParameter(name="AlarmTaskId")
    return alarm


def _own(alarm_id: str, state: State) -> Alarm:
    """One that somebody has made: a rule's own lives and dies with it."""
    alarm = state.alarms.get(alarm_id)
    if alarm is None or alarm.rule_id:
        raise InvalidAlarmParameter(name="AlarmTaskId")
    return alarm
