"""Lifecycle actions that have not ended, of all groups."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.scaling_controller.waiting_actions import (
    ListWaitingActions,
    WaitingAction,
    WaitingActionList,
)


def list_waiting_actions(command: ListWaitingActions, work: Work[State, Settings]) -> WaitingActionList:
    """What holds instances at this moment."""
    state = work.state
    first = state.catalogue.deadlines.first(command.max_results, command.until)
    return WaitingActionList(
        total_count=len(state.catalogue.deadlines),
        waiting_actions=[_view(token, state) for token in first],
    )


def _view(token: str, state: State) -> WaitingAction:
    activity = state.catalogue.activities[token]
    action = activity.actions[token]
    return WaitingAction(
        scaling_group_id=activity.group_id,
        scaling_group_name=state.groups[activity.group_id].name,
        scaling_activity_id=activity.activity_id,
        lifecycle_hook_id=action.hook_id,
        lifecycle_hook_name=state.hooks[action.hook_id].name,
        lifecycle_action_token=action.token,
        lifecycle_transition=activity.transition,
        default_result=action.default_result,
        instance_ids=action.instance_ids,
        started_at=action.started_at,
        deadline=action.deadline,
        extensions=action.extensions,
    )
