"""Commands."""

from scalehook.kit import Deferred, Work
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import is_history
from scalehook.script_runner import content
from scalehook.script_runner.ending import effect_key, end, timer_key
from scalehook.script_runner.lookups import await_instances, check_command
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Invocation, Run, State
from scalehook.script_runner.striking import struck_by
from scalehook_contracts.errors.common import IdempotentParameterMismatch
from scalehook_contracts.script_runner.commands import CommandInvoked, CommandRun, RunCommand
from scalehook_contracts.script_runner.guests import Guest
from scalehook_contracts.script_runner.runs import RunScript, ScriptStarted, TimeOutScript


def run_command(command: RunCommand, work: Work[State, Settings]) -> CommandRun | Deferred:
    """Begin the script on every instance that runs; the others abort it."""
    earlier = _earlier(command, work)
    if earlier is not None:
        return CommandRun(command_id=earlier.command_id, invoke_id=earlier.invoke_id)
    check_command(command)
    text, given = content.decoded(command), content.given_parameters(command)
    if command.enable_parameter:
        content.check_parameters(text, given)
    later = await_instances(command, work)
    if later is not None:
        return later
    invoked = CommandInvoked(
        invoke_id=work.new_id("t-hz0", 16),
        command_id=work.new_id("c-hz0", 16),
        request=command,
        invoked_at=work.now.timestamp(),
    )
    work.record(invoked)
    invocation = work.state.invocations[invoked.invoke_id]
    for run in invocation.runs.values():
        if work.state.instances[run.instance_id]:
            values = {**given, **_built_in(invocation, run, work)}
            script = content.filled(text, values) if command.enable_parameter else text
            _begin(invocation, run, script, work)
        else:
            end(invocation, run, "Aborted", work, error_code="InstanceNotRunning")
    return CommandRun(command_id=invoked.command_id, invoke_id=invoked.invoke_id)


def _begin(invocation: Invocation, run: Run, script: str, work: Work[State, Settings]) -> None:
    started_at = work.now.timestamp()
    ids = {"invoke_id": invocation.invoke_id, "instance_id": run.instance_id}
    work.record(ScriptStarted(**ids, started_at=started_at))
    work.begin(
        effect_key(invocation, run),
        RunScript(
            **ids,
            script=script,
            working_dir=invocation.request.working_dir or "/root",
            username=invocation.request.username or "root",
            instead=struck_by(invocation, run, script, work) if work.state.faults else None,
            guest=work.state.guests.get(run.instance_id, Guest()),
        ),
    )
    timeout = invocation.request.timeout
    work.schedule_in(timer_key(invocation, run), timeout, TimeOutScript(**ids))


def _earlier(command: RunCommand, work: Work[State, Settings]) -> Invocation | None:
    known = work.state.by_client_token.get(command.client_token) if command.client_token else None
    if known is None:
        return None
    earlier = work.state.invocations[known]
    ended_at = None if earlier.ended_at is None else moment(earlier.ended_at)
    if is_history(ended_at, work.now, work.settings):
        return None
    if earlier.request != command:
        raise IdempotentParameterMismatch()
    return earlier


def _built_in(invocation: Invocation, run: Run, work: Work[State, Settings]) -> dict[str, str]:
    return {
        "acs::regionid": work.settings.region,
        "acs::accountid": work.settings.account_id,
        "acs::instanceid": run.instance_id,
        "acs::invokeid": invocation.invoke_id,
        "acs::commandid": invocation.command_id,
    }
