"""Executions and the runs of their tasks. Times are Unix seconds, virtual."""

from dataclasses import dataclass, field
from typing import Any

from scalehook.template_engine.state.tasks import TaskRun
from scalehook_contracts.template_engine.base import ExecutionStatus
from scalehook_contracts.template_engine.executions import ExecutionStarted


@dataclass
class Execution:
    """One run of a template; `started` is how it began."""

    started: ExecutionStarted
    status: ExecutionStatus = "Running"
    status_message: str = ""
    outputs: dict[str, Any] = field(default_factory=dict)
    ended_at: float | None = None
    tasks: dict[str, TaskRun] = field(default_factory=dict)

    @property
    def execution_id(self) -> str:
        """Its id."""
        return self.started.execution_id

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.status in ("Success", "Failed", "Cancelled")

    def top_level(self) -> list[TaskRun]:
        """The runs that are no loop's items, oldest first."""
        return [run for run in self.tasks.values() if not run.parent_id]
