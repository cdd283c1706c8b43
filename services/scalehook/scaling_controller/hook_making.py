"""Checks and makes lifecycle hooks, alone or together with their group."""

from collections.abc import Sequence

from scalehook.kit import Work
from scalehook.scaling_controller.receivers import Notice, script_timeout
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook_contracts.errors.scaling import (
    InvalidLifecycleHookNameDuplicate,
    QuotaExceededLifecycleHook,
)
from scalehook_contracts.scaling_controller.hooks import (
    HookSpecification,
    LifecycleHookCreated,
    LifecycleHookMetadataUnused,
    LifecycleHookTimeoutTooShort,
)


def check_all(hooks: Sequence[HookSpecification], work: Work[State, Settings]) -> None:
    """Hooks of a group that is not there yet."""
    if len(hooks) > work.settings.max_lifecycle_hooks:
        raise QuotaExceededLifecycleHook()
    names = [hook.lifecycle_hook_name for hook in hooks if hook.lifecycle_hook_name]
    if len(names) != len(set(names)):
        raise InvalidLifecycleHookNameDuplicate()


def check_one(hook: HookSpecification, group: Group, work: Work[State, Settings]) -> None:
    """One more hook of a group."""
    if hook.lifecycle_hook_name in group.hooks:
        raise InvalidLifecycleHookNameDuplicate()
    if len(group.hooks) >= work.settings.max_lifecycle_hooks:
        raise QuotaExceededLifecycleHook()


def make(
    hook: HookSpecification,
    notice: Notice,
    group_id: str,
    work: Work[State, Settings],
    session_policy: str,
) -> str:
    """Put the hook into effect, for the caller in this session; its id."""
    hook_id = work.new_id("ash-")
    fields = hook.model_dump(include=set(HookSpecification.model_fields))
    fields["notification_arn"] = notice.arn
    fields |= {"maker": work.caller, "maker_policy": session_policy}
    fields["scaling_group_name"] = work.state.groups[group_id].name
    work.record(LifecycleHookCreated(lifecycle_hook_id=hook_id, scaling_group_id=group_id, **fields))
    warn(hook_id, notice, work)
    return hook_id


def warn(hook_id: str, notice: Notice, work: Work[State, Settings]) -> None:
    """Say what about the hook is allowed and does not do what its maker may think."""
    hook = work.state.hooks[hook_id]
    if notice.unused:
        work.record(LifecycleHookMetadataUnused(lifecycle_hook_id=hook_id))
    limit = script_timeout(notice, work.state.receivers)
    if limit > hook.heartbeat_timeout:  # the script would complete an action that is over
        work.record(
            LifecycleHookTimeoutTooShort(
                lifecycle_hook_id=hook_id,
                heartbeat_timeout=hook.heartbeat_timeout,
                script_timeout=limit,
            )
        )
