"""Brings a group to the capacity that somebody asks for: a rule, or a call without one."""

from collections.abc import Callable
from typing import NamedTuple

from scalehook.kit import Work
from scalehook.scaling_controller import capacity, sizing
from scalehook.scaling_controller.activities import ALL_HOOKS
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.scaling import IncorrectCapacityNoChange
from scalehook_contracts.scaling_controller.activities import LifecycleHookContext
from scalehook_contracts.scaling_controller.base import Transition


class Manner(NamedTuple):
    """How an activity is begun: `at_once`, although its group expects a number of instances; with these
    hooks and this metadata; and `beginning` is told its id before anything is done.
    """

    at_once: bool = False
    hooks: LifecycleHookContext = ALL_HOOKS
    metadata: str = ""
    beginning: Callable[[str], None] | None = None


def adjust(
    group: Group, wanted: int, start: int, trigger: Trigger, manner: Manner, work: Work[State, Settings]
) -> str:
    """Bring the group from `start` instances to the wanted number, cut to its limits. The id of the
    activity; empty where only the number that the group expects is changed, for it to see to.
    """
    total = checked(group, wanted, start, trigger, work)
    expected = group.request.desired_capacity
    if expected is None or manner.at_once:
        if expected is not None:
            capacity.reach(group, total, work.settings)  # refuses before anything is recorded
            capacity.expect(group, total, work)
        return capacity.scale(
            group,
            total,
            trigger,
            work,
            context=manner.hooks,
            metadata=manner.metadata,
            beginning=manner.beginning,
        )
    if total == expected == start:
        raise IncorrectCapacityNoChange()
    capacity.expect(group, total, work)
    capacity.keep_soon(group, work)
    return ""


def checked(group: Group, wanted: int, start: int, trigger: Trigger, work: Work[State, Settings]) -> int:
    """The wanted number, cut to the group's limits; refuses what may not be done now."""
    direction: Transition = "SCALE_OUT" if wanted > start else "SCALE_IN"
    capacity.check(group, direction, trigger, work)
    return sizing.cut(wanted, group.request.min_size, group.request.max_size)
