"""The root of the state."""

from dataclasses import dataclass, field

from scalehook.template_engine.state.archive import Archive
from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.tasks import TaskRun
from scalehook.template_engine.state.templates import StoredTemplate


@dataclass
class State:
    """Templates by name, executions by id. `archive` finds executions and task runs in other ways."""

    templates: dict[str, StoredTemplate] = field(default_factory=dict)
    executions: dict[str, Execution] = field(default_factory=dict)
    by_client_token: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.archive = Archive(self.executions.values())

    def has_task(self, task_id: str) -> bool:
        """Whether there is such a run, still."""
        return self.archive.runs.has(task_id, ())

    def task(self, task_id: str) -> TaskRun:
        """The run of a task."""
        return self.archive.runs[task_id]

    def begin(self, execution: Execution) -> None:
        """One more."""
        self.executions[execution.execution_id] = execution
        self.archive.begin(execution)
        if execution.started.client_token:
            self.by_client_token[execution.started.client_token] = execution.execution_id

    def forget(self, execution_id: str) -> None:
        """It is over, and was shown long enough. Its token may be another one's by now."""
        execution = self.executions.pop(execution_id)
        self.archive.forget(execution)
        token = execution.started.client_token
        if self.by_client_token.get(token) == execution_id:
            del self.by_client_token[token]
