"""A lifecycle hook."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.base import ActionResult, Transition
from scalehook_contracts.scaling_controller.hooks import HookStatus


@dataclass
class Hook:
    """A lifecycle hook, as it is now."""

    hook_id: str
    group_id: str
    name: str
    transition: Transition
    default_result: ActionResult
    heartbeat_timeout: int
    notification_arn: str
    notification_metadata: str
    status: HookStatus = "Active"
    maker: str = ""  # who has chosen the receiver
    maker_policy: str = ""  # of the maker's session
