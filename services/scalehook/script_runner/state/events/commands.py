"""What happens to commands and their invocations."""

from scalehook.script_runner.state.invocations import Invocation, Run
from scalehook.script_runner.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.script_runner.commands import CommandInvoked


class InvocationsForgotten(Note):
    """These are over, and were shown long enough."""

    invoke_ids: list[str]


def command_invoked(event: CommandInvoked, state: State) -> None:
    """One more invocation."""
    runs = {instance_id: Run(instance_id) for instance_id in event.request.instance_ids}
    state.add(Invocation(event.invoke_id, event.command_id, event.request, event.invoked_at, runs))


def invocations_forgotten(event: InvocationsForgotten, state: State) -> None:
    """They are not known any more."""
    for invoke_id in event.invoke_ids:
        state.forget(invoke_id)
