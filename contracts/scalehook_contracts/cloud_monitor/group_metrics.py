"""Simulated loads: system metrics of scaling groups, set by hand. Not operations of the cloud."""

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Listed, Part, Reply
from scalehook_contracts.numbers import Int64


class SetGroupMetric(Command[Done]):
    """From now on each instance of the group shows this value; or, with `total`, its share of it."""

    scaling_group_id: str
    metric_name: str
    value: float = Field(ge=0, le=1e15)
    total: bool = False


class ClearGroupMetric(Command[Done]):
    """The group shows this metric no more; without a name, none."""

    scaling_group_id: str
    metric_name: str = ""


class GroupMetricView(Part):
    """A load, and what it comes to: `average` over so many instances; None without any."""

    scaling_group_id: str
    metric_name: str
    value: float
    total: bool
    instances: Int64
    average: float | None = None


class AlarmStanding(Part):
    """How an alarm stands; None as a value: there was no data yet."""

    alarm_task_id: str
    name: str
    state: str
    metric_value: float | None = None
    enabled: bool


class GroupMetricList(Reply):
    """Loads, and the alarms of the groups that are asked for."""

    group_metrics: list[GroupMetricView] = Listed("GroupMetric")
    alarms: list[AlarmStanding] = Listed("Alarm")


class DescribeGroupMetrics(Command[GroupMetricList]):
    """The loads and alarms of a group."""

    scaling_group_id: str


class GroupMetricSet(Event):
    """A group shows a load."""

    scaling_group_id: str
    metric_name: str
    value: float
    total: bool
    set_at: float  # Unix seconds, virtual


class GroupMetricCleared(Event):
    """A group shows a load no more."""

    scaling_group_id: str
    metric_name: str
    cleared_at: float
