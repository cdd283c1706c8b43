"""A run of a task."""

from dataclasses import dataclass, field
from typing import Any

from scalehook_contracts.template_engine.base import TaskStatus


@dataclass
class TaskRun:
    """One run of a task. A loop has a run of its own, and one per item below it; `running` and `failed`
    count these, and follow from them.
    """

    task_id: str
    execution_id: str
    name: str
    action: str
    properties: dict[str, Any]
    started_at: float
    parent_id: str = ""
    loop_items: list[Any] | None = None
    loop_item: Any = None
    loop_index: int = 0
    loop_batch: int = 0
    status: TaskStatus = "Running"
    status_message: str = ""
    outputs: dict[str, Any] = field(default_factory=dict)
    selected: dict[str, Any] = field(default_factory=dict)  # by the jq paths of expressions
    ended_at: float | None = None
    child_execution_id: str = ""
    tries: int = 0
    approvers: list[str] = field(default_factory=list)
    note: str = ""
    failed_and_waits: bool = False
    asks: bool = False  # whether it may do what cannot be undone
    confirmed: bool = False  # somebody has said so
    repeated: bool = False  # somebody had it run once more
    pauses: int = 0  # between batches, that somebody has ended
    children: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.running = self.failed = 0

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.status not in ("Running", "Waiting")
