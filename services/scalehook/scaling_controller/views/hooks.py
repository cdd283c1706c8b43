"""A lifecycle hook, as it is described."""

from functools import lru_cache

from scalehook.scaling_controller.state import Hook
from scalehook_contracts.scaling_controller.base import ActionResult, Transition
from scalehook_contracts.scaling_controller.hooks import HookStatus, LifecycleHookView

NO_RECEIVER = "acs:ess:{region}:{account}:null/null"  # how an unset ARN is described


def hook_view(hook: Hook, region: str, account: str) -> LifecycleHookView:
    """A hook. The same values have the same view: none is ever out of date."""
    return _view(
        hook.hook_id,
        hook.name,
        hook.group_id,
        hook.transition,
        hook.default_result,
        hook.heartbeat_timeout,
        hook.notification_arn,
        hook.notification_metadata,
        hook.status,
        region,
        account,
    )


@lru_cache(maxsize=500)
def _view(
    hook_id: str,
    name: str,
    group_id: str,
    transition: Transition,
    default_result: ActionResult,
    heartbeat_timeout: int,
    notification_arn: str,
    notification_metadata: str,
    status: HookStatus,
    region: str,
    account: str,
) -> LifecycleHookView:
    return LifecycleHookView(
        lifecycle_hook_id=hook_id,
        lifecycle_hook_name=name,
        scaling_group_id=group_id,
        lifecycle_transition=transition,
        default_result=default_result,
        heartbeat_timeout=heartbeat_timeout,
        notification_arn=notification_arn or NO_RECEIVER.format(region=region, account=account),
        notification_metadata=notification_metadata,
        lifecycle_hook_status=status,
    )
