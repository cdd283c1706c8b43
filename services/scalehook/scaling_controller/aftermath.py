"""What a group has still to do when an activity has ended, or it is asked again later."""

from collections.abc import Callable

from scalehook.kit import Work
from scalehook.scaling_controller import capacity, group_deletion, lifetimes, refreshing, replacing
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State

# one after the other; each looks at the group as the one before has left it
AFTER: tuple[Callable[[Group, Work[State, Settings]], None], ...] = (
    replacing.heal,
    replacing.return_to_size,
    refreshing.go_on,
    replacing.renew,
    capacity.keep,
    lifetimes.watch,
    group_deletion.go_on,  # the last one: there may be no group any more
)


def go_on(group: Group, work: Work[State, Settings]) -> None:
    """Do all of it that may be done now."""
    for step in AFTER:
        step(group, work)
