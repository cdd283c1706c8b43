"""Takes instances out of a group by hand."""

from scalehook.kit import Work
from scalehook.scaling_controller import activities, capacity, joining
from scalehook.scaling_controller.activities import Change
from scalehook.scaling_controller.members import Members
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.scaling_instances import IncorrectCapacityMinSize


def check_rest(group: Group, members: Members, *, expects_fewer: bool) -> None:
    """The group may not become too small. Those that are stopped do not count."""
    counted = sum(instance.lifecycle_state != "Stopped" for instance in members.chosen)
    expected = group.request.desired_capacity if expects_fewer else None
    before = group.heading if expected is None else expected
    if counted and before - counted < group.request.min_size:
        raise IncorrectCapacityMinSize()


def take_out(
    group: Group,
    members: Members,
    change: Change,
    trigger: Trigger,
    work: Work[State, Settings],
    *,
    expects_fewer: bool,
) -> str:
    """Begin the activity that lets them go; its id. All has been checked. A group that expects a number
    of instances may expect fewer then; else the next ones come while these are on their way.
    """
    before = group.heading
    counted = sum(instance.lifecycle_state != "Stopped" for instance in members.chosen)
    expected = group.request.desired_capacity
    if expected is not None and expects_fewer:
        capacity.expect(group, expected - counted, work)
    cause = trigger.cause(before, before - counted)

    def ignore(activity_id: str) -> None:
        joining.miss(activity_id, members.refused, work)

    activity_id = activities.begin(group, change, cause, trigger, work, joining=ignore)
    if expected is not None and not expects_fewer:
        capacity.keep_soon(group, work)
    return activity_id
