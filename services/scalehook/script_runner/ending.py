"""Ends the run of a script on an instance."""

from scalehook.kit import Work
from scalehook.kit.history import overdue
from scalehook.script_runner.failures import ERROR_INFO
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Invocation, Run, State
from scalehook.script_runner.state.events.commands import InvocationsForgotten
from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.runs import ScriptEnded


def end(
    invocation: Invocation,
    run: Run,
    status: InvocationStatus,
    work: Work[State, Settings],
    *,
    error_code: str = "",
    exit_code: int | None = None,
    output: str = "",
    dropped: int = 0,
) -> None:
    """Record what came of it; with it, what was over long ago is forgotten."""
    work.record(
        ScriptEnded(
            invoke_id=invocation.invoke_id,
            instance_id=run.instance_id,
            invocation_status=status,
            exit_code=exit_code,
            output=output,
            dropped=dropped,
            error_code=error_code,
            error_info=ERROR_INFO[error_code],
            ended_at=work.now.timestamp(),
        )
    )
    old = overdue(work.state.archive.ended, work.now, work.settings)
    if old:
        work.record(InvocationsForgotten(invoke_ids=old))


def effect_key(invocation: Invocation, run: Run) -> str:
    """The key under which the script runs."""
    return f"run/{invocation.invoke_id}/{run.instance_id}"


def timer_key(invocation: Invocation, run: Run) -> str:
    """The key of its time-out."""
    return f"timeout/{invocation.invoke_id}/{run.instance_id}"
