"""Takes scaling activities from step to step. What has been heard is in the state; whatever brings
something new ends with `proceed`, in whichever order it comes.
"""

from scalehook.kit import Work
from scalehook.scaling_controller import ending, waits
from scalehook.scaling_controller.directions import DIRECTIONS, Step, current, following
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Action, Activity, State
from scalehook.scaling_controller.state.events.activities import ResourceChanged, StepBegun


def begin(activity: Activity, work: Work[State, Settings]) -> None:
    """Take the first step."""
    _take(DIRECTIONS[activity.transition].before[0], activity, work)
    proceed(activity, work)


def proceed(activity: Activity, work: Work[State, Settings]) -> None:
    """Take the next steps, until one has to be waited for or the activity is over."""
    while activity.in_progress and current(activity).done(activity):
        step = following(activity)
        if step is not None:
            _take(step, activity, work)
        else:
            ending.move(activity, "InService", work)
            ending.end(activity, DIRECTIONS[activity.transition].stay, work)


def end_wait(
    activity: Activity, action: Action, end: waits.WaitEnd, work: Work[State, Settings]
) -> None:
    """One wait is over."""
    waits.finish(activity, action, end, work)
    proceed(activity, work)


def note_change(activity_id: str, resource_id: str, work: Work[State, Settings]) -> None:
    """A whitelist or a back end has changed for an activity."""
    activity = work.state.activities.get(activity_id)
    if activity is not None and resource_id in activity.awaited:
        work.record(ResourceChanged(scaling_activity_id=activity_id, resource_id=resource_id))
        proceed(activity, work)


def note_release(activity: Activity, work: Work[State, Settings]) -> None:
    """An instance is gone; with its last one the activity is over."""
    if activity.in_progress and not activity.staying:
        ending.end(activity, DIRECTIONS[activity.transition].go, work)


def _take(step: Step, activity: Activity, work: Work[State, Settings]) -> None:
    group = work.state.groups[activity.group_id]
    work.record(
        StepBegun(
            scaling_activity_id=activity.activity_id,
            step=step.name,
            awaited=list(dict.fromkeys(step.resources(group))),
        )
    )
    if step.enters is not None:
        ending.move(activity, step.enters, work)
    step.begin(activity, work)
