"""A lifecycle action, as it is described."""

from scalehook.scaling_controller.state import Action
from scalehook_contracts.scaling_controller.actions import LifecycleActionView


def action_view(action: Action) -> LifecycleActionView:
    """A lifecycle action."""
    return LifecycleActionView(
        lifecycle_hook_id=action.hook_id,
        lifecycle_action_token=action.token,
        lifecycle_action_status=action.status,
        lifecycle_action_result=action.result,
        instance_ids=action.instance_ids,
    )
