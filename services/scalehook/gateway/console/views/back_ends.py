"""Where the instances of a group serve: load balancers and groups of servers, with who is in them."""

from collections.abc import AsyncIterator
from typing import Any

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views.groups import group_of
from scalehook.gateway.console.views.listing import Nothing, read
from scalehook_contracts.fleet.load_balancers import DescribeLoadBalancerAttribute
from scalehook_contracts.fleet.server_group_servers import ListServerGroupServers
from scalehook_contracts.fleet.v_server_groups import DescribeVServerGroupAttribute
from scalehook_contracts.scaling_controller.group_views import ScalingGroupView

MOST_SERVERS = 1000  # of one group: a page of the largest kind


async def back_ends(desk: Desk, group_id: str, query: dict[str, str]) -> dict[str, Any]:
    """Those that are attached to it, each with the ids of the servers that are there."""
    read(query, Nothing)
    group = await group_of(desk, group_id)
    items = [
        {"id": back_end_id, "servers": sorted(set(servers))}
        async for back_end_id, servers in _all_of(desk, group)
    ]
    return {"items": items, "next": None, "total": len(items)}


async def _all_of(desk: Desk, group: ScalingGroupView) -> AsyncIterator[tuple[str, list[str]]]:
    region = desk.settings.region
    for balancer_id in group.load_balancer_ids:
        described = await desk.ask(
            DescribeLoadBalancerAttribute(region_id=region, load_balancer_id=balancer_id)
        )
        yield balancer_id, [each.server_id for each in described.backend_servers]
    for each_group in group.v_server_groups:
        for place in each_group.v_server_group_attributes:
            asked = DescribeVServerGroupAttribute(
                region_id=region, v_server_group_id=place.v_server_group_id
            )
            found = (await desk.ask(asked)).backend_servers
            yield place.v_server_group_id, [each.server_id for each in found]
    named = [each.alb_server_group_id for each in group.alb_server_groups]
    for server_group_id in dict.fromkeys(
        [*named, *(each.server_group_id for each in group.server_groups)]
    ):
        command = ListServerGroupServers(server_group_id=server_group_id, max_results=MOST_SERVERS)
        yield server_group_id, [each.server_id for each in (await desk.ask(command)).servers]
