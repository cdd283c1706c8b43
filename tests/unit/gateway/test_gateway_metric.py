"""The load of a group, set over the stack's own paths: by id or by name."""

from types import SimpleNamespace
from typing import Any

import pytest

from scalehook_contracts.cloud_monitor.group_metrics import (
    ClearGroupMetric,
    DescribeGroupMetrics,
    GroupMetricList,
    GroupMetricView,
    SetGroupMetric,
)
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from support.desk_of_gateway import Desk

LOAD = GroupMetricView(
    scaling_group_id="asg-1",
    metric_name="CpuUtilization",
    value=90,
    total=True,
    instances=2,
    average=45,
)


class Owners:
    """One group, `asg-1`, which is called `web`."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.refusal: Exception | None = None

    async def call(self, command: Any, **_: Any) -> Any:
        if isinstance(command, DescribeScalingGroups):
            known = "asg-1" in command.scaling_group_ids or "web" in command.scaling_group_names
            groups = [SimpleNamespace(scaling_group_id="asg-1")] if known else []
            return SimpleNamespace(scaling_groups=groups)
        self.asked.append(command)
        if self.refusal is not None:
            raise self.refusal
        return GroupMetricList(group_metrics=[LOAD])


@pytest.fixture
def owners(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Owners:
    made = Owners()
    monkeypatch.setattr(desk.bus, "call", made.call)
    return made


@pytest.mark.parametrize("named", ["asg-1", "web"])
async def test_a_load_is_set(desk: Desk, owners: Owners, named: str) -> None:
    """And what the group shows then is answered."""
    body = {"group": named, "metric": "CpuUtilization", "value": 90, "total": True}
    answer = await desk.send("POST", "/_scalehook/metric/set", json=body)
    assert answer.status_code == 200
    assert answer.json()["group_metrics"][0]["average"] == 45
    assert owners.asked == [
        SetGroupMetric(scaling_group_id="asg-1", metric_name="CpuUtilization", value=90, total=True),
        DescribeGroupMetrics(scaling_group_id="asg-1"),
    ]


async def test_a_load_is_cleared_and_shown(desk: Desk, owners: Owners) -> None:
    """Without a metric, all of them."""
    await desk.send("POST", "/_scalehook/metric/clear", json={"group": "web"})
    shown = await desk.send("GET", "/_scalehook/metric?group=web")
    assert shown.json()["group"] == "asg-1"
    assert owners.asked[0] == ClearGroupMetric(scaling_group_id="asg-1")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"group": "none", "metric": "CpuUtilization", "value": 1}, 404),
        ({"group": "", "metric": "CpuUtilization", "value": 1}, 400),
        ({"group": "web", "metric": "CpuUtilization", "value": -1}, 400),
        ({"group": "web", "metric": "CpuUtilization", "value": "much"}, 400),
        ({"group": "web", "value": 1}, 400),
    ],
)
async def test_what_is_refused(desk: Desk, owners: Owners, body: dict[str, Any], status: int) -> None:
    """Unknown groups, and values that are none: nothing is set."""
    answer = await desk.send("POST", "/_scalehook/metric/set", json=body)
    assert answer.status_code == status
    assert owners.asked == []


async def test_what_the_owner_refuses(desk: Desk, owners: Owners) -> None:
    """Its text comes through; when it is silent, the stack is not available."""
    body = {"group": "web", "metric": "None", "value": 1}
    owners.refusal = InvalidParameter("no system metric is called so")
    answer = await desk.send("POST", "/_scalehook/metric/set", json=body)
    assert (answer.status_code, answer.json()["Message"]) == (400, "no system metric is called so")
    owners.refusal = TimeoutError()
    answer = await desk.send("POST", "/_scalehook/metric/set", json=body)
    assert answer.status_code == 503
