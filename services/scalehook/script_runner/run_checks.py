"""What can be refused of how a command is to run, without a look at the instances."""

import re

from scalehook.kit import Work
from scalehook.script_runner import frequency
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.script_runner.tags import OF_INSTANCES, check_tags
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ecs import (
    InvalidContainerIdMalformed,
    InvalidContainerNameMalformed,
    InvalidParamFrequency,
    InvalidRepeatModeNotFound,
    InvalidTerminationModeNotFound,
    MissingParamFrequency,
    UsernameExceedLimit,
    WindowsPasswordNameExceedLimit,
    WindowsPasswordNameMissed,
)
from scalehook_contracts.script_runner.commands import RunCommand

WINDOWS = ("RunBatScript", "RunPowerShellScript")
REPEAT_MODES = ("Once", "Period", "NextRebootOnly", "EveryReboot", "DryRun")
CONTAINER_ID = re.compile(r"(?:(?:docker|containerd|cri-o)://)?[0-9a-fA-F]{64}")
CONTAINER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,252}")
NO_CONTAINERS = "There are no containers on the instances of this simulator."


def check_run(command: RunCommand, work: Work[State, Settings]) -> None:
    """What says how a command runs."""
    _check_user(command)
    if command.container_id:
        raise _no_container(command.container_id, CONTAINER_ID, InvalidContainerIdMalformed)
    if command.container_name:
        raise _no_container(command.container_name, CONTAINER_NAME, InvalidContainerNameMalformed)
    if command.termination_mode not in ("", "Process", "ProcessTree"):
        raise InvalidTerminationModeNotFound()
    check_tags(command.resource_tags, OF_INSTANCES, reserved=True)
    _check_times(command, work)


def _check_user(command: RunCommand) -> None:
    if len(command.username) > 255:
        raise UsernameExceedLimit()
    if len(command.windows_password_name) > 255:
        raise WindowsPasswordNameExceedLimit()
    if command.type in WINDOWS and command.username and not command.windows_password_name:
        raise WindowsPasswordNameMissed()


def _no_container(given: str, form: re.Pattern[str], malformed: type[ApiError]) -> ApiError:
    return malformed(NO_CONTAINERS if form.fullmatch(given) else None)


def _check_times(command: RunCommand, work: Work[State, Settings]) -> None:
    if command.repeat_mode not in REPEAT_MODES:
        raise InvalidRepeatModeNotFound()
    if command.frequency:
        try:
            frequency.check(command.frequency, command.timeout, work.now)
        except frequency.NoFrequency as problem:
            raise InvalidParamFrequency() from problem
    elif command.repeat_mode == "Period":
        raise MissingParamFrequency()
