"""A task that replaces the instances of a group by ones of another configuration."""

from dataclasses import dataclass, field

from scalehook_contracts.scaling_controller.group_settings import LaunchTemplateOverride
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
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
    `former_id` is the configuration that was active before. Without a configuration, it is a launch
    template: the one that is asked for, or the group's.

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

    def settings(self, request: CreateScalingGroup) -> CreateScalingGroup:
        """Those of the group, with the launch template that new instances are made by, if there is one
        and it has not turned.
        """
        wanted = self.request.desired_configuration
        if self.turned or not wanted.launch_template_id:
            return request
        types = [override.instance_type for override in wanted.launch_template_overrides]
        template = {
            "launch_template_id": wanted.launch_template_id,
            "launch_template_version": wanted.launch_template_version,
            "launch_template_overrides": [LaunchTemplateOverride(instance_type=t) for t in types],
        }
        return request.model_copy(update=template)

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
