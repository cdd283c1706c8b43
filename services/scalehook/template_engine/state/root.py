"""The root of the state."""

from dataclasses import dataclass, field

from scalehook.template_engine.state.archive import Archive
from scalehook.template_engine.state.executions import Execution
from scalehook.template_engine.state.listeners import Listeners
from scalehook.template_engine.state.parameters import StoredParameter
from scalehook.template_engine.state.tasks import TaskRun
from scalehook.template_engine.state.templates import StoredTemplate
from scalehook.template_engine.state.triggers import Trigger


@dataclass
class State:
    """Templates and stored parameters by name, executions by id. `archive` finds executions and task
    runs in other ways; `listeners` are those that wait for events. `told_products` are those of their
    products that others know; `calls_minded` says whether somebody may wait for events of API calls.
    """

    templates: dict[str, StoredTemplate] = field(default_factory=dict)
    executions: dict[str, Execution] = field(default_factory=dict)
    by_client_token: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, StoredParameter] = field(default_factory=dict)
    secrets: dict[str, StoredParameter] = field(default_factory=dict)
    told_products: list[str] = field(default_factory=list)
    calls_minded: bool = False

    def __post_init__(self) -> None:
        self.archive = Archive(self.executions.values())
        self.listeners = Listeners()
        for execution in self.executions.values():
            self.listen(execution)

    def stored(self, *, secret: bool) -> dict[str, StoredParameter]:
        """What the Parameter Store has, by name: secret ones, or the others."""
        return self.secrets if secret else self.parameters

    def has_task(self, task_id: str) -> bool:
        """Whether there is such a run, still."""
        return self.archive.runs.has(task_id, ())

    def task(self, task_id: str) -> TaskRun:
        """The run of a task."""
        return self.archive.runs[task_id]

    def trigger(self, task_id: str) -> Trigger:
        """The trigger that this run of a task waits in; KeyError when it is none."""
        found = self.executions[self.task(task_id).execution_id].trigger
        if found is None:
            raise KeyError(task_id)
        return found

    def listen(self, execution: Execution) -> None:
        """Events concern it, if its trigger waits for some."""
        if execution.trigger is not None and execution.trigger.kind == "Event" and execution.listens:
            self.listeners.put(execution)

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
        self.listeners.drop(execution_id)
        token = execution.started.client_token
        if self.by_client_token.get(token) == execution_id:
            del self.by_client_token[token]
