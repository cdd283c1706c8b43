"""What happens to scheduled tasks."""

from scalehook.scaling_controller.state.root import State
from scalehook.scaling_controller.state.scheduled_tasks import ScheduledTask
from scalehook_contracts.scaling_controller.scheduled_tasks import (
    ScheduledTaskCreated,
    ScheduledTaskDeleted,
    ScheduledTaskModified,
    ScheduledTaskSettings,
)


def scheduled_task_created(event: ScheduledTaskCreated, state: State) -> None:
    """It is there."""
    task = ScheduledTask(event.scheduled_task_id, _settings(event), event.acts_on, event.created_at)
    state.scheduled_tasks[task.task_id] = task
    state.catalogue.scheduled_tasks.put(task.task_id, task, task.marks())


def scheduled_task_modified(event: ScheduledTaskModified, state: State) -> None:
    """It reads otherwise."""
    task = state.scheduled_tasks[event.scheduled_task_id]
    before = task.marks()
    task.settings, task.acts_on = _settings(event), event.acts_on
    state.catalogue.scheduled_tasks.mark_anew(task.task_id, task, before, task.marks())


def scheduled_task_deleted(event: ScheduledTaskDeleted, state: State) -> None:
    """It is gone."""
    gone = state.scheduled_tasks.pop(event.scheduled_task_id)
    state.catalogue.scheduled_tasks.drop(gone.task_id, gone.marks())


def _settings(event: ScheduledTaskSettings) -> ScheduledTaskSettings:
    return ScheduledTaskSettings.model_construct(
        **{name: getattr(event, name) for name in ScheduledTaskSettings.model_fields}
    )
