"""Invocations, and which instances can run something."""

from dataclasses import dataclass, field

from scalehook_contracts.script_runner import InvocationStatus, RunCommand


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


@dataclass
class State:
    """Invocations by id, and instances: whether they run."""

    invocations: dict[str, Invocation] = field(default_factory=dict)
    instances: dict[str, bool] = field(default_factory=dict)
    by_client_token: dict[str, str] = field(default_factory=dict)
