"""What Cloud Assistant tells the others."""

from scalehook_contracts.base import Event
from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.commands import RunCommand


class CommandInvoked(Event):
    """A command is to run on instances."""

    invoke_id: str
    command_id: str
    request: RunCommand
    invoked_at: float


class ScriptStarted(Event):
    """A script runs on an instance."""

    invoke_id: str
    instance_id: str
    started_at: float


class ScriptEnded(Event):
    """It runs no more, or never did."""

    invoke_id: str
    instance_id: str
    invocation_status: InvocationStatus
    exit_code: int | None = None
    output: str = ""  # Base64
    dropped: int = 0  # bytes that were cut off
    error_code: str = ""
    error_info: str = ""
    ended_at: float
