"""What happens to instance refreshes."""

from scalehook.scaling_controller.state.groups import Group
from scalehook.scaling_controller.state.instance_refreshes import InstanceRefresh
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.instance_refreshes import (
    InstanceRefreshStarted,
    InstanceRefreshStatusChanged,
)


class InstancesToRefresh(Note):
    """These are to go, beside the `finished` ones that have gone; the group has `capacity` instances
    when nothing is under way. `turned`: they are those that the task had launched itself.
    """

    instance_refresh_task_id: str
    scaling_group_id: str
    instance_ids: list[str]
    finished: Int64
    capacity: Int64
    turned: bool = False


class RefreshBatch(Note):
    """A batch has been opened, or is complete."""

    instance_refresh_task_id: str
    scaling_group_id: str
    opened: bool


class CheckpointsPassed(Note):
    """So many of its checkpoints are behind it."""

    instance_refresh_task_id: str
    scaling_group_id: str
    passed: Int64


class InstanceRefreshesForgotten(Note):
    """Their time is over, or there were too many."""

    scaling_group_id: str
    instance_refresh_task_ids: list[str]


def instance_refresh_started(event: InstanceRefreshStarted, state: State) -> None:
    """The group has a task."""
    state.groups[event.scaling_group_id].refreshes[event.instance_refresh_task_id] = InstanceRefresh(
        task_id=event.instance_refresh_task_id,
        group_id=event.scaling_group_id,
        request=event.request,
        configuration_id=event.scaling_configuration_id,
        image_id=event.image_id,
        former_id=event.former_scaling_configuration_id,
        started_at=event.started_at,
    )


def instances_to_refresh(event: InstancesToRefresh, state: State) -> None:
    """It knows what it has to do: in the beginning, after a pause, and when it turns back."""
    task = state.groups[event.scaling_group_id].refreshes[event.instance_refresh_task_id]
    task.old_ids = dict.fromkeys(event.instance_ids)
    task.total = event.finished + len(event.instance_ids)
    task.capacity = event.capacity
    if event.turned:
        task.turned = True
        task.made_ids = {}
        task.problem = ""


def refresh_batch(event: RefreshBatch, state: State) -> None:
    """The number of instances is not what it should be for a while, or is again."""
    task = state.groups[event.scaling_group_id].refreshes[event.instance_refresh_task_id]
    task.opened = event.opened


def checkpoints_passed(event: CheckpointsPassed, state: State) -> None:
    """It does not stop there again."""
    task = state.groups[event.scaling_group_id].refreshes[event.instance_refresh_task_id]
    task.passed = event.passed


def instance_refresh_status_changed(event: InstanceRefreshStatusChanged, state: State) -> None:
    """It does something else. One that has succeeded leaves its configuration active, or the group with
    its launch template.
    """
    group = state.groups[event.scaling_group_id]
    task = group.refreshes[event.instance_refresh_task_id]
    task.status = event.status
    task.problem = event.detail or task.problem
    if not task.over:
        return
    task.ended_at = event.at
    task.opened = False
    task.made_ids = {}
    if task.status == "Successful":
        _activate(task, group, state)


def instance_refreshes_forgotten(event: InstanceRefreshesForgotten, state: State) -> None:
    """Nobody can ask for them any more."""
    tasks = state.groups[event.scaling_group_id].refreshes
    for task_id in event.instance_refresh_task_ids:
        del tasks[task_id]


def _activate(task: InstanceRefresh, group: Group, state: State) -> None:
    group.active_configuration_id = task.configuration_id
    request = task.settings(group.request)
    if task.configuration_id and request.launch_template_id:
        bare = {"launch_template_id": "", "launch_template_version": "", "launch_template_overrides": []}
        request = request.model_copy(update=bare)
    if request is not group.request:
        state.catalogue.change_group(group, request)
    configuration = group.configurations.get(task.configuration_id)
    if task.image_id and configuration is not None:
        image = {"image_id": task.image_id, "image_name": "", "image_family": ""}
        configuration.request = configuration.request.model_copy(update=image)
