"""`/_scalehook/metric…`: what the instances of a scaling group show, set by hand."""

from typing import Annotated, Any
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Field

from scalehook.gateway.asking import ask
from scalehook.gateway.control.bodies import body_of, json_answer
from scalehook.gateway.http import Answer, HttpRequest
from scalehook.kit import Requester
from scalehook_contracts.cloud_monitor.group_metrics import (
    ClearGroupMetric,
    DescribeGroupMetrics,
    SetGroupMetric,
)
from scalehook_contracts.errors.scaling import InvalidScalingGroupIdNotFound
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups


class GroupNamed(BaseModel):
    """A scaling group, by its id or its name."""

    model_config = ConfigDict(extra="forbid")
    group: str = Field(min_length=1)


class MetricSetting(GroupNamed):
    """The body of `POST /_scalehook/metric/set`."""

    metric: str
    value: Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False, strict=True)]
    total: bool = Field(False, strict=True)


class MetricClearing(GroupNamed):
    """The body of `POST /_scalehook/metric/clear`; without a metric, all of them."""

    metric: str = ""


class GroupMetrics:
    """The three paths."""

    def __init__(self, bus: Requester, region: str) -> None:
        self._bus = bus
        self._region = region

    async def show(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/metric?group=web`: the loads, and the alarms."""
        named = parse_qs(request.query).get("group", [""])[0]
        return await self._shown(await self._group_id(named))

    async def set(self, request: HttpRequest) -> Answer:
        """A load, from now on."""
        asked = body_of(request, MetricSetting)
        group_id = await self._group_id(asked.group)
        command = SetGroupMetric(
            scaling_group_id=group_id,
            metric_name=asked.metric,
            value=asked.value,
            total=asked.total,
        )
        await ask(self._bus, command)
        return await self._shown(group_id)

    async def clear(self, request: HttpRequest) -> Answer:
        """A load no more."""
        asked = body_of(request, MetricClearing)
        group_id = await self._group_id(asked.group)
        await ask(self._bus, ClearGroupMetric(scaling_group_id=group_id, metric_name=asked.metric))
        return await self._shown(group_id)

    async def _shown(self, group_id: str) -> Answer:
        found = await ask(self._bus, DescribeGroupMetrics(scaling_group_id=group_id))
        return json_answer({"group": group_id, **found.model_dump(mode="json")})

    async def _group_id(self, named: str) -> str:
        for filters in ({"scaling_group_ids": [named]}, {"scaling_group_names": [named]}):
            given: dict[str, Any] = {"region_id": self._region, **filters}
            page = await ask(self._bus, DescribeScalingGroups(**given))
            if page.scaling_groups:
                return page.scaling_groups[0].scaling_group_id
        raise InvalidScalingGroupIdNotFound()
