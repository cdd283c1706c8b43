"""The moments of scheduled tasks have come."""

from scalehook.kit import Work
from scalehook.scaling_controller import event_notifications, task_runs, task_timers
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import ScheduledTask, State
from scalehook.scaling_controller.task_times import end_of
from scalehook_contracts.base import Done
from scalehook_contracts.scaling_controller.scheduled_tasks import (
    AnnounceScheduledTaskExpiry,
    LaunchScheduledTask,
    RetryScheduledTask,
    ScheduledTaskExpiring,
)


def launch_scheduled_task(command: LaunchScheduledTask, work: Work[State, Settings]) -> Done:
    """Run it, and wait for its next moment."""
    task = _enabled(command.scheduled_task_id, work.state)
    if task is not None:
        task_timers.plan_run(task, work)
        task_runs.attempt(task, command.due_at, work)
    return Done()


def retry_scheduled_task(command: RetryScheduledTask, work: Work[State, Settings]) -> Done:
    """Run it, if it can be run now."""
    task = _enabled(command.scheduled_task_id, work.state)
    if task is not None:
        task_runs.attempt(task, command.due_at, work)
    return Done()


def announce_scheduled_task_expiry(
    command: AnnounceScheduledTaskExpiry, work: Work[State, Settings]
) -> Done:
    """Say that it ends soon, and wait for the next day."""
    task = _enabled(command.scheduled_task_id, work.state)
    end = end_of(task.settings) if task is not None else None
    if task is not None and end is not None:
        at = end.timestamp()
        work.record(
            ScheduledTaskExpiring(
                scheduled_task_id=task.task_id,
                scheduled_task_name=task.name,
                scaling_group_id=task.acts_on,
                expires_at=at,
            )
        )
        event_notifications.of_expiring_task(task.acts_on, task.task_id, task.name, at, work)
        task_timers.plan_announcement(task, work)
    return Done()


def _enabled(task_id: str, state: State) -> ScheduledTask | None:
    """One that was deleted since, or switched off, has nothing to do."""
    task = state.scheduled_tasks.get(task_id)
    return task if task is not None and task.settings.task_enabled else None
