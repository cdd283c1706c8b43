"""What changes a group's size by itself: its rules, and the alarms and tasks that execute them."""

from collections.abc import Awaitable, Callable
from typing import Any

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.views.listing import PAGE, Listing, Nothing, Page, listed, read
from scalehook_contracts.scaling_controller.alarms import DescribeAlarms
from scalehook_contracts.scaling_controller.rules import DescribeScalingRules
from scalehook_contracts.scaling_controller.scheduled_tasks import DescribeScheduledTasks

ALL = Listing(limit=500)  # more than an account may have


async def rules(desk: Desk, group_id: str, query: dict[str, str]) -> dict[str, Any]:
    """All of the group. Of the tasks those, too, that name no group but one of its rules."""
    read(query, Nothing)
    found = await _all(lambda number: _rules(desk, group_id, number))
    aris = {each["scaling_rule_ari"] for each in found}
    tasks = await _all(lambda number: _tasks(desk, number))
    return {
        "rules": found,
        "alarms": await _all(lambda number: _alarms(desk, group_id, number)),
        "tasks": [
            each
            for each in tasks
            if each["scaling_group_id"] == group_id or each["scheduled_action"] in aris
        ],
    }


async def _all(page: Callable[[int], Awaitable[Page]]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await listed(ALL, page))["items"]
    return items


async def _rules(desk: Desk, group_id: str, number: int) -> Page:
    region = desk.settings.region
    asked = DescribeScalingRules(
        region_id=region, scaling_group_id=group_id, page_number=number, page_size=PAGE
    )
    found = await desk.ask(asked)
    return found.scaling_rules, found.total_count


async def _alarms(desk: Desk, group_id: str, number: int) -> Page:
    region = desk.settings.region
    asked = DescribeAlarms(
        region_id=region, scaling_group_id=group_id, page_number=number, page_size=PAGE
    )
    found = await desk.ask(asked)
    return found.alarm_list, found.total_count


async def _tasks(desk: Desk, number: int) -> Page:
    asked = DescribeScheduledTasks(region_id=desk.settings.region, page_number=number, page_size=PAGE)
    found = await desk.ask(asked)
    return found.scheduled_tasks, found.total_count
