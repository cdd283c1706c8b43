"""What scaling activities did in the course of time."""

from collections.abc import Iterator
from datetime import UTC, datetime

from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.lookups import check_region, group_of, shown_since
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.statistics import Tally
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.statistics import (
    DescribeInstanceCreateAndDeleteStatistics,
    DescribeScalingActivityStatistics,
    ErrorStatistic,
    ErrorStatistics,
    InstanceCreateAndDeleteStatistics,
    InstanceStatistic,
    InstanceStatistics,
    ScalingActivityStatistics,
    StatusStatistic,
    StatusStatistics,
)

FORMS = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%MZ")

Asked = DescribeInstanceCreateAndDeleteStatistics | DescribeScalingActivityStatistics


def describe_instance_create_and_delete_statistics(
    command: DescribeInstanceCreateAndDeleteStatistics, work: Work[State, Settings]
) -> InstanceCreateAndDeleteStatistics:
    """Instances that came and went, hour by hour."""
    counted = [
        InstanceStatistic(
            time=time,
            created_vm_count=tally.created,
            destroyed_vm_count=tally.destroyed,
            started_vm_count=tally.started,
            stopped_vm_count=tally.stopped,
        )
        for time, tally in _hours(command, work)
    ]
    return InstanceCreateAndDeleteStatistics(
        instance_create_and_delete_statistics=InstanceStatistics(statistic=counted)
    )


def describe_scaling_activity_statistics(
    command: DescribeScalingActivityStatistics, work: Work[State, Settings]
) -> ScalingActivityStatistics:
    """Activities by how they ended, hour by hour."""
    hours = list(_hours(command, work))
    if command.metric_type == "ScalingActivityErrorCodes":
        errors = [
            ErrorStatistic(time=time, error_code=code, count=count)
            for time, tally in hours
            for code, count in sorted(tally.errors.items())
            if count
        ]
        return ScalingActivityStatistics(
            scaling_activity_error_code_statistics=ErrorStatistics(error_statistic=errors)
        )
    statuses = [
        StatusStatistic(
            time=time,
            success_activity_count=tally.statuses["Successful"],
            warning_activity_count=tally.statuses["Warning"],
            failed_activity_count=tally.statuses["Failed"],
        )
        for time, tally in hours
    ]
    return ScalingActivityStatistics(
        scaling_activity_status_statistics=StatusStatistics(statistic=statuses)
    )


def _hours(command: Asked, work: Work[State, Settings]) -> Iterator[tuple[str, Tally]]:
    """Only as far back as activities are kept: so there are never many."""
    check_region(command.region_id, work)
    group_id = command.scaling_group_id
    if group_id:
        group_of(group_id, work.state)
    start, end = _seconds("StartTime", command.start_time), _seconds("EndTime", command.end_time)
    if start > end:
        raise InvalidParameter(name="EndTime")
    first, last = max(start, shown_since(work)), min(end, work.now.timestamp())
    found = work.state.statistics.between(group_id, first, last)
    return ((iso_minutes(moment(at)), tally) for at, tally in found)


def _seconds(name: str, text: str) -> float:
    for form in FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).timestamp()
        except ValueError:
            continue
    raise InvalidParameter(name=name)
