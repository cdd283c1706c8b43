"""Lifecycle hooks."""

from typing import TypeVar

from scalehook.kit import Deferred, Work
from scalehook.kit.shelves import Found
from scalehook.scaling_controller import hook_making, proceeding, receivers
from scalehook.scaling_controller.hook_lookups import DELETING, MODIFYING, hook_of
from scalehook.scaling_controller.lookups import changeable, check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Hook, State
from scalehook.scaling_controller.views.hooks import hook_view
from scalehook.scaling_controller.waits import WaitEnd
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling import InvalidParamter
from scalehook_contracts.scaling_controller.hooks import (
    CreateLifecycleHook,
    DeleteLifecycleHook,
    DescribeLifecycleHooks,
    LifecycleHookCreation,
    LifecycleHookDeleted,
    LifecycleHookModified,
    LifecycleHookPage,
    ModifyLifecycleHook,
)

T = TypeVar("T")


def create_lifecycle_hook(
    command: CreateLifecycleHook, work: Work[State, Settings]
) -> LifecycleHookCreation | Deferred:
    """A hook, in effect from the next activity on."""
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    notice = receivers.read(command.notification_arn, command.notification_metadata, work)
    hook_making.check_one(command, group, work)
    later = receivers.await_all([notice], work)
    if later is not None:
        return later
    hook_id = hook_making.make(command, notice, group.group_id, work, command.session_policy)
    return LifecycleHookCreation(lifecycle_hook_id=hook_id)


def modify_lifecycle_hook(command: ModifyLifecycleHook, work: Work[State, Settings]) -> Done | Deferred:
    """Other values for the waits that begin from now on. An empty ARN, or that which a hook without
    receiver is described with, takes the receiver off.
    """
    check_region(command.region_id, work)
    hook = hook_of(command, work.state, MODIFYING)
    changeable(work.state.groups[hook.group_id])
    arn = _given(command.notification_arn, hook.notification_arn)
    metadata = _given(command.notification_metadata, hook.notification_metadata)
    keeps_receiver = command.notification_arn is None and command.notification_metadata is None
    if keeps_receiver:
        notice = receivers.kept(arn, metadata)
    else:
        notice = receivers.read(arn, metadata, work, receivers.MODIFYING)
        later = receivers.await_all([notice], work, receivers.MODIFYING)
        if later is not None:
            return later
    changed = _modified(hook, command, notice.arn, metadata)
    maker, policy = hook.maker, hook.maker_policy
    if not keeps_receiver:
        maker, policy = work.caller, command.session_policy
    work.record(changed.model_copy(update={"maker": maker, "maker_policy": policy}))
    hook_making.warn(hook.hook_id, notice, work)
    return Done()


def _modified(
    hook: Hook, command: ModifyLifecycleHook, arn: str, metadata: str
) -> LifecycleHookModified:
    return LifecycleHookModified(
        lifecycle_hook_id=hook.hook_id,
        lifecycle_hook_name=hook.name,
        lifecycle_transition=_given(command.lifecycle_transition, hook.transition),
        default_result=_given(command.default_result, hook.default_result),
        heartbeat_timeout=_given(command.heartbeat_timeout, hook.heartbeat_timeout),
        notification_arn=arn,
        notification_metadata=metadata,
        lifecycle_hook_status=_given(command.lifecycle_hook_status, hook.status),
    )


def delete_lifecycle_hook(command: DeleteLifecycleHook, work: Work[State, Settings]) -> Done:
    """The hook is gone; its waits end with its default result."""
    check_region(command.region_id, work)
    hook = hook_of(command, work.state, DELETING)
    work.record(LifecycleHookDeleted(lifecycle_hook_id=hook.hook_id, scaling_group_id=hook.group_id))
    for activity in list(work.state.groups[hook.group_id].running.values()):
        for action in list(activity.waiting.values()):
            if action.hook_id == hook.hook_id and action.pending:
                end = WaitEnd("Completed", action.default_result)
                proceeding.end_wait(activity, action, end, work)
    return Done()


def describe_lifecycle_hooks(
    command: DescribeLifecycleHooks, work: Work[State, Settings]
) -> LifecycleHookPage:
    """The hooks that are asked for; unknown ids are passed over."""
    check_region(command.region_id, work)
    found = _found(command, work.state)
    chosen = found.page(command.page_number, command.page_size)
    region, account = work.settings.region, work.settings.account_id
    return LifecycleHookPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        lifecycle_hooks=[hook_view(hook, region, account) for hook in chosen],
    )


def _found(command: DescribeLifecycleHooks, state: State) -> Found[Hook]:
    if command.lifecycle_hook_ids:
        return Found([{i: state.hooks[i] for i in command.lifecycle_hook_ids if i in state.hooks}])
    if not command.scaling_group_id:
        raise InvalidParamter()
    hooks, name = group_of(command.scaling_group_id, state).hooks, command.lifecycle_hook_name
    if not name:
        return Found([hooks])
    return Found([{name: hooks[name]}] if name in hooks else [])


def _given(value: T | None, otherwise: T) -> T:
    return otherwise if value is None else value
