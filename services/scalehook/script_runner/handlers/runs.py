"""How scripts go on and end."""

from collections.abc import Iterator

from scalehook.kit import Work
from scalehook.script_runner.ending import cut_short, end, timer_key
from scalehook.script_runner.failures import status_of
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.starting import set_alarm, start
from scalehook.script_runner.state import Invocation, Run, State
from scalehook.script_runner.state.events.runs import OutputDelivered, ScriptSaid
from scalehook_contracts.base import Done
from scalehook_contracts.script_runner.runs import (
    RecordDelivery,
    RecordLastWords,
    RecordScriptOutput,
    RecordScriptResult,
    RecordTimeZone,
    RepeatScript,
    ScriptScheduled,
    TimeOutScript,
)


def record_script_output(command: RecordScriptOutput, work: Work[State, Settings]) -> Done:
    """It can be seen while the script runs."""
    for _, run in _named(command, work):
        if run.is_alive and run.turn == command.number:
            said = {"output": command.output, "dropped": command.dropped}
            work.record(ScriptSaid(invoke_id=command.invoke_id, instance_id=run.instance_id, **said))
    return Done()


def record_script_result(command: RecordScriptResult, work: Work[State, Settings]) -> Done:
    """The script has ended by itself, or could not be run."""
    failed = command.error_code or ("ExitCodeNonzero" if command.exit_code else "")
    for invocation, run in _named(command, work):
        if run.status == "Running" and run.turn == command.number and run.cut_short is None:
            work.cancel(timer_key(invocation, run))
            end(
                invocation,
                run,
                status_of(failed),
                work,
                error_code=failed,
                exit_code=command.exit_code,
                output=command.output,
                dropped=command.dropped,
            )
    return Done()


def record_last_words(command: RecordLastWords, work: Work[State, Settings]) -> Done:
    """A script that was cut short has ended."""
    for invocation, run in _named(command, work):
        if run.cut_short is not None and run.turn == command.number:
            is_late = run.cut_short == "Timeout"
            end(
                invocation,
                run,
                run.cut_short,
                work,
                error_code="ExecutionTimeout" if is_late else "",
                output=command.output,
                dropped=command.dropped,
                for_good=not is_late,
            )
    return Done()


def time_out_script(command: TimeOutScript, work: Work[State, Settings]) -> Done:
    """Its virtual time is up: the process is ended, however long it ran in real time. One that has not
    reached its instance by then never will.
    """
    for invocation, run in _named(command, work):
        if run.status in ("Pending", "Scheduled"):
            end(invocation, run, "Aborted", work, error_code="DeliveryTimeout")
        elif run.status == "Running" and run.cut_short is None:
            cut_short(invocation, run, "Timeout", work)
    return Done()


def record_delivery(command: RecordDelivery, work: Work[State, Settings]) -> Done:
    """What became of an output is told beside it."""
    for _ in _named(command, work):
        work.record(OutputDelivered.model_validate(command.model_dump()))
    return Done()


def repeat_script(command: RepeatScript, work: Work[State, Settings]) -> Done:
    """It runs again, if it does not run still: the times are never moved by how long it takes."""
    for invocation, run in _named(command, work):
        if not run.over:
            set_alarm(invocation, run, work)
        if run.status == "Scheduled":
            start(invocation, run, work)
    return Done()


def record_time_zone(command: RecordTimeZone, work: Work[State, Settings]) -> Done:
    """Now it is known when its time comes."""
    for invocation, run in _named(command, work):
        if run.status == "Pending":
            work.record(ScriptScheduled.model_validate(command.model_dump()))
            set_alarm(invocation, run, work)
    return Done()


Named = (
    RecordScriptOutput
    | RecordScriptResult
    | RecordLastWords
    | RecordDelivery
    | TimeOutScript
    | RepeatScript
    | RecordTimeZone
)


def _named(command: Named, work: Work[State, Settings]) -> Iterator[tuple[Invocation, Run]]:
    """The run that the message is about; none where the invocation is long forgotten."""
    invocation = work.state.invocations.get(command.invoke_id)
    if invocation is not None:
        yield invocation, invocation.runs[command.instance_id]
