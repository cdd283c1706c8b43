"""What an execution that waits in a trigger knows of it. Times are Unix seconds, virtual."""

from dataclasses import dataclass, field
from typing import Any

from scalehook_contracts.template_engine.triggers import TriggerKind


@dataclass
class Firing:
    """A child execution that the trigger has started; `status` is empty while it runs."""

    execution_id: str
    at: float
    status: str = ""
    message: str = ""
    outputs: dict[str, Any] = field(default_factory=dict)


@dataclass
class Trigger:
    """The trigger of one execution. `breaches` counts, for each resource of an alarm, the periods in a
    row in which its metric was out of bounds; `told` says when its children were last started.
    """

    task_id: str
    kind: TriggerKind
    next_at: float | None = None
    spent: bool = False  # it fires no more
    last: Firing | None = None
    last_success_at: float | None = None
    running: list[str] = field(default_factory=list)  # ids of children
    breaches: dict[str, int] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)

    def fire(self, execution_id: str, at: float) -> None:
        """A child begins."""
        self.last = Firing(execution_id, at)
        self.running.append(execution_id)

    def end(self, execution_id: str, status: str, message: str, outputs: dict[str, Any]) -> None:
        """A child is over; the latest one is told of."""
        self.running.remove(execution_id)
        if self.last is None or self.last.execution_id != execution_id:
            return
        self.last.status, self.last.message, self.last.outputs = status, message, outputs
        if status == "Success":
            self.last_success_at = self.last.at
