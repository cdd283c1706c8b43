"""The root of the state."""

from dataclasses import dataclass, field

from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.tasks import TaskRun
from scalehook.template_engine.state.templates import StoredTemplate


@dataclass
class State:
    """Templates by name, executions by id, and the execution of each task run."""

    templates: dict[str, StoredTemplate] = field(default_factory=dict)
    executions: dict[str, Execution] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    by_client_token: dict[str, str] = field(default_factory=dict)

    def task(self, task_id: str) -> TaskRun:
        """The run of a task."""
        return self.executions[self.places[task_id]].tasks[task_id]
