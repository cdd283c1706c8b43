"""Executions and the runs of their tasks. Times are Unix seconds, virtual."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scalehook.template_engine.state.tasks import TaskRun
from scalehook.template_engine.state.triggers import Trigger
from scalehook_contracts.template_engine.base import ExecutionStatus, TaskStatus
from scalehook_contracts.template_engine.executions import ExecutionStarted


@dataclass
class Execution:
    """One run of a template; `started` is how it began."""

    started: ExecutionStarted
    status: ExecutionStatus = "Running"
    status_message: str = ""
    outputs: dict[str, Any] = field(default_factory=dict)
    ended_at: float | None = None
    next_task: str | None = None  # while somebody is to say so; empty where none follows
    cancelled: str = ""  # why, once it is; a task that OnCancel names may still run
    tasks: dict[str, TaskRun] = field(default_factory=dict)
    borrowed: dict[str, str] = field(default_factory=dict)  # from the Parameter Store
    refusals: dict[str, str] = field(default_factory=dict)  # why others could not be read
    trigger: Trigger | None = None  # once it has waited in one

    def __post_init__(self) -> None:
        self._top_level: list[TaskRun] = []
        self._latest: dict[str, TaskRun] = {}
        for run in self.tasks.values():
            self._place(run)
            if run.over:
                self._count_end(run)

    @property
    def execution_id(self) -> str:
        """Its id."""
        return self.started.execution_id

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.status in ("Success", "Failed", "Cancelled")

    @property
    def listens(self) -> bool:
        """Whether its trigger may fire."""
        trigger = self.trigger
        return trigger is not None and not self.tasks[trigger.task_id].over

    def top_level(self) -> list[TaskRun]:
        """The runs that are no loop's items, oldest first."""
        return self._top_level

    def latest(self) -> Mapping[str, TaskRun]:
        """Of each task that has run, the run that was over last, by its name in lower case."""
        return self._latest

    def begin(self, run: TaskRun) -> None:
        """A task runs, perhaps for an item of a loop."""
        self.tasks[run.task_id] = run
        if run.parent_id:
            self.tasks[run.parent_id].children.append(run.task_id)
        self._place(run)

    def end(self, run: TaskRun, status: TaskStatus, ended_at: float) -> None:
        """The run is over."""
        run.status = status
        run.ended_at = ended_at
        self._count_end(run)

    def _place(self, run: TaskRun) -> None:
        if run.parent_id:
            self.tasks[run.parent_id].running += 1
        else:
            self._top_level.append(run)

    def _count_end(self, run: TaskRun) -> None:
        if run.parent_id:
            loop = self.tasks[run.parent_id]
            loop.running -= 1
            loop.failed += run.status == "Failed"
        else:
            self._latest[run.name.lower()] = run
