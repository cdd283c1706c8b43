"""A scheduled task."""

from collections.abc import Hashable
from dataclasses import dataclass

from scalehook_contracts.scaling_controller.scheduled_tasks import ScheduledTaskSettings


@dataclass
class ScheduledTask:
    """A scheduled task, as it is now. `acts_on` is the group that it changes."""

    task_id: str
    settings: ScheduledTaskSettings
    acts_on: str
    created_at: float

    @property
    def name(self) -> str:
        """Its id, where it was given none."""
        return self.settings.scheduled_task_name or self.task_id

    def marks(self) -> list[Hashable]:
        """What it is found by."""
        said = self.settings
        return [
            ("name", self.name),
            ("action", said.scheduled_action),
            ("group", self.acts_on),
            ("type", said.recurrence_type),
            ("value", said.recurrence_value),
            ("enabled", said.task_enabled),
        ]
