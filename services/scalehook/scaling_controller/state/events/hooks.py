"""What events do to hooks."""

from scalehook.scaling_controller.state.hooks import Hook
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.hooks import (
    LifecycleHookCreated,
    LifecycleHookDeleted,
    LifecycleHookModified,
)


def lifecycle_hook_created(event: LifecycleHookCreated, state: State) -> None:
    """The group has one more hook."""
    made = Hook(
        hook_id=event.lifecycle_hook_id,
        group_id=event.scaling_group_id,
        name=event.lifecycle_hook_name or event.lifecycle_hook_id,
        transition=event.lifecycle_transition,
        default_result=event.default_result,
        heartbeat_timeout=event.heartbeat_timeout,
        notification_arn=event.notification_arn,
        notification_metadata=event.notification_metadata,
        maker=event.maker,
        maker_policy=event.maker_policy,
    )
    state.hooks[made.hook_id] = made
    state.groups[made.group_id].hooks[made.name] = made


def lifecycle_hook_modified(event: LifecycleHookModified, state: State) -> None:
    """The hook reads otherwise from now on; waits that run keep their values."""
    hook = state.hooks[event.lifecycle_hook_id]
    hook.transition = event.lifecycle_transition
    hook.default_result = event.default_result
    hook.heartbeat_timeout = event.heartbeat_timeout
    hook.notification_arn = event.notification_arn
    hook.notification_metadata = event.notification_metadata
    hook.status = event.lifecycle_hook_status
    hook.maker, hook.maker_policy = event.maker, event.maker_policy


def lifecycle_hook_deleted(event: LifecycleHookDeleted, state: State) -> None:
    """The hook is gone."""
    gone = state.hooks.pop(event.lifecycle_hook_id)
    del state.groups[gone.group_id].hooks[gone.name]
