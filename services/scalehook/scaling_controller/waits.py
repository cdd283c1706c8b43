"""Lifecycle actions: begun together, extended by heartbeats, each ended exactly once."""

from typing import NamedTuple

from scalehook.kit import Work
from scalehook.kit.clock.moments import moment, unix_seconds
from scalehook.scaling_controller import moving
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Action, Activity, Hook, State
from scalehook_contracts.exact import maker
from scalehook_contracts.scaling_controller.actions import (
    ActionStatus,
    ExpireLifecycleAction,
    LifecycleActionEnded,
    LifecycleActionStarted,
)
from scalehook_contracts.scaling_controller.base import ActionResult, Transition
from scalehook_contracts.scaling_controller.instances import LifecycleState

action_started, action_ended = maker(LifecycleActionStarted), maker(LifecycleActionEnded)
expire_action = maker(ExpireLifecycleAction)

HELD: dict[Transition, LifecycleState] = {"SCALE_OUT": "Pending:Wait", "SCALE_IN": "Removing:Wait"}


class WaitEnd(NamedTuple):
    """How a wait ends: `Completed` by hand, `Timeout` by time or ahead of schedule. The call that ended
    it may have given a ClientToken.
    """

    status: ActionStatus
    result: ActionResult
    client_token: str = ""


def hold(activity: Activity, work: Work[State, Settings]) -> None:
    """Let every hook that applies hold the instances: the step is passed over where none does."""
    moving.move(activity, HELD[activity.transition], work)
    for hook in applying(activity, work):
        _hold(activity, hook, work)


def applying(activity: Activity, work: Work[State, Settings]) -> list[Hook]:
    """The hooks of its group that apply to it."""
    hooks = work.state.groups[activity.group_id].hooks.values()
    return [hook for hook in hooks if _applies(hook, activity)]


def over(activity: Activity) -> bool:
    """Whether no hook holds the instances any more."""
    return not activity.waiting


def finish(activity: Activity, action: Action, end: WaitEnd, work: Work[State, Settings]) -> None:
    """End one wait.

    On scale-in the first ABANDON or ROLLBACK ends the other waits ahead of schedule. Otherwise the
    wait that ends last decides.
    """
    _end(activity, action, end, work)
    if activity.transition == "SCALE_IN" and end.result != "CONTINUE":
        for other in list(activity.waiting.values()):
            _end(activity, other, WaitEnd("Timeout", end.result), work)


def give_up(activity: Activity, work: Work[State, Settings]) -> None:
    """There is nobody left to be held: the waits that go on end ahead of schedule."""
    for action in list(activity.waiting.values()):
        _end(activity, action, WaitEnd("Timeout", action.default_result), work)


def watch(activity: Activity, action: Action, work: Work[State, Settings]) -> None:
    """Set the durable timer of the wait."""
    expire = expire_action(scaling_activity_id=activity.activity_id, lifecycle_action_token=action.token)
    work.schedule(_timer(action.token), moment(action.deadline), expire)


def _applies(hook: Hook, activity: Activity) -> bool:
    context = activity.hook_context
    left_out = context.disable_lifecycle_hook or hook.hook_id in context.ignored_lifecycle_hook_ids
    return hook.status == "Active" and hook.transition == activity.transition and not left_out


def _hold(activity: Activity, hook: Hook, work: Work[State, Settings]) -> None:
    default = activity.hook_context.lifecycle_hook_result or hook.default_result
    started = action_started(
        lifecycle_hook_id=hook.hook_id,
        lifecycle_hook_name=hook.name,
        lifecycle_action_token=work.new_uuid(),
        lifecycle_transition=hook.transition,
        default_result=default,
        heartbeat_timeout=hook.heartbeat_timeout,
        notification_arn=hook.notification_arn,
        notification_metadata=hook.notification_metadata,
        scaling_group_id=activity.group_id,
        scaling_group_name=work.state.groups[activity.group_id].name,
        scaling_activity_id=activity.activity_id,
        request_id=activity.request_id,
        instance_ids=list(activity.staying),
        started_at=unix_seconds(work.now),
        deadline=unix_seconds(work.now) + hook.heartbeat_timeout,
        hook_maker=hook.maker,
        hook_maker_policy=hook.maker_policy,
    )
    work.record(started)
    watch(activity, activity.actions[started.lifecycle_action_token], work)


def _end(activity: Activity, action: Action, end: WaitEnd, work: Work[State, Settings]) -> None:
    work.cancel(_timer(action.token))
    work.record(
        action_ended(
            scaling_activity_id=activity.activity_id,
            lifecycle_hook_id=action.hook_id,
            lifecycle_action_token=action.token,
            lifecycle_action_status=end.status,
            lifecycle_action_result=end.result,
            client_token=end.client_token,
            request_id=activity.request_id,
            notifies=action.notifies,
        )
    )


def _timer(token: str) -> str:
    return f"action/{token}"
