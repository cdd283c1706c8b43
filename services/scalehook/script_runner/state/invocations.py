"""An invocation of a command."""

from dataclasses import dataclass, field

from scalehook.script_runner.state.runs import Run
from scalehook_contracts.script_runner.commands import RunCommand

AT_REBOOT = ("NextRebootOnly", "EveryReboot")


@dataclass
class Invocation:
    """A command, invoked. `open` counts the runs that are not over; it follows from them. `token` and
    `digest` say which call it was, `caller` whose, where that matters.
    """

    invoke_id: str
    command_id: str
    request: RunCommand
    invoked_at: float
    runs: dict[str, Run] = field(default_factory=dict)
    token: str = ""
    digest: str = ""
    caller: str = ""

    def __post_init__(self) -> None:
        self.open = sum(not run.over for run in self.runs.values())

    @property
    def ended_at(self) -> float | None:
        """When the last of its runs ended; None while one is open."""
        if self.open:
            return None
        return max((run.ended_at or 0 for run in self.runs.values()), default=self.invoked_at)

    @property
    def repeat_mode(self) -> str:
        """A frequency makes it `Period`, whatever was said."""
        return "Period" if self.request.frequency else self.request.repeat_mode

    @property
    def username(self) -> str:
        """As whom it runs."""
        return self.request.username or "root"

    @property
    def working_dir(self) -> str:
        """Where it runs."""
        return self.request.working_dir or "/root"

    @property
    def token_key(self) -> str:
        """The key of the call that made it; empty where it had no token."""
        return self.token or self.request.client_token
