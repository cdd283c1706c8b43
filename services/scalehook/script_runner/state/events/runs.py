"""What happens to runs."""

from scalehook.script_runner.state.root import State
from scalehook_contracts.script_runner.runs import ScriptEnded, ScriptStarted


def script_started(event: ScriptStarted, state: State) -> None:
    """It runs."""
    run = state.invocations[event.invoke_id].runs[event.instance_id]
    run.status = "Running"
    run.started_at = event.started_at


def script_ended(event: ScriptEnded, state: State) -> None:
    """It has ended."""
    invocation = state.invocations[event.invoke_id]
    run = invocation.runs[event.instance_id]
    run.status = event.invocation_status
    run.ended_at = event.ended_at
    run.exit_code = event.exit_code
    run.output = event.output
    run.dropped = event.dropped
    run.error_code = event.error_code
    run.error_info = event.error_info
    invocation.open -= 1
    state.archive.end(invocation, run)
