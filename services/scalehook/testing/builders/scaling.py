"""Scaling until a hook holds what is scaled."""

from typing import TYPE_CHECKING

from scalehook.testing.builders.action import Action
from scalehook.testing.builders.activity import Activity
from scalehook.testing.events.failure import told

if TYPE_CHECKING:
    from scalehook.testing.builders.group import Group

LONGEST = "1h"  # that instances take to start, by virtual time


def first_action(group: "Group", transition: str, activity: Activity) -> Action:
    """Move the time until there is one; AssertionError when the activity ends without."""
    group.cloud.run_until(lambda: activity.actions or _is_over(activity), LONGEST, patience=0)
    if actions := activity.actions:
        return actions[0]
    view = activity.view
    held = [hook for hook in group.hooks if hook.view.lifecycle_transition == transition]
    why = "" if held else f"; the group has no hook for {transition}: use group.scale(…)"
    ended = f"no hook has held the activity {activity.id}, which ended as {view.status_code}: "
    raise told(f"{ended}{view.status_message}{why}", group.cloud.past, [activity.id])


def _is_over(activity: Activity) -> bool:
    return activity.status != "InProgress"
