"""Invokes commands on instances."""

from scalehook.kit import Deferred, Work
from scalehook.script_runner import content
from scalehook.script_runner.choosing import await_instances, chosen
from scalehook.script_runner.run_checks import WINDOWS, check_run
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.starting import set_out
from scalehook.script_runner.state import State
from scalehook_contracts.errors.ecs import InvalidInstanceNotMatch, InvocationExceedQuota
from scalehook_contracts.errors.ecs_instances import DryRunOperation
from scalehook_contracts.script_runner.commands import CommandInvoked, RunCommand

SECONDS_OF_DAY = 86_400


def prepare(command: RunCommand, work: Work[State, Settings]) -> RunCommand | Deferred:
    """The command with the instances that it is for; refused where it cannot run on them. A dry run
    ends here.
    """
    check_run(command, work)
    given = content.given_parameters(command)
    if command.enable_parameter:
        content.check_parameters(content.decoded(command), given)
    instance_ids = chosen(command.instance_ids, command.resource_tags, work)
    later = await_instances(instance_ids, command.resource_group_id, work)
    if later is not None:
        return later
    if command.type in WINDOWS:
        raise InvalidInstanceNotMatch()  # the simulated instances are Linux
    _check_quota(work)
    if command.repeat_mode == "DryRun" and not command.frequency:
        if not all(work.state.instances[each] for each in instance_ids):
            raise InvalidInstanceNotMatch()  # nor does a dry run pass where no agent answers
        raise DryRunOperation()
    return command.model_copy(update={"instance_ids": instance_ids})


def invoke(
    command: RunCommand,
    command_id: str,
    work: Work[State, Settings],
    token: str = "",
    digest: str = "",
) -> str:
    """It runs from now on, or waits for its time; gives back the invocation's id."""
    invoked = CommandInvoked(
        invoke_id=work.new_id("t-hz0", 16),
        command_id=command_id,
        request=command,
        invoked_at=work.now.timestamp(),
        token=token,
        digest=digest,
        caller=work.caller if command.oss_output_delivery or content.borrows(command) else "",
    )
    work.record(invoked)
    invocation = work.state.invocations[invoked.invoke_id]
    for run in invocation.runs.values():
        set_out(invocation, run, work)
    return invoked.invoke_id


def _check_quota(work: Work[State, Settings]) -> None:
    most, state = work.settings.invocations_per_day, work.state
    today = int(work.now.timestamp() // SECONDS_OF_DAY)
    if most is not None and state.day == today and state.today >= most:
        raise InvocationExceedQuota()
