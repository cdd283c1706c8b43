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
    """A command, invoked."""

    invoke_id: str
    command_id: str
    request: RunCommand
    invoked_at: float
    runs: dict[str, Run] = field(default_factory=dict)
