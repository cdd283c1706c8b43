"""What events do to invocations."""

from scalehook.script_runner.state.root import Invocation, Run, State
from scalehook_contracts.base import Note
from scalehook_contracts.script_runner import CommandInvoked, ScriptEnded, ScriptStarted


class InstanceNoted(Note):
    """An instance is there, and runs or not."""

    instance_id: str
    running: bool


class InstanceForgotten(Note):
    """An instance is gone."""

    instance_id: str


def command_invoked(event: CommandInvoked, state: State) -> None:
    """One more invocation."""
    runs = {instance_id: Run(instance_id) for instance_id in event.request.instance_ids}
    state.invocations[event.invoke_id] = Invocation(
        event.invoke_id, event.command_id, event.request, event.invoked_at, runs
    )
    if event.request.client_token:
        state.by_client_token[event.request.client_token] = event.invoke_id


def script_started(event: ScriptStarted, state: State) -> None:
    """It runs."""
    run = state.invocations[event.invoke_id].runs[event.instance_id]
    run.status = "Running"
    run.started_at = event.started_at


def script_ended(event: ScriptEnded, state: State) -> None:
    """It has ended."""
    run = state.invocations[event.invoke_id].runs[event.instance_id]
    run.status = event.invocation_status
    run.ended_at = event.ended_at
    run.exit_code = event.exit_code
    run.output = event.output
    run.dropped = event.dropped
    run.error_code = event.error_code
    run.error_info = event.error_info


def instance_noted(event: InstanceNoted, state: State) -> None:
    """Whether it can run something."""
    state.instances[event.instance_id] = event.running


def instance_forgotten(event: InstanceForgotten, state: State) -> None:
    """It can run nothing any more."""
    state.instances.pop(event.instance_id, None)
