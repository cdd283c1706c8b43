"""Takes scaling activities from step to step. What has been heard is in the state; whatever brings
something new ends with `proceed`, in whichever order it comes.
"""

from scalehook.kit import Work
from scalehook.scaling_controller import ending, moving, waits
from scalehook.scaling_controller.attachment_names import id_in
from scalehook.scaling_controller.courses import (
    HOLD,
    Step,
    course,
    following,
    goes_without_saying,
    place,
)
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Action, Activity, State
from scalehook.scaling_controller.state.events.activities import ResourceChanged, StepBegun
from scalehook_contracts.exact import maker

step_begun = maker(StepBegun)


def begin(activity: Activity, work: Work[State, Settings]) -> None:
    """Take the first step."""
    _take(course(activity).before[0], activity, work)
    proceed(activity, work)


def proceed(activity: Activity, work: Work[State, Settings]) -> None:
    """Take the next steps that there is anything to, until one has to be waited for or the activity is
    over: it has no next step, or nobody is left to take it with.
    """
    while activity.in_progress:
        step, coming = place(activity)
        if not step.done(activity):
            if activity.staying or step.brings:
                return
            waits.give_up(activity, work)
            coming = following(step, activity)
        while coming is not None and not _changes(coming, activity, work):
            coming = following(coming, activity)
        if coming is not None and activity.staying:
            _take(coming, activity, work)
        else:
            _end(activity, work)


def end_wait(
    activity: Activity, action: Action, end: waits.WaitEnd, work: Work[State, Settings]
) -> None:
    """One wait is over."""
    waits.finish(activity, action, end, work)
    proceed(activity, work)


def note_change(activity_id: str, resource_id: str, work: Work[State, Settings]) -> None:
    """A whitelist or a back end has changed for an activity, at all its ports, or it is not there."""
    activity = work.state.activities.get(activity_id)
    changed = [name for name in activity.awaited if id_in(name) == resource_id] if activity else []
    for name in changed:
        work.record(ResourceChanged(scaling_activity_id=activity_id, resource_id=name))
    if activity is not None and changed:
        proceed(activity, work)


def _end(activity: Activity, work: Work[State, Settings]) -> None:
    home = course(activity).home
    if home is not None and activity.staying:
        moving.settle(activity, home, work)
    ending.end(activity, work)


def _changes(step: Step, activity: Activity, work: Work[State, Settings]) -> bool:
    """Whether there is anything to it: no hook that applies, or no resource to change and no other
    state, is a step that nobody would notice.
    """
    if step is HOLD:
        return bool(waits.applying(activity, work))
    if step.resources is None or not activity.staying or _awaited(step, activity, work):
        return True
    return step.enters is not None and not moving.are_in(activity, step.enters, work)


def _take(step: Step, activity: Activity, work: Work[State, Settings]) -> None:
    awaited = _awaited(step, activity, work)
    if awaited or not goes_without_saying(step, activity):
        begun = step_begun(scaling_activity_id=activity.activity_id, step=step.name, awaited=awaited)
        work.record(begun)
    if step.enters is not None:
        moving.move(activity, step.enters, work)
    if awaited or step.resources is None:
        step.begin(activity, work)


def _awaited(step: Step, activity: Activity, work: Work[State, Settings]) -> list[str]:
    """What has to change before the step is done."""
    if step.resources is None:
        return []
    return _concerned(step.resources(work.state.groups[activity.group_id]), activity)


def _concerned(resources: list[str], activity: Activity) -> list[str]:
    """Those that the activity is about: all of them, where it names none."""
    if not resources:
        return []
    named = activity.resources or resources
    return [resource for resource in dict.fromkeys(resources) if resource in named]
