"""A task that replaces the instances of a group by ones of another configuration."""

from dataclasses import dataclass, field

from scalehook_contracts.scaling_controller.instance_refreshes import (
    RefreshStatus,
    StartInstanceRefresh,
)

OVER: frozenset[RefreshStatus] = frozenset(
    {"Successful", "Failed", "Cancelled", "RollbackSuccessful", "RollbackFailed"}
)
IDLE: frozenset[RefreshStatus] = OVER | {"Paused", "CheckpointPause"}


@dataclass
class InstanceRefresh:
    """`configuration_id` and `image_id` (empty: the configuration's) are what new instances get,
    `former_id` is the configuration that was active before.

    `old_ids` are the instances that are to go, of `total` in the beginning; `made_ids` those that have
    come. `capacity` is the number of instances that the group has when nothing is under way, `opened`
    that something is. `passed` counts the checkpoints at which it need not stop any more. `problem` says
    what went wrong. When it has `turned`, the former configuration comes back.
    """

    task_id: str
    group_id: str
    request: StartInstanceRefresh
    configuration_id: str
    image_id: str
    former_id: str
    started_at: float
    status: RefreshStatus = "Pending"
    ended_at: float | None = None
    capacity: int = 0
    total: int = 0
    old_ids: dict[str, None] = field(default_factory=dict)
    made_ids: dict[str, None] = field(default_factory=dict)
    opened: bool = False
    passed: int = 0
    problem: str = ""
    turned: bool = False

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.status in OVER

    @property
    def busy(self) -> bool:
        """Whether it has something to do before the group may do anything else."""
        return self.status not in IDLE or self.opened

    @property
    def finished(self) -> int:
        """How many of the instances that were to go have gone."""
        return self.total - len(self.old_ids)

    def lose(self, instance_id: str) -> None:
        """An instance has left the group."""
        self.old_ids.pop(instance_id, None)
        self.made_ids.pop(instance_id, None)
