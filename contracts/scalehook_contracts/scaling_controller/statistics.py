"""What scaling activities did in the course of time."""

from typing import Literal

from scalehook_contracts.base import Bare, Fresh, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.base import EssOperation


class InstanceStatistic(Part):
    """Instances that came and went in an hour, which `time` begins."""

    time: str
    created_vm_count: Int64
    destroyed_vm_count: Int64
    started_vm_count: Int64
    stopped_vm_count: Int64


class InstanceStatistics(Part):
    """The hours in which something happened."""

    statistic: list[InstanceStatistic] = Bare("Statistic")


class InstanceCreateAndDeleteStatistics(Reply):
    """Instances that came and went, hour by hour."""

    instance_create_and_delete_statistics: InstanceStatistics


class DescribeInstanceCreateAndDeleteStatistics(EssOperation[InstanceCreateAndDeleteStatistics]):
    """Counts instances that activities made, released, started and stopped. Without a group: all of
    them.
    """

    region_id: str
    start_time: str
    end_time: str
    scaling_group_id: str = ""


class StatusStatistic(Part):
    """Activities that ended in an hour, which `time` begins."""

    time: str
    success_activity_count: Int64
    warning_activity_count: Int64
    failed_activity_count: Int64


class StatusStatistics(Part):
    """The hours in which an activity ended."""

    statistic: list[StatusStatistic] = Bare("Statistic")


class ErrorStatistic(Part):
    """So many activities of an hour ended with this code."""

    time: str
    error_code: str
    count: Int64


class ErrorStatistics(Part):
    """The hours in which an activity failed."""

    error_statistic: list[ErrorStatistic] = Bare("ErrorStatistic")


class ScalingActivityStatistics(Reply):
    """Activities by their status, or by their error codes."""

    scaling_activity_status_statistics: StatusStatistics = Fresh(StatusStatistics)
    scaling_activity_error_code_statistics: ErrorStatistics = Fresh(ErrorStatistics)


class DescribeScalingActivityStatistics(EssOperation[ScalingActivityStatistics]):
    """Counts activities that ended. Without a group: those of all groups."""

    region_id: str
    start_time: str
    end_time: str
    scaling_group_id: str = ""
    metric_type: Literal["ScalingActivityStatus", "ScalingActivityErrorCodes"] = "ScalingActivityStatus"
