"""Ends the run of a script on an instance."""

from scalehook.kit import Work
from scalehook.kit.history import overdue
from scalehook.script_runner.delivering import deliver
from scalehook.script_runner.failures import ERROR_INFO
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Invocation, Run, State
from scalehook.script_runner.state.events.commands import InvocationsForgotten
from scalehook.script_runner.times import comes_again
from scalehook_contracts.script_runner.base import InvocationStatus
from scalehook_contracts.script_runner.runs import CollectOutput, ScriptCutShort, ScriptEnded


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
    for_good: bool = False,
) -> None:
    """Record what came of it, this time; with it, what was over long ago is forgotten."""
    again = not for_good and comes_again(invocation, run, work)
    has_run = run.is_alive
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
            again=again,
        )
    )
    if has_run and invocation.request.oss_output_delivery:
        deliver(invocation, run, output, work)
    if not again and invocation.request.frequency:
        work.cancel(repeat_key(invocation, run))
    old = overdue(work.state.archive.ended, work.now, work.settings)
    if old:
        work.record(InvocationsForgotten(invoke_ids=old))


def cut_short(
    invocation: Invocation, run: Run, status: InvocationStatus, work: Work[State, Settings]
) -> None:
    """End its processes; it is told as `status` when what it printed is known."""
    ids = {"invoke_id": invocation.invoke_id, "instance_id": run.instance_id}
    work.end(effect_key(invocation, run))
    work.cancel(timer_key(invocation, run))
    cut = ScriptCutShort(**ids, invocation_status=status, cut_at=work.now.timestamp())
    work.record(cut)
    work.begin(words_key(invocation, run), CollectOutput(**ids, number=run.turn))


def call_off(invocation: Invocation, run: Run, work: Work[State, Settings]) -> None:
    """Nothing more is to happen to what runs now."""
    work.end(effect_key(invocation, run))
    if run.cut_short is not None:
        work.end(words_key(invocation, run))
    work.cancel(timer_key(invocation, run))


def effect_key(invocation: Invocation, run: Run) -> str:
    """The key under which the script runs."""
    return f"run/{_name(invocation, run)}"


def words_key(invocation: Invocation, run: Run) -> str:
    """The key under which its last words are collected."""
    return f"words/{_name(invocation, run)}"


def timer_key(invocation: Invocation, run: Run) -> str:
    """The key of its time-out."""
    return f"timeout/{invocation.invoke_id}/{run.instance_id}"


def repeat_key(invocation: Invocation, run: Run) -> str:
    """The key of its next time."""
    return f"repeat/{invocation.invoke_id}/{run.instance_id}"


def zone_key(invocation: Invocation, run: Run) -> str:
    """The key under which the instance is asked for its time zone."""
    return f"zone/{invocation.invoke_id}/{run.instance_id}"


def _name(invocation: Invocation, run: Run) -> str:
    name = f"{invocation.invoke_id}/{run.instance_id}"
    return name if run.number < 2 else f"{name}/{run.number}"
