"""Checks what a request names."""

from scalehook.kit import Deferred, Work
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook_contracts.errors.ecs import (
    CmdDescExceedLimit,
    CmdNameExceedLimit,
    InstanceIdsExceedLimit,
    InvalidCmdTypeNotFound,
    InvalidInstanceNotFound,
    InvalidInstanceNotMatch,
    MissingParamInstanceId,
    UsernameExceedLimit,
)
from scalehook_contracts.script_runner.commands import RunCommand

WINDOWS = ("RunBatScript", "RunPowerShellScript")
MOST_INSTANCES = 100


def check_command(command: RunCommand) -> None:
    """What can be refused without looking at the instances."""
    if command.type not in ("RunShellScript", *WINDOWS):
        raise InvalidCmdTypeNotFound()
    if not any(command.instance_ids):
        raise MissingParamInstanceId()
    if len(command.instance_ids) > MOST_INSTANCES:
        raise InstanceIdsExceedLimit()
    if len(command.name) > 128:
        raise CmdNameExceedLimit()
    if len(command.description) > 512:
        raise CmdDescExceedLimit()
    if len(command.username) > 255:
        raise UsernameExceedLimit()


def await_instances(command: RunCommand, work: Work[State, Settings]) -> Deferred | None:
    """One instance that is not there refuses the whole call. One that is not there yet, or does not
    run yet, may do so already by its owner, whose event is under way.
    """
    known = work.state.instances
    late = next((i for i in command.instance_ids if not known.get(i)), None)
    if late is not None:
        later = work.await_event(instance_key(late), work.settings.late_events_seconds)
        if later is not None:
            return later
    if any(instance_id not in known for instance_id in command.instance_ids):
        raise InvalidInstanceNotFound()
    if command.type in WINDOWS:
        raise InvalidInstanceNotMatch()  # the simulated instances are Linux
    return None


def instance_key(instance_id: str) -> str:
    """What commands wait for that name an instance before it runs."""
    return f"instance/{instance_id}"
