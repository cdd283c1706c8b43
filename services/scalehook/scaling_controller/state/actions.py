"""A lifecycle action."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.actions import ActionStatus
from scalehook_contracts.scaling_controller.base import ActionResult


@dataclass
class Action:
    """One wait: a hook holds the instances of an activity. Its values are the hook's at the start."""

    token: str
    hook_id: str
    default_result: ActionResult
    started_at: float
    deadline: float
    instance_ids: list[str]
    result: ActionResult
    status: ActionStatus = "Pending"
    extensions: int = 0
    client_token: str = ""
    notifies: bool = True  # somebody, of the wait

    @property
    def pending(self) -> bool:
        """Whether the wait goes on."""
        return self.status == "Pending"
