"""What can be refused of how a command is to run, without a look at the instances."""

import re

from scalehook.kit import Work
from scalehook.script_runner import frequency
from scalehook.script_runner.delivering import check_delivery
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.script_runner.tags import OF_INSTANCES, check_tags
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


def check_run(command: RunCommand, work: Work[State, Settings]) -> None:
    """What says how a command runs."""
    _check_user(command)
    _check_container(command)
    if command.termination_mode not in ("", "Process", "ProcessTree"):
        raise InvalidTerminationModeNotFound()
    check_delivery(command.oss_output_delivery)
    check_tags(command.resource_tags, OF_INSTANCES, reserved=True)
    _check_times(command, work)


def _check_user(command: RunCommand) -> None:
    if len(command.username) > 255:
        raise UsernameExceedLimit()
    if len(command.windows_password_name) > 255:
        raise WindowsPasswordNameExceedLimit()
    if command.type in WINDOWS and command.username and not command.windows_password_name:
        raise WindowsPasswordNameMissed()


def _check_container(command: RunCommand) -> None:
    """Their forms alone: which containers an instance has is known there."""
    if command.container_id and not CONTAINER_ID.fullmatch(command.container_id):
        raise InvalidContainerIdMalformed()
    if command.container_name and not CONTAINER_NAME.fullmatch(command.container_name):
        raise InvalidContainerNameMalformed()


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
