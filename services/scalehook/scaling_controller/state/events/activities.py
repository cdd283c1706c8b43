"""What happens to activities."""

from operator import itemgetter

from scalehook.scaling_controller.state import rests
from scalehook.scaling_controller.state.activities import Activity, Shortage
from scalehook.scaling_controller.state.groups import Group
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Fresh, Note
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.activities import (
    ActivityStatus,
    ScalingActivityEnded,
    ScalingActivityRejected,
    ScalingActivityStarted,
)
from scalehook_contracts.scaling_controller.base import Transition

Capacities = tuple[int | None, int | None, int | None]
Ending = tuple[ActivityStatus, str, str, str, float]
Beginning = tuple[str, str, Transition, int, int, str, str, str, str, float]
# What comes first in an activity, in its order. Fields are taken from a message's dictionary all at
# once where there are many: to ask the message for one takes as long as a call.
_beginning = itemgetter(
    "scaling_activity_id",
    "scaling_group_id",
    "lifecycle_transition",
    "amount",
    "total_before",
    "cause",
    "trigger_source_type",
    "trigger_source_id",
    "request_id",
    "started_at",
)
_capacities = itemgetter("total_capacity", "auto_created_capacity", "attached_capacity")
_ending = itemgetter("status_code", "status_message", "error_code", "error_message", "ended_at")


class StepBegun(Note):
    """An activity takes its next step, and waits until these resources have changed."""

    scaling_activity_id: str
    step: str
    awaited: list[str]


class ResourceChanged(Note):
    """A whitelist or a back end has changed for an activity."""

    scaling_activity_id: str
    resource_id: str


class InstancesMissed(Note):
    """So many of the instances that an activity asked for cannot be had: these, where it named them."""

    scaling_activity_id: str
    amount: Int64
    code: str
    message: str
    instance_ids: list[str] = Fresh(list)


class ActivitiesForgotten(Note):
    """Their time is over, or there were too many."""

    scaling_activity_ids: list[str]


def scaling_activity_started(event: ScalingActivityStarted, state: State) -> None:
    """The group is busy with this activity."""
    said: Beginning = _beginning(event.__dict__)
    activity = Activity(
        *said,
        instance_ids=list(event.instance_ids),
        course=event.course,
        hook_context=event.lifecycle_hook_context,
        metadata=event.activity_metadata,
        refresh_task_id=event.instance_refresh_task_id,
        resources=list(event.resources),
        remove_policy=event.remove_policy,
    )
    state.activities[activity.activity_id] = activity
    state.catalogue.add_activity(activity)
    group = state.groups[activity.group_id]
    group.running[activity.activity_id] = activity
    group.logbook.begin(activity)


def step_begun(event: StepBegun, state: State) -> None:
    """It has come this far."""
    activity = state.activities[event.scaling_activity_id]
    activity.step = event.step
    activity.awaited = list(event.awaited)


def resource_changed(event: ResourceChanged, state: State) -> None:
    """It waits for one less."""
    state.activities[event.scaling_activity_id].awaited.remove(event.resource_id)


def instances_missed(event: InstancesMissed, state: State) -> None:
    """The activity goes on without them."""
    shortage = Shortage(event.amount, event.code, event.message, list(event.instance_ids))
    state.activities[event.scaling_activity_id].shortages.append(shortage)


def scaling_activity_ended(event: ScalingActivityEnded, state: State) -> None:
    """The group is free again; its capacities are kept as they are now."""
    activity = state.activities[event.scaling_activity_id]
    group = state.groups[event.scaling_group_id]
    now = len(group.instances)  # what earlier versions did not write down
    said = event.__dict__
    capacities: Capacities = _capacities(said)
    total, automatic, attached = capacities
    activity.total_capacity = now if total is None else total
    activity.auto_created_capacity = now if automatic is None else automatic
    activity.attached_capacity = attached or 0
    ending: Ending = _ending(said)
    activity.status, activity.status_message, activity.error_code, activity.error_message, at = ending
    activity.ended_at = at
    _note_trouble(activity, group)
    rests.begin(group, activity, at)
    activity.close()
    del group.running[activity.activity_id]
    state.end_activity(activity)


def _note_trouble(activity: Activity, group: Group) -> None:
    """A refresh cannot go on when one of its activities has not done all that it was to do."""
    refresh = group.refreshes.get(activity.refresh_task_id)
    if refresh is not None and activity.status != "Successful":
        refresh.problem = activity.status_message


def scaling_activity_rejected(event: ScalingActivityRejected, state: State) -> None:
    """It is told of, and never was in progress."""
    activity = Activity(
        activity_id=event.scaling_activity_id,
        group_id=event.scaling_group_id,
        transition=event.lifecycle_transition,
        amount=0,
        total_before=event.total_capacity,
        cause=event.cause,
        trigger_source_type=event.trigger_source_type,
        trigger_source_id=event.trigger_source_id,
        request_id=event.request_id,
        started_at=event.rejected_at,
        ended_at=event.rejected_at,
        status="Rejected",
        status_message=event.error_message,
        total_capacity=event.total_capacity,
        auto_created_capacity=event.auto_created_capacity,
        attached_capacity=event.attached_capacity,
        error_code=event.error_code,
        error_message=event.error_message,
    )
    state.activities[activity.activity_id] = activity
    state.catalogue.add_activity(activity)
    state.groups[activity.group_id].logbook.begin(activity)
    state.end_activity(activity)


def activities_forgotten(event: ActivitiesForgotten, state: State) -> None:
    """With all that they did."""
    for activity_id in event.scaling_activity_ids:
        state.forget_activity(activity_id)
