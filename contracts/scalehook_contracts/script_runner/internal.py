"""What the script runner says to itself."""

from scalehook_contracts.base import Command, Done, Intent


class RunScript(Intent):
    """Run a script in the root of an instance, once."""

    invoke_id: str
    instance_id: str
    script: str
    working_dir: str
    username: str


class RecordScriptResult(Command[Done]):
    """The script has ended, or could not be run."""

    invoke_id: str
    instance_id: str
    exit_code: int | None = None
    output: str = ""  # Base64
    dropped: int = 0
    error_code: str = ""


class TimeOutScript(Command[Done]):
    """The script has had its time."""

    invoke_id: str
    instance_id: str


class RemoveRoot(Intent):
    """Delete what an instance that is gone has left on the disk."""

    instance_id: str


class RecordRootRemoved(Command[Done]):
    """Nothing is left of it."""

    instance_id: str
