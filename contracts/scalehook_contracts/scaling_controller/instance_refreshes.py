"""Instance refreshes: the instances of a group, replaced in batches by ones of another configuration."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Fresh, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.base import ClientToken, EssOperation

RefreshStatus = Literal[
    "Pending",
    "InProgress",
    "Paused",
    "CheckpointPause",
    "Failed",
    "Successful",
    "Cancelling",
    "Cancelled",
    "RollbackInProgress",
    "RollbackSuccessful",
    "RollbackFailed",
]


class Checkpoint(Part):
    """The share of new instances, in percent, at which a task pauses."""

    percentage: int = Field(ge=1, le=100)


class LaunchTemplateOverride(Part):
    """An instance type that takes the place of a launch template's."""

    instance_type: str = ""


class EnvironmentVariable(Part):
    """A variable of a container."""

    key: str = ""
    value: str = ""
    field_ref_field_path: str = ""


class Container(Part):
    """A container of an elastic container instance."""

    name: str = ""
    image: str = ""
    commands: list[str] = Listed("Command")
    args: list[str] = Listed("Arg")
    environment_vars: list[EnvironmentVariable] = Listed("EnvironmentVar")


class DesiredConfiguration(Part):
    """What instances are to be: made by a configuration, with an image, or by a launch template. One of
    them at most; none: the configuration that is active. Containers are refused.
    """

    scaling_configuration_id: str = ""
    image_id: str = ""
    launch_template_id: str = ""
    launch_template_version: str = ""
    launch_template_overrides: list[LaunchTemplateOverride] = Listed("LaunchTemplateOverride")
    containers: list[Container] = Listed("Container")


class InstanceRefreshStart(Reply):
    """The new task's id."""

    instance_refresh_task_id: str


class StartInstanceRefresh(EssOperation[InstanceRefreshStart]):
    """Replaces the instances of a group in batches.

    So many percent of them stay in service, and so many are there at most; where rounding leaves no room
    between, one instance more. `checkpoint_pause_time` is in minutes.
    """

    unsupported: ClassVar[frozenset[str]] = frozenset({"Strategy"})

    region_id: str
    scaling_group_id: str
    desired_configuration: DesiredConfiguration = Fresh(DesiredConfiguration)
    min_healthy_percentage: int = Field(80, ge=0, le=100)
    max_healthy_percentage: int = Field(120, ge=100, le=200)
    skip_matching: bool = True
    checkpoints: list[Checkpoint] = Listed("Checkpoint", max_length=100)
    checkpoint_pause_time: int = Field(60, ge=1, le=2880)
    client_token: ClientToken = ""


class InstanceRefreshView(Part):
    """A task, as it is described."""

    instance_refresh_task_id: str
    scaling_group_id: str
    region_id: str
    status: RefreshStatus
    start_time: str
    end_time: str | None = None
    total_need_update_capacity: Int64
    finished_update_capacity: Int64
    detail: str = ""
    desired_configuration: DesiredConfiguration
    min_healthy_percentage: Int64
    max_healthy_percentage: Int64
    skip_matching: bool
    checkpoints: list[Checkpoint] = Listed("Checkpoint")
    checkpoint_pause_time: Int64
    strategy: str = ""  # of the cloud's own use: it stays empty


class InstanceRefreshPage(Reply):
    """Some tasks, and the token of the next page."""

    total_count: Int64
    max_results: Int64
    next_token: str = ""
    instance_refresh_tasks: list[InstanceRefreshView] = Listed("InstanceRefreshTask")


class DescribeInstanceRefreshes(EssOperation[InstanceRefreshPage]):
    """Lists the tasks of a group, or those with the given ids, the newest first."""

    region_id: str
    scaling_group_id: str = ""
    instance_refresh_task_ids: list[str] = Listed("InstanceRefreshTaskId", max_length=100)
    max_results: int = Field(10, ge=1, le=50)
    next_token: str = ""


class RefreshReference(Part):
    """Which task; without an id, the one that the group has not ended."""

    region_id: str
    scaling_group_id: str
    instance_refresh_task_id: str = ""


class SuspendInstanceRefresh(RefreshReference, EssOperation[Done]):
    """Pauses a task when the batch that is under way is complete."""


class ResumeInstanceRefresh(RefreshReference, EssOperation[Done]):
    """Goes on with a task that has paused, at a checkpoint or by hand."""


class RollbackInstanceRefresh(RefreshReference, EssOperation[Done]):
    """Replaces the new instances of a task by ones of the configuration that was active before."""


class CancelInstanceRefresh(RefreshReference, EssOperation[Done]):
    """Ends a task. Instances that have been replaced stay."""


class ResumeAfterCheckpoint(Command[Done]):
    """The pause at a checkpoint is over."""

    scaling_group_id: str
    instance_refresh_task_id: str


class InstanceRefreshStarted(Event):
    """A task is there, and waits for its group to be idle."""

    instance_refresh_task_id: str
    scaling_group_id: str
    request: StartInstanceRefresh
    scaling_configuration_id: str
    former_scaling_configuration_id: str
    image_id: str
    started_at: float


class InstanceRefreshStatusChanged(Event):
    """A task does something else now, or has ended: `detail` says what went wrong."""

    instance_refresh_task_id: str
    scaling_group_id: str
    status: RefreshStatus
    detail: str = ""
    at: float
