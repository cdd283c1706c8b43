"""Auto Scaling: groups, rules, hooks, activities and the actions that wait."""

from typing import Literal

from scalehook_contracts.base import Event, Listed

Transition = Literal["SCALE_OUT", "SCALE_IN"]
ActionResult = Literal["CONTINUE", "ABANDON", "ROLLBACK"]


class LifecycleActionStarted(Event):
    """A hook holds instances; whoever its notification names is to be told."""

    lifecycle_hook_id: str
    lifecycle_hook_name: str
    lifecycle_action_token: str
    lifecycle_transition: Transition
    default_result: ActionResult
    heartbeat_timeout: int
    notification_arn: str  # empty: nobody is told
    notification_metadata: str
    scaling_group_id: str
    scaling_group_name: str
    scaling_activity_id: str
    request_id: str
    instance_ids: list[str] = Listed("InstanceId")
    deadline: float  # Unix seconds, virtual
