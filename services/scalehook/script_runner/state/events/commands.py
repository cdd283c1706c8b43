"""What happens to commands and their invocations."""

from dataclasses import replace

from scalehook.script_runner.state.commands import KeptCommand
from scalehook.script_runner.state.invocations import Invocation
from scalehook.script_runner.state.root import State
from scalehook.script_runner.state.runs import Run
from scalehook_contracts.base import Note
from scalehook_contracts.script_runner.commands import CommandInvoked
from scalehook_contracts.script_runner.kept_commands import CommandDeleted, CommandKept, CommandModified


class InvocationsForgotten(Note):
    """These are over, and were shown long enough."""

    invoke_ids: list[str]


def command_invoked(event: CommandInvoked, state: State) -> None:
    """One more invocation."""
    runs = {instance_id: Run(instance_id) for instance_id in event.request.instance_ids}
    invocation = Invocation(event.invoke_id, event.command_id, event.request, event.invoked_at, runs)
    state.add(replace(invocation, token=event.token, digest=event.digest, caller=event.caller))


def invocations_forgotten(event: InvocationsForgotten, state: State) -> None:
    """They are not known any more."""
    for invoke_id in event.invoke_ids:
        state.forget(invoke_id)


def command_kept(event: CommandKept, state: State) -> None:
    """One more command."""
    given = {name: getattr(event, name) for name in type(event).model_fields}
    state.keep(KeptCommand(**given))


def command_modified(event: CommandModified, state: State) -> None:
    """It is different; found by its new name."""
    command = state.commands[event.command_id]
    old = command.name
    command.name, command.description = event.name, event.description
    command.working_dir, command.timeout = event.working_dir, event.timeout
    command.launcher = event.launcher
    state.shelf.mark_anew(event.command_id, [("Name", old)], [("Name", event.name)])


def command_deleted(event: CommandDeleted, state: State) -> None:
    """One less."""
    state.drop(event.command_id)
