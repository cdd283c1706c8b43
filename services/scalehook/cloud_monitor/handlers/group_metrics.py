"""Loads of groups, set by hand."""

from scalehook.cloud_monitor import watching
from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import Alarm, Group, Load, State
from scalehook.cloud_monitor.state.groups import group_key, known_key
from scalehook.kit import Deferred, Work
from scalehook_contracts.base import Done
from scalehook_contracts.cloud_monitor.group_metrics import (
    AlarmStanding,
    ClearGroupMetric,
    DescribeGroupMetrics,
    GroupMetricCleared,
    GroupMetricList,
    GroupMetricSet,
    GroupMetricView,
    SetGroupMetric,
)
from scalehook_contracts.cloud_monitor.system_metrics import SYSTEM_METRICS
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.serving import ReportServingInstances

LATE_SECONDS = 5  # a report that comes no more


def set_group_metric(command: SetGroupMetric, work: Work[State, Settings]) -> Done:
    """The group shows the load from now on."""
    if command.metric_name not in SYSTEM_METRICS:
        raise InvalidParameter(f"no system metric is called so; there are {', '.join(SYSTEM_METRICS)}")
    work.record(
        GroupMetricSet(
            scaling_group_id=command.scaling_group_id,
            metric_name=command.metric_name,
            value=command.value,
            total=command.total,
            set_at=work.now.timestamp(),
        )
    )
    group = work.state.groups[command.scaling_group_id]
    if not group.known:
        work.send(ReportServingInstances(scaling_group_id=command.scaling_group_id))
    if group.serving:
        watching.data_came([group_key(command.scaling_group_id, command.metric_name)], work)
    return Done()


def clear_group_metric(command: ClearGroupMetric, work: Work[State, Settings]) -> Done:
    """The load is gone, or all of the group's are."""
    loads = _group(command.scaling_group_id, work).loads
    names = [command.metric_name] if command.metric_name else list(loads)
    if not loads.keys() >= set(names):
        raise InvalidParameter(f"the group shows no {command.metric_name}")
    for name in names:
        cleared = GroupMetricCleared(
            scaling_group_id=command.scaling_group_id,
            metric_name=name,
            cleared_at=work.now.timestamp(),
        )
        work.record(cleared)
    return Done()


def describe_group_metrics(
    command: DescribeGroupMetrics, work: Work[State, Settings]
) -> GroupMetricList | Deferred:
    """What the group shows, and how its alarms stand; once it is known who is in service."""
    group_id, group = command.scaling_group_id, _group(command.scaling_group_id, work)
    later = None if group.known else work.await_event(known_key(group_id), LATE_SECONDS)
    if later is not None:
        return later
    alarms = work.state.of_group.get(group_id, {}).values()
    return GroupMetricList(
        group_metrics=[_view(group_id, name, load, group) for name, load in group.loads.items()],
        alarms=[_standing(alarm) for alarm in alarms],
    )


def _group(group_id: str, work: Work[State, Settings]) -> Group:
    return work.state.groups.get(group_id) or Group()


def _view(group_id: str, name: str, load: Load, group: Group) -> GroupMetricView:
    return GroupMetricView(
        scaling_group_id=group_id,
        metric_name=name,
        value=load.value,
        total=load.total,
        instances=len(group.serving),
        average=load.shown(len(group.serving)),
    )


def _standing(alarm: Alarm) -> AlarmStanding:
    return AlarmStanding(
        alarm_task_id=alarm.alarm_id,
        name=alarm.settings.name or alarm.alarm_id,
        state=alarm.state,
        metric_value=alarm.value,
        enabled=alarm.enabled,
    )
