"""What the template engine tells the others."""

from typing import Any

from scalehook_contracts.base import Event
from scalehook_contracts.template_engine.base import TaskStatus
from scalehook_contracts.template_engine.templates import TemplateParameter


class TemplateRegistered(Event):
    """A template exists under this name, in this version; public ones at the first start."""

    template_name: str
    template_version: str
    public: bool
    parameters: list[TemplateParameter]
    content: str
    registered_at: float


class ExecutionStarted(Event):
    """An execution runs. `parent_task_execution_id` is the task that began a child execution."""

    execution_id: str
    template_name: str
    template_version: str
    parameters: dict[str, Any]
    ram_role: str  # empty: acts as the caller
    caller: str
    executed_by: str
    description: str = ""
    safety_check: str = "Skip"
    tags: dict[str, str] = {}
    client_token: str = ""
    parent_execution_id: str = ""
    parent_task_execution_id: str = ""
    started_at: float


class TaskExecutionStarted(Event):
    """A task runs; one run per loop item, below a run for the loop itself."""

    task_execution_id: str
    execution_id: str
    task_name: str
    task_action: str
    properties: dict[str, Any]
    parent_task_execution_id: str = ""
    loop_items: list[Any] | None = None
    loop_item: Any = None
    loop_index: int = 0
    started_at: float


class TaskExecutionEnded(Event):
    """The run of a task is over."""

    task_execution_id: str
    execution_id: str
    status: TaskStatus
    status_message: str
    outputs: dict[str, Any]
    ended_at: float


class ExecutionEnded(Event):
    """An execution is over; `status` is `Success`, `Failed` or `Cancelled`."""

    execution_id: str
    template_name: str
    status: str
    status_message: str
    parameters: dict[str, Any]
    outputs: dict[str, Any] = {}
    ended_at: float
