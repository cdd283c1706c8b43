"""Which activities are found, in which order, and for how long."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from scalehook.scaling_controller.state import State
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import ScalingActivityInProgress
from scalehook_contracts.scaling_controller.activities import (
    DescribeScalingActivities,
    ScalingActivityEnded,
    ScalingActivityRejected,
    ScalingActivityStarted,
)
from support.scaling.cloud import REGION, Cloud

DAY = 86_400


def shown(cloud: Cloud, **asked: Any) -> list[str]:
    page = cloud.ask(DescribeScalingActivities(region_id=REGION, **asked))
    assert page.total_count >= len(page.scaling_activities)
    return [activity.scaling_activity_id for activity in page.scaling_activities]


def started(cloud: Cloud, activity: str, refresh: str = "") -> None:
    """As the core records it, beside others that go on."""
    cloud.rehearsal.machine.apply(
        ScalingActivityStarted(
            scaling_activity_id=activity,
            scaling_group_id=cloud.group,
            lifecycle_transition="SCALE_OUT",
            amount=1,
            total_before=0,
            cause="",
            trigger_source_type="APIs",
            trigger_source_id="1",
            request_id="",
            started_at=cloud.rehearsal.now.timestamp(),
            course="scale-out",
            instance_refresh_task_id=refresh,
        )
    )


def ended(cloud: Cloud, activity: str, status: Any = "Successful") -> None:
    cloud.rehearsal.machine.apply(
        ScalingActivityEnded(
            scaling_activity_id=activity,
            scaling_group_id=cloud.group,
            status_code=status,
            status_message="",
            ended_at=cloud.rehearsal.now.timestamp(),
        )
    )


def rejected(cloud: Cloud, activity: str) -> None:
    cloud.rehearsal.machine.apply(
        ScalingActivityRejected(
            scaling_activity_id=activity,
            scaling_group_id=cloud.group,
            lifecycle_transition="SCALE_OUT",
            cause="An alarm.",
            trigger_source_type="Cms",
            trigger_source_id="alarm",
            request_id="",
            rejected_at=cloud.rehearsal.now.timestamp(),
            total_capacity=3,
            auto_created_capacity=2,
            attached_capacity=1,
            error_code=ScalingActivityInProgress.code,
            error_message="busy",
        )
    )


def test_several_at_once_are_shown_as_they_began() -> None:
    """Whichever ends first; one that goes on is shown however old it is, what ended long ago is not."""
    cloud = Cloud()
    group = {"scaling_group_id": cloud.group}
    for name in ("a", "b", "c"):
        started(cloud, name)
    ended(cloud, "b", "Failed")
    cloud.rehearsal.advance(29 * DAY)
    ended(cloud, "a")
    rejected(cloud, "d")
    assert shown(cloud, **group) == ["d", "c", "b", "a"]
    assert shown(cloud, **group, page_size=2, page_number=2) == ["b", "a"]
    assert shown(cloud, **group, status_code="InProgress") == ["c"]
    assert shown(cloud, **group, status_code="Failed") == ["b"]
    cloud.rehearsal.advance(2 * DAY)
    assert shown(cloud, **group) == ["d", "c", "a"]
    assert shown(cloud, **group, page_size=2, page_number=2) == ["a"]
    assert shown(cloud, **group, page_size=2, page_number=3) == []
    assert shown(cloud, **group, status_code="Failed") == []
    cloud.rehearsal.advance(40 * DAY)
    assert shown(cloud, **group) == ["c"]
    again = TypeAdapter(State).validate_json(TypeAdapter(State).dump_json(cloud.rehearsal.state))
    cloud.rehearsal.machine.state = again
    assert shown(cloud, **group) == ["c"]
    ended(cloud, "c")
    for name in ("b", "a", "d", "c"):
        cloud.rehearsal.state.forget_activity(name)
    assert shown(cloud, **group) == []


def test_activities_of_a_refresh() -> None:
    """By the refresh alone, with a status, and among named ones."""
    cloud = Cloud()
    group = {"scaling_group_id": cloud.group}
    for name, refresh in (("a", "r1"), ("b", "r2"), ("c", "r1"), ("d", "")):
        started(cloud, name, refresh)
    ended(cloud, "a")
    assert shown(cloud, **group, instance_refresh_task_id="r1") == ["c", "a"]
    assert shown(cloud, **group, instance_refresh_task_id="r1", status_code="Successful") == ["a"]
    assert shown(cloud, **group, instance_refresh_task_id="none") == []
    ids = {"scaling_activity_ids": ["a", "b", "c", "nobody", "a"]}
    assert shown(cloud, **ids, instance_refresh_task_id="r1") == ["c", "a"]
    cloud.rehearsal.advance(31 * DAY)
    assert shown(cloud, **group, instance_refresh_task_id="r1") == ["c"]


@pytest.mark.parametrize(
    ("version", "given", "taken"),
    [
        ("2014-08-28", "both", True),
        ("2014-08-28", "neither", False),
        ("2022-02-22", "both", False),
        ("2022-02-22", "neither", False),
        ("2022-02-22", "group", True),
        ("2022-02-22", "ids", True),
    ],
)
def test_a_group_or_ids(version: str, given: str, taken: bool) -> None:
    """The newer version wants exactly one of them."""
    cloud = Cloud().enabled()
    activity = cloud.scale(1)
    asked: dict[str, Any] = {"version": version}
    if given in ("group", "both"):
        asked["scaling_group_id"] = cloud.group
    if given in ("ids", "both"):
        asked["scaling_activity_ids"] = [activity]
    if taken:
        assert shown(cloud, **asked) == [activity]
    else:
        with pytest.raises(ApiError) as caught:
            shown(cloud, **asked)
        assert caught.value.code == "InvalidParameter.Conflict"
