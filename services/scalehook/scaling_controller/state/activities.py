"""A scaling activity and its lifecycle actions."""

from dataclasses import dataclass, field

from scalehook.scaling_controller.state.actions import Action
from scalehook_contracts.scaling_controller.activities import (
    ActivityStatus,
    CourseName,
    LifecycleHookContext,
    RemovePolicy,
)
from scalehook_contracts.scaling_controller.base import ActionResult, Transition

GROWING: frozenset[CourseName] = frozenset({"scale-out", "attach"})
SHRINKING: frozenset[CourseName] = frozenset({"scale-in", "detach", "remove"})


@dataclass
class Shortage:
    """So many instances could not be had, and why; which, where they were named."""

    amount: int
    code: str
    message: str
    instance_ids: list[str] = field(default_factory=list)


@dataclass(slots=True)  # with so many attributes, a dictionary would be no cheap one
class Activity:
    """A group grows or shrinks, or something else is done with its instances: `course` says which steps
    that takes.

    `step` names what it does now, `awaited` the resources whose change that step waits for; `result` is
    that of the wait that ended last. The capacities are the group's at the end.

    `instance_ids` are all that it ever was about: `created_ids` and `resumed_ids` came by it,
    `removed_ids` and `stopped_ids` went; of those `left_ids` run on elsewhere. `waiting` holds the
    actions that have not ended; `started` the instances of an activity in progress that run, `booting`
    those that do not yet, and `staying` those that have not gone. They follow from the fields, and
    `number` from the order in which activities began. `cooldown` (None: the group's) and `warmup` are
    those of the rule that it executes.
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
    attached_capacity: int | None = None
    course: CourseName = ""
    hook_context: LifecycleHookContext = field(default_factory=LifecycleHookContext)
    metadata: str = ""
    refresh_task_id: str = ""
    resources: list[str] = field(default_factory=list)
    resumed_ids: list[str] = field(default_factory=list)
    stopped_ids: list[str] = field(default_factory=list)
    shortages: list[Shortage] = field(default_factory=list)
    error_code: str = ""
    error_message: str = ""
    left_ids: list[str] = field(default_factory=list)
    remove_policy: RemovePolicy = ""
    cooldown: int | None = None
    warmup: int = 0
    number: int = field(init=False, repr=False, compare=False)
    waiting: dict[str, Action] = field(init=False, repr=False, compare=False)
    started: set[str] = field(init=False, repr=False, compare=False)
    staying: dict[str, None] = field(init=False, repr=False, compare=False)
    booting: set[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.number = 0
        self.waiting, self.started, self.staying, self.booting = {}, set(), {}, set()
        if self.actions:
            self.waiting = {token: action for token, action in self.actions.items() if action.pending}
        if (self.instance_ids or self.started_ids) and self.in_progress:
            self._gather()

    @property
    def in_progress(self) -> bool:
        """Whether it goes on."""
        return self.status == "InProgress"

    @property
    def destroyed_ids(self) -> list[str]:
        """The instances that are no more."""
        left = set(self.left_ids)
        return [i for i in self.removed_ids if i not in left]

    @property
    def short(self) -> int:
        """How many instances could not be had."""
        return sum(shortage.amount for shortage in self.shortages) if self.shortages else 0

    @property
    def shrinks(self) -> bool:
        """Whether its instances are to leave the group."""
        return self.course in SHRINKING or (not self.course and self.transition == "SCALE_IN")

    @property
    def grows(self) -> bool:
        """Whether it is to bring instances."""
        return self.course in GROWING or (not self.course and self.transition == "SCALE_OUT")

    @property
    def lacking(self) -> int:
        """How many of the instances that it is to bring are still to come."""
        if self.status != "InProgress" or not self.grows:
            return 0
        return max(self.amount - self.short - len(self.instance_ids), 0)

    def come(self, instance_id: str) -> None:
        """An instance has been made, or taken up, for it."""
        self.instance_ids.append(instance_id)
        self.staying[instance_id] = None
        if instance_id not in self.started:
            self.booting.add(instance_id)

    def run(self, instance_id: str) -> None:
        """An instance has booted."""
        self.started_ids.append(instance_id)
        self.started.add(instance_id)
        self.booting.discard(instance_id)

    def lose(self, instance_id: str) -> None:
        """An instance has gone."""
        self.staying.pop(instance_id, None)
        self.booting.discard(instance_id)

    def _gather(self) -> None:
        """Where its instances are."""
        self.started.update(self.started_ids)
        self.staying = dict.fromkeys(self.instance_ids)
        for gone in (self.removed_ids, self.stopped_ids):
            for instance_id in gone:
                self.staying.pop(instance_id, None)
        if self.created_ids or self.resumed_ids:
            self.booting.update(self.created_ids, self.resumed_ids)
            self.booting &= self.staying.keys() - self.started

    def close(self) -> None:
        """It is over: nothing goes on any more."""
        self.started.clear()
        self.staying.clear()
        self.booting.clear()
