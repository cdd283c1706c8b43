"""Lifecycle actions that have not ended, of all groups: what a person looks for first."""

from pydantic import Field

from scalehook_contracts.base import Command, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.base import ActionResult, Transition


class WaitingAction(Part):
    """An action that has not ended, and where it belongs."""

    scaling_group_id: str
    scaling_group_name: str
    scaling_activity_id: str
    lifecycle_hook_id: str
    lifecycle_hook_name: str
    lifecycle_action_token: str
    lifecycle_transition: Transition
    default_result: ActionResult
    instance_ids: list[str] = Listed("InstanceId")
    started_at: float
    deadline: float
    extensions: Int64 = 0


class WaitingActionList(Reply):
    """Some of the waiting actions, and how many there are."""

    total_count: Int64
    waiting_actions: list[WaitingAction] = Listed("WaitingAction")


class ListWaitingActions(Command[WaitingActionList]):
    """Lists the waiting actions of all groups, the first deadline first; with `until` those that have
    ended by then (Unix seconds) if nobody does anything. Not one of the cloud's.
    """

    max_results: int = Field(1000, ge=1, le=2**63 - 1)
    until: float | None = None
