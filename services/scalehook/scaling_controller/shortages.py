"""Whether a group gets the instances that it asks for: as its latest activity has found out."""

from scalehook.scaling_controller.state import Group
from scalehook.scaling_controller.state.activities import Shortage

LOOKED_AT = 20  # the newest activities


def shortage_of(group: Group) -> Shortage | None:
    """What the last activity that was to bring instances did not get; None when it got all."""
    newest = group.logbook.newest(None, since=0).page(1, LOOKED_AT)
    asked = next((activity for activity in newest if activity.grows and activity.amount), None)
    return next(iter(asked.shortages), None) if asked else None
