"""Statistics: activities and instances, counted by the hour."""

from typing import Any

import pytest

from scalehook.kit.api.shaping import shaped
from scalehook.scaling_controller.state import State
from scalehook.testing.rehearsal import START
from scalehook_contracts.scaling_controller.statistics import (
    DescribeInstanceCreateAndDeleteStatistics,
    DescribeScalingActivityStatistics,
)
from support.scaling.cloud import REGION, Cloud
from support.scaling.configurations import code_of
from support.scaling.shortage import NO_STOCK, run_short

THE_DAY = (START.timestamp(), START.timestamp() + 86_400)
DAY = {"region_id": REGION, "start_time": "2026-01-01T00:00Z", "end_time": "2026-01-02T00:00:00Z"}


def busy() -> Cloud:
    """Two activities in the first hour, one of which fails, and one in the second."""
    cloud = Cloud().enabled()
    cloud.scale(2)
    run_short(cloud)
    cloud.advance(3600)
    cloud.scale(-1)
    cloud.advance(3600)
    return cloud


def instances(cloud: Cloud, **more: Any) -> list[tuple[str, int, int]]:
    asked = DescribeInstanceCreateAndDeleteStatistics(**{**DAY, **more})
    counted = cloud.ask(asked).instance_create_and_delete_statistics.statistic
    return [(one.time, one.created_vm_count, one.destroyed_vm_count) for one in counted]


def statuses(cloud: Cloud, **more: Any) -> list[tuple[str, int, int]]:
    asked = DescribeScalingActivityStatistics(**{**DAY, **more})
    counted = cloud.ask(asked).scaling_activity_status_statistics.statistic
    return [(one.time, one.success_activity_count, one.failed_activity_count) for one in counted]


def test_instances_by_the_hour() -> None:
    """Those that came and went, in the hour in which their activity ended."""
    cloud = busy()
    expected = [("2026-01-01T00:00Z", 2, 0), ("2026-01-01T01:00Z", 0, 1)]
    assert instances(cloud) == instances(cloud, scaling_group_id=cloud.group) == expected


def test_activities_by_the_hour() -> None:
    """By their status, or by their error codes."""
    cloud = busy()
    assert statuses(cloud) == [("2026-01-01T00:00Z", 1, 1), ("2026-01-01T01:00Z", 1, 0)]
    asked = DescribeScalingActivityStatistics(**DAY, metric_type="ScalingActivityErrorCodes")
    answer = cloud.ask(asked)
    [error] = answer.scaling_activity_error_code_statistics.error_statistic
    assert (error.error_code, error.count) == (NO_STOCK, 1)
    assert answer.scaling_activity_status_statistics.statistic == []


def test_hours_outside_are_left_out() -> None:
    """The hours that begin and end are in count as a whole."""
    cloud = busy()
    second = {"start_time": "2026-01-01T01:59Z", "end_time": "2026-01-01T01:59:30Z"}
    assert instances(cloud, **second) == [("2026-01-01T01:00Z", 0, 1)]
    later = {"start_time": "2026-01-01T02:00Z", "end_time": "9999-01-01T00:00Z"}
    assert instances(cloud, **later) == []


def test_what_is_forgotten_counts_no_more() -> None:
    """Statistics go as far back as activities do."""
    cloud = busy()
    always = {"start_time": "0001-01-01T00:00Z", "end_time": "9999-01-01T00:00Z"}
    cloud.advance(40 * 86_400)
    assert statuses(cloud, **always) == []
    cloud.scale(1)
    cloud.scale(1)
    assert [counts[1:] for counts in statuses(cloud, **always)] == [(2, 0)]


def test_statistics_follow_from_the_activities() -> None:
    """After a restart they are the same."""
    cloud = busy()
    state = cloud.rehearsal.state
    again = State(groups=state.groups, activities=state.activities)
    counted = list(again.statistics.between(cloud.group, *THE_DAY))
    assert counted
    assert counted == list(state.statistics.between(cloud.group, *THE_DAY))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"start_time": "yesterday"}, "InvalidParameter"),
        ({"end_time": "2026-01-02"}, "InvalidParameter"),
        ({"start_time": "2026-01-03T00:00Z"}, "InvalidParameter"),
        ({"region_id": "elsewhere"}, "InvalidRegionId.NotFound"),
        ({"scaling_group_id": "asg-nosuch"}, "InvalidScalingGroupId.NotFound"),
    ],
)
def test_refusals(given: dict[str, Any], code: str) -> None:
    """Times that are none, or in the wrong order, and what there is not."""
    cloud = Cloud()
    for kind in (DescribeInstanceCreateAndDeleteStatistics, DescribeScalingActivityStatistics):
        assert code_of(cloud, kind(**{**DAY, **given})) == code


@pytest.mark.parametrize("wrapped", [False, True])
def test_both_versions_answer_alike(wrapped: bool) -> None:
    """The structure is the wrapping already: no other one comes between."""
    answer = shaped(busy().ask(DescribeInstanceCreateAndDeleteStatistics(**DAY)), wrapped)
    [first, second] = answer["InstanceCreateAndDeleteStatistics"]["Statistic"]
    assert (first["CreatedVmCount"], second["DestroyedVmCount"]) == (2, 1)
