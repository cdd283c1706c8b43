"""How far an activity has come, in percent."""

from collections.abc import Sequence

from scalehook.scaling_controller.courses import HOLD, Step, course, place
from scalehook.scaling_controller.state import Activity

UP_TO_HOOKS, UP_TO_END = 50, 75  # the percentages at which hooks begin to hold, and are over


def progress(activity: Activity) -> int:
    """Half of it is what comes before the hooks, a quarter each the waits and what comes after them. It
    never falls: what ends with the waits leads to the end, whichever way that is.
    """
    if activity.status == "Rejected":
        return 0
    if not activity.in_progress:
        return 100
    taken, (step, _) = course(activity), place(activity)
    if step is HOLD:
        done = len(activity.actions) - len(activity.waiting)
        return _between(UP_TO_HOOKS, UP_TO_END, done, len(activity.actions))
    before = [other for other in taken.before if other is not HOLD]
    if step in before:
        return _along(step, before, activity, 0, UP_TO_HOOKS)
    return _along(step, taken.after[activity.result], activity, UP_TO_END, 100)


def _along(step: Step, steps: Sequence[Step], activity: Activity, low: int, high: int) -> int:
    place, count = steps.index(step), len(steps)
    start = low + (high - low) * place // count
    end = low + (high - low) * (place + 1) // count
    if step.brings:
        come = len(activity.instance_ids) + len(activity.started)
        return _between(start, end, come, 2 * (activity.amount - activity.short))
    gone = len(activity.removed_ids) + len(activity.stopped_ids)
    return _between(start, end, gone, gone + len(activity.staying)) if gone else start


def _between(low: int, high: int, done: int, total: int) -> int:
    """Short of the next step, which has not begun."""
    return min(low + (high - low) * done // max(total, 1), high - 1)
