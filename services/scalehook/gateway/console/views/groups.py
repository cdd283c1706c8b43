"""Scaling groups, with their instances, activities, hooks and waits."""

from typing import Any

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views import overview
from scalehook.gateway.console.views.listing import PAGE, Listing, Nothing, Page, listed, read
from scalehook_contracts.errors.gateway import NotFound
from scalehook_contracts.scaling_controller.activities import DescribeScalingActivities
from scalehook_contracts.scaling_controller.group_views import ScalingGroupView
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from scalehook_contracts.scaling_controller.hooks import DescribeLifecycleHooks
from scalehook_contracts.scaling_controller.instances import (
    DescribeScalingInstances,
    HealthStatus,
    LifecycleState,
)

ENDS = (
    "Completed",
    "Timeout",
    "ABANDON",
    "ROLLBACK",
)  # of waits: how they ended, and with which results


class Instances(Listing):
    """The query of `groups/{id}/instances`: those in this state, or of this health."""

    state: LifecycleState | None = None
    health: HealthStatus | None = None


async def groups(desk: Desk, query: dict[str, str]) -> dict[str, Any]:
    """All, as the cloud describes them."""

    async def page(number: int) -> Page:
        asked = DescribeScalingGroups(region_id=desk.settings.region, page_number=number, page_size=PAGE)
        found = await desk.ask(asked)
        return found.scaling_groups, found.total_count

    return await listed(read(query, Listing), page)


async def group(desk: Desk, group_id: str, query: dict[str, str]) -> dict[str, Any]:
    """One, with what waits in it."""
    read(query, Nothing)
    found = await group_of(desk, group_id)
    waiting = await overview.waits(desk, {"group": group_id})
    return {"group": found.model_dump(mode="json"), "waiting": waiting}


async def group_of(desk: Desk, group_id: str) -> ScalingGroupView:
    """The one of this id. NotFound without one."""
    asked = DescribeScalingGroups(region_id=desk.settings.region, scaling_group_ids=[group_id])
    found = (await desk.ask(asked)).scaling_groups
    if not found:
        raise NotFound()
    return found[0]


async def instances(desk: Desk, group_id: str, query: dict[str, str]) -> dict[str, Any]:
    """Of a group."""
    asked = read(query, Instances)

    async def page(number: int) -> Page:
        command = DescribeScalingInstances(
            region_id=desk.settings.region,
            scaling_group_id=group_id,
            lifecycle_state=asked.state,
            health_status=asked.health or "",
            page_number=number,
            page_size=PAGE,
        )
        found = await desk.ask(command)
        return found.scaling_instances, found.total_count

    return await listed(asked, page)


async def activities(desk: Desk, group_id: str, query: dict[str, str]) -> dict[str, Any]:
    """Of a group, the newest first."""

    async def page(number: int) -> Page:
        command = DescribeScalingActivities(
            region_id=desk.settings.region,
            version="2022-02-22",
            scaling_group_id=group_id,
            page_number=number,
            page_size=PAGE,
        )
        found = await desk.ask(command)
        return found.scaling_activities, found.total_count

    return await listed(read(query, Listing), page)


async def hooks(desk: Desk, group_id: str, query: dict[str, str]) -> dict[str, Any]:
    """Of a group; how often a wait for each has ended how, and what became of the last notification, as
    far as events are known.
    """

    async def page(number: int) -> Page:
        command = DescribeLifecycleHooks(scaling_group_id=group_id, page_number=number, page_size=PAGE)
        found = await desk.ask(command)
        return found.lifecycle_hooks, found.total_count

    found = await listed(read(query, Listing), page)
    await desk.traffic.follow(desk.plane)
    for each in found["items"]:
        counts = {
            end: desk.traffic.courses.count(("hook", each["lifecycle_hook_id"], end)) for end in ENDS
        }
        each["ended"] = {end: count for end, count in counts.items() if count}
        each["notified"] = desk.traffic.notified.of(each["lifecycle_hook_id"])
    return found
