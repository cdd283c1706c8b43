"""Groups, rules and activities are found by what they are asked for, and nothing else is."""

from typing import Any

import pytest

from scalehook.scaling_controller.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.scaling_controller.activities import DescribeScalingActivities
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DescribeScalingGroups,
    GroupTag,
    TagFilter,
)
from scalehook_contracts.scaling_controller.rules import DescribeScalingRules
from support.scaling.cloud import REGION, Cloud

BLUE, RED = GroupTag(key="colour", value="blue"), GroupTag(key="colour", value="red")
LARGE = GroupTag(key="size", value="large")


@pytest.fixture
def groups() -> Rehearsal:
    """Three, with tags and a resource group."""
    rehearsal = Rehearsal(SERVICE)
    for name, tags, resources in (("g1", [BLUE, LARGE], "rg-1"), ("g2", [RED], ""), ("g3", [], "")):
        rehearsal.ask(
            CreateScalingGroup(
                region_id=REGION, min_size=0, max_size=1, scaling_group_name=name, tags=tags,
                resource_group_id=resources,
            )
        )  # fmt: skip
    return rehearsal


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["g1", "g2", "g3"]),
        ({"tags": [TagFilter(key="nosuch", value="x")]}, []),
        ({"tags": [TagFilter(key="colour")]}, ["g1", "g2"]),
        ({"tags": [TagFilter(key="colour", value="red")]}, ["g2"]),
        ({"tags": [TagFilter(key="colour", value="blue"), TagFilter(key="size")]}, ["g1"]),
        ({"tags": [TagFilter(key="colour", value="red"), TagFilter(key="size")]}, []),
        ({"resource_group_id": "rg-1"}, ["g1"]),
        ({"resource_group_id": "rg-9"}, []),
        ({"scaling_group_name": "g2"}, ["g2"]),
        ({"scaling_group_name": "g"}, []),
    ],
)
def test_groups(groups: Rehearsal, asked: dict[str, Any], found: list[str]) -> None:
    """By every tag that is asked for, with its value if any; by resource group; by its whole name."""
    page = groups.ask(DescribeScalingGroups(region_id=REGION, **asked))
    assert [group.scaling_group_name for group in page.scaling_groups] == found
    assert page.total_count == len(found)


def test_rules_by_their_type() -> None:
    """Or all, without one."""
    cloud = Cloud()
    cloud.rule(1)
    for kind, count in ((None, 1), ("SimpleScalingRule", 1), ("StepScalingRule", 0)):
        page = cloud.ask(DescribeScalingRules(region_id=REGION, scaling_rule_type=kind))
        assert page.total_count == count


def test_activities_of_a_refresh() -> None:
    """No activity is one."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    for refresh, count in (("", 1), ("ir-1", 0)):
        asked = DescribeScalingActivities(
            region_id=REGION, scaling_group_id=cloud.group, instance_refresh_task_id=refresh
        )
        assert cloud.ask(asked).total_count == count
