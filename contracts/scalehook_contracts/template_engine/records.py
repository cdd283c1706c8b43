"""What is kept of an execution: its log, and the template that it ran."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.template_engine.base import OosOperation
from scalehook_contracts.template_engine.templates import TemplateText


class ExecutionLog(Part):
    """A line of the log: a task began, or ended."""

    task_execution_id: str
    message: str
    log_type: str = "System"
    timestamp: str


class ExecutionLogList(Reply):
    """Some lines, and the token of the next page, where there is one."""

    execution_logs: list[ExecutionLog] = Listed("ExecutionLog")
    is_truncated: bool = False
    max_results: Int64
    next_token: str = ""


class ListExecutionLogs(OosOperation[ExecutionLogList]):
    """Lists what has happened to the tasks of an execution, the oldest first."""

    account_id: str = ""  # there is one
    execution_id: str
    task_execution_id: str = ""
    log_type: Literal["", "System"] = ""
    max_results: int = Field(50, ge=10, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """The execution."""
        return [f"execution/{self.execution_id}"]


class GetExecutionTemplate(OosOperation[TemplateText]):
    """Gives the template that an execution runs, in its version."""

    execution_id: str
    region_id: str = ""

    def resources(self) -> list[str]:
        """The execution."""
        return [f"execution/{self.execution_id}"]
