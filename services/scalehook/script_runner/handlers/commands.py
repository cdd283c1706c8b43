"""Commands that run at once, are invoked, or stopped."""

from scalehook.kit import Deferred, Work
from scalehook.script_runner import content
from scalehook.script_runner.checks import (
    check_described,
    check_launcher,
    check_resource_group,
    check_type,
    check_working_dir,
    is_elsewhere,
)
from scalehook.script_runner.choosing import MOST_INSTANCES
from scalehook.script_runner.ending import call_off, cut_short, end, repeat_key, zone_key
from scalehook.script_runner.invoking import invoke, prepare
from scalehook.script_runner.keeping import check_quota, keep, new_command_id
from scalehook.script_runner.operation_errors import OF_INVOCATIONS, OF_RUNS, told_as
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import Invocation, KeptCommand, Run, State
from scalehook.script_runner.tags import check_tags
from scalehook.script_runner.tokens import digest, earlier_invocation, earlier_run, token_key
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ecs import (
    InstanceIdsExceedLimit,
    InvalidInstanceNotFound,
    InvalidInvokeIdNotFound,
)
from scalehook_contracts.errors.ecs_commands import InvalidCmdIdNotFound
from scalehook_contracts.script_runner.commands import CommandRun, RunCommand
from scalehook_contracts.script_runner.invoking import CommandInvocation, InvokeCommand, StopInvocation


def run_command(command: RunCommand, work: Work[State, Settings]) -> CommandRun | Deferred:
    """Begin the script on every instance that runs; the others abort it."""
    earlier = earlier_run(command, work)
    if earlier is not None:
        return CommandRun(command_id=earlier.command_id, invoke_id=earlier.invoke_id)
    check_type(command.type)
    with told_as(OF_RUNS):
        check_described(command)
        script = content.decoded(command)
        if is_elsewhere(command.region_id, work):
            raise InvalidInstanceNotFound()
        if command.keep_command:
            check_quota(work)
        prepared = prepare(command, work)
    if isinstance(prepared, Deferred):
        return prepared
    kept = command.keep_command
    command_id = keep(command, script, work) if kept else new_command_id(work)
    known_as = digest(command, command.client_token)
    invoke_id = invoke(prepared, command_id, work, digest=known_as)
    return CommandRun(command_id=command_id, invoke_id=invoke_id)


def invoke_command(command: InvokeCommand, work: Work[State, Settings]) -> CommandInvocation | Deferred:
    """The same with a command that is kept."""
    earlier = earlier_invocation(command, work)
    if earlier is not None:
        return CommandInvocation(invoke_id=earlier.invoke_id)
    kept = work.state.commands.get(command.command_id)
    if is_elsewhere(command.region_id, work) or kept is None:
        raise InvalidCmdIdNotFound()
    check_working_dir(command.working_dir)
    check_launcher(command.launcher)
    check_resource_group(command.resource_group_id)
    check_tags(command.tags)
    with told_as(OF_INVOCATIONS):
        prepared = prepare(_as_run(command, kept), work)
    if isinstance(prepared, Deferred):
        return prepared
    token = token_key(command, command.client_token)
    known_as = digest(command, command.client_token)
    return CommandInvocation(
        invoke_id=invoke(prepared, kept.command_id, work, token=token, digest=known_as)
    )


def stop_invocation(command: StopInvocation, work: Work[State, Settings]) -> Done:
    """What runs is ended, what waits does not begin; what is over stays as it is."""
    invocation = work.state.invocations.get(command.invoke_id)
    if is_elsewhere(command.region_id, work) or invocation is None:
        raise InvalidInvokeIdNotFound()
    if len(command.instance_ids) > MOST_INSTANCES:
        raise InstanceIdsExceedLimit()
    for run in list(invocation.runs.values()):
        if not run.over and (not command.instance_ids or run.instance_id in command.instance_ids):
            _stop(invocation, run, work)
    return Done()


def _stop(invocation: Invocation, run: Run, work: Work[State, Settings]) -> None:
    if invocation.request.frequency:
        work.cancel(repeat_key(invocation, run))
    if run.status == "Running":
        cut_short(invocation, run, "Terminated", work)
    elif run.status != "Stopping":
        call_off(invocation, run, work)
        work.end(zone_key(invocation, run))
        end(
            invocation,
            run,
            "Cancelled",
            work,
            error_code=run.error_code,
            exit_code=run.exit_code,
            output=run.output,
            dropped=run.dropped,
            for_good=True,
        )


def _as_run(command: InvokeCommand, kept: KeptCommand) -> RunCommand:
    given = command.model_dump(exclude={"command_id", "timeout", "working_dir", "launcher"})
    return RunCommand(
        **given,
        type=kept.type,
        command_content=kept.content,
        content_encoding="Base64",
        name=kept.name,
        description=kept.description,
        working_dir=command.working_dir or kept.working_dir,
        timeout=command.timeout or kept.timeout,
        enable_parameter=kept.enable_parameter,
        launcher=command.launcher or kept.launcher,
    )
