"""Runs of tasks."""

from typing import Any, Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.template_engine.base import OosOperation, SortOrder, TaskStatus


class TaskExecutionView(Part):
    """One run of one task; `loop` on the parent of a loop, `loop_item` on its children."""

    task_execution_id: str
    execution_id: str
    task_name: str
    task_action: str
    status: TaskStatus
    status_message: str
    properties: str  # JSON text, expressions resolved
    outputs: str  # JSON text
    start_date: str
    end_date: str
    create_date: str
    update_date: str
    child_execution_id: str = ""
    parent_task_execution_id: str = ""
    loop: dict[str, Any] | None = None
    loop_item: str | None = None
    loop_batch_number: int = 0
    extra_data: dict[str, Any] = {}
    template_id: str


class TaskExecutionList(Reply):
    """Some task executions, and the token of the next page."""

    task_executions: list[TaskExecutionView] = Listed("TaskExecution")
    max_results: int
    next_token: str = ""


class ListTaskExecutions(OosOperation[TaskExecutionList]):
    """Lists the runs of an execution's tasks; children of loops only when asked for."""

    execution_id: str = ""
    task_execution_id: str = ""
    task_name: str = ""
    task_action: str = ""
    status: str = ""
    parent_task_execution_id: str = ""
    include_child_task_execution: bool = False
    max_results: int = Field(50, ge=1, le=100)
    next_token: str = ""
    sort_field: Literal["StartDate", "EndDate", "Status"] = "StartDate"
    sort_order: SortOrder = "Descending"
    region_id: str = ""

    def resources(self) -> list[str]:
        """All executions."""
        return ["execution/*"]
