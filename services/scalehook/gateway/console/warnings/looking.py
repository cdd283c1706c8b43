"""All warnings of a stack: of the hooks of its first groups."""

from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.warnings.receivers import LONGEST, Receivers
from scalehook.gateway.console.warnings.warning import Warned, modify, warned
from scalehook.gateway.control.access.planning import Planner
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from scalehook_contracts.scaling_controller.hooks import DescribeLifecycleHooks, LifecycleHookView

PAGE = 50  # groups, and hooks of each: both are the most of one answer
MOST_HEARTBEATS = 20


async def look(desk: Desk) -> tuple[list[Warned], int, int]:
    """The warnings, of how many groups, and how many there are."""
    asked = DescribeScalingGroups(region_id=desk.settings.region, page_size=PAGE)
    groups = await desk.ask(asked)
    hooks = [
        hook for each in groups.scaling_groups for hook in await _hooks(desk, each.scaling_group_id)
    ]
    receivers = Receivers(desk.bus, Planner(desk.bus, desk.settings))
    found: list[Warned] = []
    for hook in hooks:
        found += [*_itself(hook), *await receivers.look(hook)]
    found.sort(key=lambda each: each.level == "note")
    return found, len(groups.scaling_groups), groups.total_count


def _itself(hook: LifecycleHookView) -> list[Warned]:
    """Of the hook, whomever it tells."""
    found = []
    if hook.lifecycle_hook_status != "Active":
        found.append(warned(hook, "inactive", {}, modify(hook, LifecycleHookStatus="Active")))
    if hook.notification_metadata and not hook.notification_arn:
        found.append(warned(hook, "unused", {}, modify(hook, NotificationMetadata="")))
    if hook.heartbeat_timeout * MOST_HEARTBEATS > LONGEST:
        useful = LONGEST // hook.heartbeat_timeout
        args = {"n": useful, "wait": hook.heartbeat_timeout}
        found.append(warned(hook, "capped", args, level="note"))
    return found


async def _hooks(desk: Desk, group_id: str) -> list[LifecycleHookView]:
    asked = DescribeLifecycleHooks(scaling_group_id=group_id, page_size=PAGE)
    return (await desk.ask(asked)).lifecycle_hooks
