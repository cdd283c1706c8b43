"""A scheduled task, as it is described."""

from scalehook.scaling_controller.state import ScheduledTask
from scalehook_contracts.scaling_controller.scheduled_tasks import (
    ScheduledTaskSettings,
    ScheduledTaskView,
)

AS_ASKED = ScheduledTaskSettings.model_fields.keys() - {"scheduled_task_name"}


def task_view(task: ScheduledTask) -> ScheduledTaskView:
    """A task; what it does not say is left out."""
    said = {name: getattr(task.settings, name) for name in AS_ASKED}
    return ScheduledTaskView(
        **{name: None if value == "" else value for name, value in said.items()},
        scheduled_task_id=task.task_id,
        scheduled_task_name=task.name,
    )
