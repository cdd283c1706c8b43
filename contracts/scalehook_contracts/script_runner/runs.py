"""One script on one instance. What runs again and again is numbered."""

from typing import ClassVar

from scalehook_contracts.base import Command, Done, Event, Intent
from scalehook_contracts.guests import Guest
from scalehook_contracts.numbers import Int64
from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.faults import ScriptFault


class ScriptScheduled(Event):
    """A script waits for its time, or for the instance's next start. `time_zone`: what its times are
    read in, where they do not say.
    """

    invoke_id: str
    instance_id: str
    time_zone: str = ""


class ScriptStarted(Event):
    """A script runs on an instance."""

    invoke_id: str
    instance_id: str
    started_at: float
    number: Int64 = 1


class ScriptCutShort(Event):
    """A script that runs is ended; what it has printed is being collected. It will be told as this."""

    invoke_id: str
    instance_id: str
    invocation_status: InvocationStatus
    cut_at: float


class ScriptEnded(Event):
    """It runs no more, or never did. `again`: it waits for its next time."""

    invoke_id: str
    instance_id: str
    invocation_status: InvocationStatus
    exit_code: Int64 | None = None
    output: str = ""  # Base64
    dropped: Int64 = 0  # bytes that were cut off
    error_code: str = ""
    error_info: str = ""
    ended_at: float
    again: bool = False


class RunScript(Intent):
    """Run a script in the root of an instance, once; or let a fault take its place. What it takes from
    the Parameter Store is asked for on behalf of `caller`.
    """

    invoke_id: str
    instance_id: str
    script: str
    working_dir: str
    username: str
    instead: ScriptFault | None = None
    guest: Guest = Guest()
    is_base64: bool = False  # the script, which is no text
    launcher: str = ""
    number: Int64 = 1
    caller: str = ""
    session_policy: str = ""  # of the caller's session
    container_id: str = ""  # or its name: the container of the instance in which it runs
    container_name: str = ""
    delivers: bool = False  # all that it says is kept until it is delivered


class RecordScriptOutput(Command[Done]):
    """What a script has printed so far."""

    repeatable: ClassVar[bool] = False

    invoke_id: str
    instance_id: str
    number: Int64
    output: str  # Base64
    dropped: Int64


class RecordScriptResult(Command[Done]):
    """The script has ended, or could not be run."""

    invoke_id: str
    instance_id: str
    exit_code: Int64 | None = None
    output: str = ""  # Base64
    dropped: Int64 = 0
    error_code: str = ""
    number: Int64 = 1


class CollectOutput(Intent):
    """Find out what a script printed that was cut short."""

    invoke_id: str
    instance_id: str
    number: Int64


class DeliverOutput(Intent):
    """Put what a script has said into OSS, on behalf of `caller`. `output` is its end."""

    invoke_id: str
    instance_id: str
    number: Int64
    bucket_name: str
    object_name: str
    output: str  # Base64
    caller: str
    session_policy: str = ""


class RecordDelivery(Command[Done]):
    """It is there; or it was refused, with this code."""

    repeatable: ClassVar[bool] = False

    invoke_id: str
    instance_id: str
    number: Int64
    uri: str = ""
    error_code: str = ""
    error_info: str = ""


class RecordLastWords(Command[Done]):
    """What a script had printed when it was cut short."""

    invoke_id: str
    instance_id: str
    number: Int64
    output: str = ""  # Base64
    dropped: Int64 = 0


class TimeOutScript(Command[Done]):
    """The script has had its time."""

    invoke_id: str
    instance_id: str


class RepeatScript(Command[Done]):
    """The script's time has come. Nobody waits for one that comes again and again."""

    housekeeping: ClassVar[bool] = True

    invoke_id: str
    instance_id: str
    only_once: bool = False

    def awaited(self) -> bool:
        """Whether somebody may wait for it."""
        return self.only_once


class ReadTimeZone(Intent):
    """Ask an instance for its time zone."""

    invoke_id: str
    instance_id: str
    guest: Guest = Guest()


class RecordTimeZone(Command[Done]):
    """The instance's time zone; empty when it does not say."""

    invoke_id: str
    instance_id: str
    time_zone: str = ""
