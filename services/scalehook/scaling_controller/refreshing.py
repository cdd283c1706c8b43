"""Takes instance refreshes from step to step: each is an activity, and the next one is taken when the
group is idle again.
"""

from scalehook.kit import Work
from scalehook.scaling_controller import activities, refresh_plan, refresh_scene
from scalehook.scaling_controller.activities import Change
from scalehook.scaling_controller.refresh_plan import Step
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, Instance, State
from scalehook.scaling_controller.state.events.instance_refreshes import (
    CheckpointsPassed,
    InstancesToRefresh,
    RefreshBatch,
)
from scalehook.scaling_controller.state.instance_refreshes import InstanceRefresh
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.scaling_controller.instance_refreshes import (
    InstanceRefreshStatusChanged,
    RefreshStatus,
    ResumeAfterCheckpoint,
)

ENDS: dict[RefreshStatus, RefreshStatus] = {
    "InProgress": "Successful",
    "Cancelling": "Cancelled",
    "RollbackInProgress": "RollbackSuccessful",
}
FAILURES: dict[RefreshStatus, RefreshStatus] = {
    "Cancelling": "Cancelled",
    "RollbackInProgress": "RollbackFailed",
}


def go_on(group: Group, work: Work[State, Settings]) -> None:
    """Take the next step of the group's refresh, if it has one and nothing runs. One of whose activities
    has not done what it was to do fails: what has been replaced stays replaced.
    """
    task = group.refresh
    if task is None or not task.busy or group.running or not group.active or group.deleting:
        return
    if task.status == "Pending":
        _set_out(task, group, work)
    if task.status == "RollbackInProgress" and not task.turned:
        _turn(task, group, work)
    problem = task.problem or refresh_scene.lack(task, group)
    if problem:
        set_status(task, FAILURES.get(task.status, "Failed"), work, problem)
        return
    step = refresh_plan.plan(refresh_scene.scene(task, group))
    if step is not None:
        _take(step, task, group, work)
    else:
        _settle(task, group, work)


def resume(task: InstanceRefresh, group: Group, work: Work[State, Settings]) -> None:
    """It goes on; what the group has become meanwhile counts, but for a batch that is under way."""
    if not task.opened and not group.running:
        serving = [i for i in refresh_scene.serving(group) if i.instance_id not in task.made_ids]
        _find_work(task, group, [i for i in serving if refresh_scene.is_old(i, task, group)], work)
    set_status(task, "InProgress", work)
    go_on(group, work)


def set_status(
    task: InstanceRefresh, status: RefreshStatus, work: Work[State, Settings], detail: str = ""
) -> None:
    """It does something else now, or has ended."""
    work.cancel(timer(task))
    work.record(
        InstanceRefreshStatusChanged(
            instance_refresh_task_id=task.task_id,
            scaling_group_id=task.group_id,
            status=status,
            detail=detail,
            at=work.now.timestamp(),
        )
    )


def timer(task: InstanceRefresh) -> str:
    """The key of the timer that ends its pause."""
    return f"refresh/{task.task_id}"


def _set_out(task: InstanceRefresh, group: Group, work: Work[State, Settings]) -> None:
    """The group is idle: now it is known which instances are to go."""
    serving = refresh_scene.serving(group)
    _find_work(task, group, [i for i in serving if not refresh_scene.matches(i, task, group)], work)
    set_status(task, "InProgress", work)


def _turn(task: InstanceRefresh, group: Group, work: Work[State, Settings]) -> None:
    """Those that have come are to go now, and the others stay."""
    made = [i for i in refresh_scene.serving(group) if i.instance_id in task.made_ids]
    _find_work(task, group, made, work, turned=True)


def _find_work(
    task: InstanceRefresh,
    group: Group,
    instances: list[Instance],
    work: Work[State, Settings],
    *,
    turned: bool = False,
) -> None:
    work.record(
        InstancesToRefresh(
            instance_refresh_task_id=task.task_id,
            scaling_group_id=task.group_id,
            instance_ids=[instance.instance_id for instance in instances],
            finished=0 if turned else task.finished,
            capacity=task.capacity if turned else group.heading,
            turned=turned,
        )
    )


def _take(step: Step, task: InstanceRefresh, group: Group, work: Work[State, Settings]) -> None:
    _mark_batch(task, True, work)
    before = group.heading
    if step.kind == "out":
        after = before + step.amount
        change = Change("scale-out", step.amount, refresh_task_id=task.task_id)
    else:
        after = before - step.amount
        going = refresh_scene.going(task, group)[: step.amount]
        change = Change(
            "scale-in", step.amount, going, refresh_task_id=task.task_id, remove_policy="release"
        )
    trigger = Trigger.of_ess(f'Instance refresh task "{task.task_id}" replaces instances')
    activities.begin(group, change, trigger.cause(before, after), trigger, work)


def _settle(task: InstanceRefresh, group: Group, work: Work[State, Settings]) -> None:
    """Nothing is under way: it pauses, or has ended."""
    _mark_batch(task, False, work)
    if task.status in ("Paused", "CheckpointPause"):
        return
    if task.status == "InProgress" and refresh_scene.going(task, group):
        _pause(task, group, work)
    else:
        set_status(task, ENDS[task.status], work)


def _pause(task: InstanceRefresh, group: Group, work: Work[State, Settings]) -> None:
    """A checkpoint has been reached, and all those that come with it."""
    checkpoints, finished = task.request.checkpoints, task.finished
    reached = [c for c in checkpoints if refresh_plan.due_at(c.percentage, task.total) <= finished]
    if len(reached) > task.passed:
        work.record(
            CheckpointsPassed(
                instance_refresh_task_id=task.task_id,
                scaling_group_id=task.group_id,
                passed=len(reached),
            )
        )
    set_status(task, "CheckpointPause", work)
    command = ResumeAfterCheckpoint(
        scaling_group_id=task.group_id, instance_refresh_task_id=task.task_id
    )
    work.schedule_in(timer(task), task.request.checkpoint_pause_time * 60, command)


def _mark_batch(task: InstanceRefresh, opened: bool, work: Work[State, Settings]) -> None:
    if task.opened != opened:
        work.record(
            RefreshBatch(
                instance_refresh_task_id=task.task_id, scaling_group_id=task.group_id, opened=opened
            )
        )
