"""What happens to commands."""

from scalehook.script_runner.state.invocations import Invocation, Run
from scalehook.script_runner.state.root import State
from scalehook_contracts.script_runner.commands import CommandInvoked


def command_invoked(event: CommandInvoked, state: State) -> None:
    """One more invocation."""
    runs = {instance_id: Run(instance_id) for instance_id in event.request.instance_ids}
    state.invocations[event.invoke_id] = Invocation(
        event.invoke_id, event.command_id, event.request, event.invoked_at, runs
    )
    if event.request.client_token:
        state.by_client_token[event.request.client_token] = event.invoke_id
