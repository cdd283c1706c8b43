"""The timers of scheduled tasks: the next run, the run that is tried again, and the announced end."""

from scalehook.kit import Work
from scalehook.kit.clock.moments import moment
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import ScheduledTask, State
from scalehook.scaling_controller.task_times import announcement_after, end_of, recurrence_of
from scalehook_contracts.scaling_controller.scheduled_tasks import (
    AnnounceScheduledTaskExpiry,
    LaunchScheduledTask,
    RetryScheduledTask,
)

RETRY_SECONDS = 10


def plan(task: ScheduledTask, work: Work[State, Settings]) -> None:
    """Set the timers as the task says now; a task that is not enabled has none."""
    cancel(task, work)
    if task.settings.task_enabled:
        plan_run(task, work)
        plan_announcement(task, work)


def cancel(task: ScheduledTask, work: Work[State, Settings]) -> None:
    """It does nothing any more."""
    for what in ("run", "retry", "expiry"):
        work.cancel(_timer(task, what))


def plan_run(task: ScheduledTask, work: Work[State, Settings]) -> None:
    """The next run, if there is one."""
    at = recurrence_of(task.settings).next_after(work.now)
    if at is not None:
        launch = LaunchScheduledTask(scheduled_task_id=task.task_id, due_at=at.timestamp())
        work.schedule(_timer(task, "run"), at, launch)


def plan_announcement(task: ScheduledTask, work: Work[State, Settings]) -> None:
    """The next day on which its end is announced."""
    end = end_of(task.settings)
    at = announcement_after(end, work.now) if end is not None else None
    if at is not None:
        announce = AnnounceScheduledTaskExpiry(scheduled_task_id=task.task_id)
        work.schedule(_timer(task, "expiry"), at, announce)


def plan_retry(task: ScheduledTask, due_at: float, work: Work[State, Settings]) -> bool:
    """Try the run again in a moment; False when its time is over."""
    now, until = work.now.timestamp(), due_at + task.settings.launch_expiration_time
    if now >= until:
        return False
    retry = RetryScheduledTask(scheduled_task_id=task.task_id, due_at=due_at)
    work.schedule(_timer(task, "retry"), moment(min(now + RETRY_SECONDS, until)), retry)
    return True


def _timer(task: ScheduledTask, what: str) -> str:
    return f"scheduled-task/{task.task_id}/{what}"
