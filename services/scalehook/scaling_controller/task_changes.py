"""What a scheduled task comes to say when some of it changes."""

from typing import Any

from scalehook_contracts.scaling_controller.scheduled_tasks import (
    ModifyScheduledTask,
    ScheduledTaskSettings,
)

SHARED = ScheduledTaskSettings.model_fields.keys() & ModifyScheduledTask.model_fields.keys()
TIMES = ("launch_time", "recurrence_type", "recurrence_value", "recurrence_end_time")
SIZES = ("min_value", "max_value", "desired_capacity")


def changed(said: ScheduledTaskSettings, command: ModifyScheduledTask) -> ScheduledTaskSettings:
    """What is not given stays; a rule takes the place of a group's sizes, and these that of a rule."""
    given = {name: value for name in SHARED if (value := getattr(command, name)) is not None}
    instead: dict[str, Any] = {}
    if command.scheduled_action:
        instead = {"scaling_group_id": "", **dict.fromkeys(SIZES)}
    elif command.scaling_group_id:
        instead = {"scheduled_action": ""}
    return said.model_copy(update=instead | given)


def has_other_times(command: ModifyScheduledTask) -> bool:
    """Whether it says anything of when the task runs."""
    return any(getattr(command, name) is not None for name in TIMES)


def has_other_action(command: ModifyScheduledTask) -> bool:
    """Whether it says anything of what the task does."""
    names = ("scheduled_action", "scaling_group_id", *SIZES)
    return any(getattr(command, name) is not None for name in names)
