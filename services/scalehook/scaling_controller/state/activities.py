"""A scaling activity and its lifecycle actions."""

from dataclasses import dataclass, field

from scalehook.scaling_controller.state.actions import Action
from scalehook_contracts.scaling_controller.activities import ActivityStatus
from scalehook_contracts.scaling_controller.base import ActionResult, Transition


@dataclass
class Activity:
    """A group grows or shrinks.

    `step` names what it does now, `awaited` the resources whose change that step waits for; `result` is
    that of the wait that ended last. The capacities are the group's at the end.

    `waiting` holds the actions that have not ended; `started` and `staying` the instances of an
    activity in progress that run, and that have not been released. They follow from the fields, and
    `number` from the order in which activities began.
    """

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
    step: str = ""
    awaited: list[str] = field(default_factory=list)
    result: ActionResult = "CONTINUE"
    actions: dict[str, Action] = field(default_factory=dict)
    status: ActivityStatus = "InProgress"
    status_message: str = ""
    ended_at: float | None = None
    total_capacity: int | None = None
    auto_created_capacity: int | None = None

    def __post_init__(self) -> None:
        self.number = 0
        going = self.in_progress
        self.waiting = {token: action for token, action in self.actions.items() if action.pending}
        self.started = set(self.started_ids) if going else set()
        self.staying = set(self.instance_ids).difference(self.removed_ids) if going else set()

    @property
    def in_progress(self) -> bool:
        """Whether it goes on."""
        return self.status == "InProgress"
