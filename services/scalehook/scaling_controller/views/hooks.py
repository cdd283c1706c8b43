"""A lifecycle hook, as it is described."""

from scalehook.scaling_controller.state import Hook
from scalehook_contracts.scaling_controller.hooks import LifecycleHookView

NO_RECEIVER = "acs:ess:{region}:{account}:null/null"  # how an unset ARN is described


def hook_view(hook: Hook, region: str, account: str) -> LifecycleHookView:
    """A hook."""
    return LifecycleHookView(
        lifecycle_hook_id=hook.hook_id,
        lifecycle_hook_name=hook.name,
        scaling_group_id=hook.group_id,
        lifecycle_transition=hook.transition,
        default_result=hook.default_result,
        heartbeat_timeout=hook.heartbeat_timeout,
        notification_arn=hook.notification_arn or NO_RECEIVER.format(region=region, account=account),
        notification_metadata=hook.notification_metadata,
        lifecycle_hook_status=hook.status,
    )
