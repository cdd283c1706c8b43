"""A scaling activity and its lifecycle actions."""

from dataclasses import dataclass, field

from scalehook_contracts.scaling_controller import (
    ActionResult,
    ActionStatus,
    ActivityStatus,
    Transition,
)


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

    @property
    def pending(self) -> bool:
        """Whether the wait goes on."""
        return self.status == "Pending"


@dataclass
class Activity:
    """A group grows or shrinks."""

    activity_id: str
    group_id: str
    transition: Transition
    amount: int
    total_before: int
    cause: str
    trigger_source_type: str
    trigger_source_id: str
    request_id: str
    started_at: float
    instance_ids: list[str] = field(default_factory=list)
    started_ids: list[str] = field(default_factory=list)
    created_ids: list[str] = field(default_factory=list)
    removed_ids: list[str] = field(default_factory=list)
    actions: dict[str, Action] = field(default_factory=dict)
    status: ActivityStatus = "InProgress"
    status_message: str = ""
    ended_at: float | None = None

    def pending(self) -> list[Action]:
        """The waits that go on."""
        return [action for action in self.actions.values() if action.pending]
