"""What happens to runs."""

from scalehook.script_runner.state.root import State
from scalehook.script_runner.state.runs import Delivery, Run
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64
from scalehook_contracts.script_runner.runs import (
    ScriptCutShort,
    ScriptEnded,
    ScriptScheduled,
    ScriptStarted,
)


class ScriptSaid(Note):
    """All that a script has printed so far."""

    invoke_id: str
    instance_id: str
    output: str  # Base64
    dropped: Int64


class PastRunsForgotten(Note):
    """So many of the times that a script has run are too long ago."""

    invoke_id: str
    instance_id: str
    count: Int64


class OutputDelivered(Note):
    """It is in OSS, or was refused there."""

    invoke_id: str
    instance_id: str
    number: Int64
    uri: str
    error_code: str
    error_info: str


def script_scheduled(event: ScriptScheduled, state: State) -> None:
    """It waits for its time."""

    def change() -> None:
        run.status, run.time_zone = "Scheduled", event.time_zone

    invocation = state.invocations[event.invoke_id]
    run = invocation.runs[event.instance_id]
    state.archive.change(invocation, run, change)


def script_started(event: ScriptStarted, state: State) -> None:
    """It runs."""
    invocation = state.invocations[event.invoke_id]
    run = invocation.runs[event.instance_id]
    state.archive.change(invocation, run, lambda: run.begin(event.number, event.started_at))


def script_said(event: ScriptSaid, state: State) -> None:
    """It is seen while it runs."""
    run = state.invocations[event.invoke_id].runs[event.instance_id]
    run.output, run.dropped = event.output, event.dropped


def script_cut_short(event: ScriptCutShort, state: State) -> None:
    """Its last words are still to come. One whose time is up counts as running until then."""

    def change() -> None:
        run.cut_short, run.cut_at = event.invocation_status, event.cut_at
        run.status = "Stopping" if event.invocation_status == "Terminated" else "Running"

    invocation = state.invocations[event.invoke_id]
    run = invocation.runs[event.instance_id]
    state.archive.change(invocation, run, change)


def script_ended(event: ScriptEnded, state: State) -> None:
    """It has ended; for this time, or for good."""
    invocation = state.invocations[event.invoke_id]
    run = invocation.runs[event.instance_id]
    state.archive.change(invocation, run, lambda: _end(run, event))


def output_delivered(event: OutputDelivered, state: State) -> None:
    """That of the newest run, or of one before; of none, if that is forgotten."""
    time = state.invocations[event.invoke_id].runs[event.instance_id].time(event.number)
    if time is not None:
        time.delivery = Delivery(event.uri, event.error_code, event.error_info)


def past_runs_forgotten(event: PastRunsForgotten, state: State) -> None:
    """The oldest."""
    past = state.invocations[event.invoke_id].runs[event.instance_id].past
    for _ in range(event.count):
        past.popleft()


def _end(run: Run, event: ScriptEnded) -> None:
    if event.invocation_status == "Cancelled":
        run.close()
    run.status = "Scheduled" if event.again else event.invocation_status
    run.result = event.invocation_status
    run.cut_short = None
    run.ended_at = event.ended_at
    run.exit_code = event.exit_code
    run.output = event.output
    run.dropped = event.dropped
    run.error_code = event.error_code
    run.error_info = event.error_info
