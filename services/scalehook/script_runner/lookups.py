"""Checks what a request names."""

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


def check_command(command: RunCommand, state: State) -> None:
    """One instance that does not qualify refuses the whole call."""
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
    if any(instance_id not in state.instances for instance_id in command.instance_ids):
        raise InvalidInstanceNotFound()
    if command.type in WINDOWS:
        raise InvalidInstanceNotMatch()  # the simulated instances are Linux
