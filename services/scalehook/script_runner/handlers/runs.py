"""How scripts end."""

from scalehook.kit import Work
from scalehook.script_runner.ending import effect_key, end, timer_key
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.script_runner.runs import RecordScriptResult, TimeOutScript


def record_script_result(command: RecordScriptResult, work: Work[State, Settings]) -> Done:
    """The script has ended by itself, or could not be run."""
    invocation = work.state.invocations[command.invoke_id]
    run = invocation.runs[command.instance_id]
    if run.over:
        return Done()
    failed = command.error_code or ("ExitCodeNonzero" if command.exit_code else "")
    work.cancel(timer_key(invocation, run))
    end(
        invocation,
        run,
        "Failed" if failed else "Success",
        work,
        error_code=failed,
        exit_code=command.exit_code,
        output=command.output,
        dropped=command.dropped,
    )
    return Done()


def time_out_script(command: TimeOutScript, work: Work[State, Settings]) -> Done:
    """Its virtual time is up: the process is ended, however long it ran in real time."""
    invocation = work.state.invocations[command.invoke_id]
    run = invocation.runs[command.instance_id]
    if not run.over:
        work.end(effect_key(invocation, run))
        end(invocation, run, "Timeout", work, error_code="ExecutionTimeout")
    return Done()
