"""An invocation, and its runs on the instances."""

from dataclasses import dataclass, field

from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.commands import RunCommand


@dataclass
class Run:
    """An invocation on one instance. Times are Unix seconds, virtual."""

    instance_id: str
    status: InvocationStatus = "Pending"
    started_at: float | None = None
    ended_at: float | None = None
    exit_code: int | None = None
    output: str = ""  # Base64
    dropped: int = 0
    error_code: str = ""
    error_info: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more comes."""
        return self.status not in ("Pending", "Running")


@dataclass
class Invocation:
    """A command, invoked. `open` counts the runs that are not over; it follows from them."""

    invoke_id: str
    command_id: str
    request: RunCommand
    invoked_at: float
    runs: dict[str, Run] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.open = sum(not run.over for run in self.runs.values())

    @property
    def ended_at(self) -> float | None:
        """When the last of its runs ended; None while one is open."""
        if self.open:
            return None
        return max((run.ended_at or 0 for run in self.runs.values()), default=self.invoked_at)
