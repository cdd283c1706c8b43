"""What happens to activities."""

from scalehook.scaling_controller.state.activities import Activity
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.scaling_controller.activities import (
    ScalingActivityEnded,
    ScalingActivityStarted,
)


class StepBegun(Note):
    """An activity takes its next step, and waits until these resources have changed."""

    scaling_activity_id: str
    step: str
    awaited: list[str]


class ResourceChanged(Note):
    """A whitelist or a back end has changed for an activity."""

    scaling_activity_id: str
    resource_id: str


class ActivitiesForgotten(Note):
    """Their time is over, or there were too many."""

    scaling_activity_ids: list[str]


def scaling_activity_started(event: ScalingActivityStarted, state: State) -> None:
    """The group is busy with this activity."""
    activity = Activity(
        activity_id=event.scaling_activity_id,
        group_id=event.scaling_group_id,
        transition=event.lifecycle_transition,
        amount=event.amount,
        total_before=event.total_before,
        cause=event.cause,
        trigger_source_type=event.trigger_source_type,
        trigger_source_id=event.trigger_source_id,
        request_id=event.request_id,
        started_at=event.started_at,
        instance_ids=list(event.instance_ids),
    )
    state.activities[activity.activity_id] = activity
    state.catalogue.add_activity(activity)
    group = state.groups[activity.group_id]
    group.activity_id = activity.activity_id
    group.logbook.begin(activity)


def step_begun(event: StepBegun, state: State) -> None:
    """It has come this far."""
    activity = state.activities[event.scaling_activity_id]
    activity.step = event.step
    activity.awaited = list(event.awaited)


def resource_changed(event: ResourceChanged, state: State) -> None:
    """It waits for one less."""
    state.activities[event.scaling_activity_id].awaited.remove(event.resource_id)


def scaling_activity_ended(event: ScalingActivityEnded, state: State) -> None:
    """The group is free again; its capacities are kept as they are now."""
    activity = state.activities[event.scaling_activity_id]
    group = state.groups[event.scaling_group_id]
    now = len(group.instances)  # what earlier versions did not write down
    activity.total_capacity = now if event.total_capacity is None else event.total_capacity
    automatic = event.auto_created_capacity
    activity.auto_created_capacity = now if automatic is None else automatic
    activity.status = event.status_code
    activity.status_message = event.status_message
    activity.ended_at = event.ended_at
    activity.started.clear()
    activity.staying.clear()
    group.activity_id = ""
    state.end_activity(activity)


def activities_forgotten(event: ActivitiesForgotten, state: State) -> None:
    """With all that they did."""
    for activity_id in event.scaling_activity_ids:
        state.forget_activity(activity_id)
