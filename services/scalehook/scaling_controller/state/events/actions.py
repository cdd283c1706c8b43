"""What happens to actions."""

from scalehook.scaling_controller.state.actions import Action
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.actions import (
    LifecycleActionEnded,
    LifecycleActionExtended,
    LifecycleActionStarted,
)


def lifecycle_action_started(event: LifecycleActionStarted, state: State) -> None:
    """One more wait."""
    activity = state.activities[event.scaling_activity_id]
    action = Action(
        token=event.lifecycle_action_token,
        hook_id=event.lifecycle_hook_id,
        default_result=event.default_result,
        started_at=event.started_at,
        deadline=event.deadline,
        instance_ids=list(event.instance_ids),
        result=event.default_result,
        notifies=bool(event.notification_arn),
    )
    activity.actions[action.token] = activity.waiting[action.token] = action
    state.catalogue.activities[action.token] = activity
    state.catalogue.deadlines.add(action)


def lifecycle_action_extended(event: LifecycleActionExtended, state: State) -> None:
    """The wait ends later."""
    action = state.activities[event.scaling_activity_id].actions[event.lifecycle_action_token]
    state.catalogue.deadlines.remove(action)
    action.deadline = event.deadline
    action.extensions += 1
    state.catalogue.deadlines.add(action)


def lifecycle_action_ended(event: LifecycleActionEnded, state: State) -> None:
    """The wait is over."""
    activity = state.activities[event.scaling_activity_id]
    activity.result = event.lifecycle_action_result
    action = activity.waiting.pop(event.lifecycle_action_token)
    state.catalogue.deadlines.remove(action)
    action.status = event.lifecycle_action_status
    action.result = event.lifecycle_action_result
    action.client_token = event.client_token
    state.catalogue.complete(action)
