"""Something is done inside the controller that no operation asks for by itself."""

from collections.abc import Callable
from typing import Any

from scalehook.kit import Work
from scalehook.scaling_controller.state import Group
from scalehook_contracts.base import Done
from scalehook_contracts.scaling_controller.capacity import ContinueScalingGroup
from support.scaling.cloud import Cloud


def with_work(cloud: Cloud, do: Callable[[Group, Work[Any, Any]], object]) -> None:
    """While one message is handled, in place of what the group has still to do."""
    handlers = cloud.rehearsal.machine.handlers
    usual = handlers[ContinueScalingGroup]

    def handler(command: ContinueScalingGroup, work: Work[Any, Any]) -> Done:
        do(work.state.groups[cloud.group], work)
        return Done()

    handlers[ContinueScalingGroup] = handler
    try:
        cloud.ask(ContinueScalingGroup(scaling_group_id=cloud.group))
    finally:
        handlers[ContinueScalingGroup] = usual
