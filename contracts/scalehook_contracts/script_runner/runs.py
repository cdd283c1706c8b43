"""One script on one instance."""

from scalehook_contracts.base import Command, Done, Event, Intent
from scalehook_contracts.numbers import Int64
from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.faults import ScriptFault
from scalehook_contracts.script_runner.guests import Guest


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
    exit_code: Int64 | None = None
    output: str = ""  # Base64
    dropped: Int64 = 0  # bytes that were cut off
    error_code: str = ""
    error_info: str = ""
    ended_at: float


class RunScript(Intent):
    """Run a script in the root of an instance, once; or let a fault take its place."""

    invoke_id: str
    instance_id: str
    script: str
    working_dir: str
    username: str
    instead: ScriptFault | None = None
    guest: Guest = Guest()


class RecordScriptResult(Command[Done]):
    """The script has ended, or could not be run."""

    invoke_id: str
    instance_id: str
    exit_code: Int64 | None = None
    output: str = ""  # Base64
    dropped: Int64 = 0
    error_code: str = ""


class TimeOutScript(Command[Done]):
    """The script has had its time."""

    invoke_id: str
    instance_id: str
