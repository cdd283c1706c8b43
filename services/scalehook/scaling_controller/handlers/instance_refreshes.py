"""Instance refreshes: started, paused, resumed, turned back, ended, described."""

from collections.abc import Collection, Iterable

from scalehook.kit import Deferred, Work
from scalehook.kit.api.paging import next_page
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended, is_history, overdue
from scalehook.scaling_controller import aftermath, client_tokens, refresh_requests, refreshing
from scalehook.scaling_controller.lookups import check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.state.events.instance_refreshes import InstanceRefreshesForgotten
from scalehook.scaling_controller.state.instance_refreshes import InstanceRefresh
from scalehook.scaling_controller.views.instance_refreshes import refresh_view
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.scaling import IncorrectScalingGroupStatus
from scalehook_contracts.errors.scaling_instances import RefreshConflict
from scalehook_contracts.scaling_controller.instance_refreshes import (
    CancelInstanceRefresh,
    DescribeInstanceRefreshes,
    InstanceRefreshPage,
    InstanceRefreshStart,
    InstanceRefreshStarted,
    RefreshReference,
    RefreshStatus,
    ResumeAfterCheckpoint,
    ResumeInstanceRefresh,
    RollbackInstanceRefresh,
    StartInstanceRefresh,
    SuspendInstanceRefresh,
)

RUNNING: tuple[RefreshStatus, ...] = ("InProgress",)
PAUSED: tuple[RefreshStatus, ...] = ("Paused", "CheckpointPause")


def start_instance_refresh(
    command: StartInstanceRefresh, work: Work[State, Settings]
) -> InstanceRefreshStart | Deferred:
    """A task, which begins as soon as nothing else goes on in its group. There is one at a time."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return InstanceRefreshStart(instance_refresh_task_id=earlier)
    group = group_of(command.scaling_group_id, work.state)
    if not group.active:
        raise IncorrectScalingGroupStatus()
    later = refresh_requests.check(command, group, work)
    if later is not None:
        return later
    if group.refresh is not None:
        raise RefreshConflict()
    _forget(group, work)
    task_id = work.new_id(f"{group.group_id}_")  # the task is found by its group
    work.record(
        InstanceRefreshStarted(
            instance_refresh_task_id=task_id,
            scaling_group_id=group.group_id,
            request=command,
            scaling_configuration_id=refresh_requests.configuration_of(command, group),
            former_scaling_configuration_id=group.active_configuration_id,
            image_id=refresh_requests.image_of(command, group),
            started_at=work.now.timestamp(),
        )
    )
    client_tokens.remember(command, command.client_token, task_id, work)
    refreshing.go_on(group, work)
    return InstanceRefreshStart(instance_refresh_task_id=task_id)


def suspend_instance_refresh(command: SuspendInstanceRefresh, work: Work[State, Settings]) -> Done:
    """It pauses; the batch that is under way is completed."""
    _, task = _task(command, RUNNING, work)
    refreshing.set_status(task, "Paused", work)
    return Done()


def resume_instance_refresh(command: ResumeInstanceRefresh, work: Work[State, Settings]) -> Done:
    """It goes on, whatever it has paused for."""
    group, task = _task(command, PAUSED, work)
    refreshing.resume(task, group, work)
    return Done()


def rollback_instance_refresh(command: RollbackInstanceRefresh, work: Work[State, Settings]) -> Done:
    """What it has launched goes again, and instances of the former configuration come."""
    group, task = _task(command, ("InProgress", *PAUSED), work)
    if not refresh_requests.may_turn(task, group):
        raise RefreshConflict()
    refreshing.set_status(task, "RollbackInProgress", work)
    aftermath.go_on(group, work)
    return Done()


def cancel_instance_refresh(command: CancelInstanceRefresh, work: Work[State, Settings]) -> Done:
    """It ends when the batch that is under way is complete. What has been replaced stays replaced."""
    group, task = _task(command, ("Pending", "InProgress", *PAUSED), work)
    refreshing.set_status(task, "Cancelling", work)
    aftermath.go_on(group, work)
    return Done()


def resume_after_checkpoint(command: ResumeAfterCheckpoint, work: Work[State, Settings]) -> Done:
    """The pause is over, if nobody has ended it before."""
    group = work.state.groups.get(command.scaling_group_id)
    task = group.refresh if group is not None else None
    if group is None or task is None or task.task_id != command.instance_refresh_task_id:
        return Done()
    if task.status == "CheckpointPause":
        refreshing.resume(task, group, work)
    return Done()


def describe_instance_refreshes(
    command: DescribeInstanceRefreshes, work: Work[State, Settings]
) -> InstanceRefreshPage:
    """The tasks of a group, or those with the given ids, the newest first."""
    check_region(command.region_id, work)
    if not (command.scaling_group_id or command.instance_refresh_task_ids):
        raise MissingParameter(name="ScalingGroupId")
    found = [task for task in _found(command, work.state) if not _is_history(task, work)]
    chosen, token = next_page(found, command.next_token, command.max_results)
    return InstanceRefreshPage(
        total_count=len(found),
        max_results=command.max_results,
        next_token=token,
        instance_refresh_tasks=[refresh_view(task, work.settings.region) for task in chosen],
    )


def _found(command: DescribeInstanceRefreshes, state: State) -> Iterable[InstanceRefresh]:
    if not command.instance_refresh_task_ids:
        group = state.groups.get(command.scaling_group_id)
        return reversed(group.refreshes.values()) if group is not None else ()
    ids = dict.fromkeys(command.instance_refresh_task_ids)
    named = [task for task_id in ids if (task := _known(task_id, state)) is not None]
    wanted = [task for task in named if command.scaling_group_id in ("", task.group_id)]
    return sorted(wanted, key=lambda task: task.started_at, reverse=True)


def _known(task_id: str, state: State) -> InstanceRefresh | None:
    group = state.groups.get(task_id.rpartition("_")[0])
    return group.refreshes.get(task_id) if group is not None else None


def _task(
    command: RefreshReference, allowed: Collection[RefreshStatus], work: Work[State, Settings]
) -> tuple[Group, InstanceRefresh]:
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    named = command.instance_refresh_task_id
    task = group.refreshes.get(named) if named else group.refresh
    if task is None:
        raise InvalidParameter(name="InstanceRefreshTaskId")
    if task.status not in allowed:
        raise RefreshConflict()
    return group, task


def _forget(group: Group, work: Work[State, Settings]) -> None:
    """What is over for long."""
    ended = [
        Ended(moment(task.ended_at), task.task_id)
        for task in group.refreshes.values()
        if task.ended_at is not None
    ]
    ids = overdue(ended, work.now, work.settings)
    if ids:
        work.record(
            InstanceRefreshesForgotten(scaling_group_id=group.group_id, instance_refresh_task_ids=ids)
        )


def _is_history(task: InstanceRefresh, work: Work[State, Settings]) -> bool:
    ended = None if task.ended_at is None else moment(task.ended_at)
    return is_history(ended, work.now, work.settings)
