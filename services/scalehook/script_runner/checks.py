"""What can be refused of a request without a look at the instances."""

import re
import unicodedata

from scalehook.kit import Work
from scalehook.script_runner.executors.job import FILE_NAME
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.script_runner.tags import check_tags
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.ecs import (
    InvalidClientTokenMalformed,
    InvalidResourceGroupNotFound,
)
from scalehook_contracts.errors.ecs_commands import (
    CmdDescExceedLimit,
    CmdNameExceedLimit,
    InvalidCharacterCommandDescription,
    InvalidCharacterCommandName,
    InvalidCharacterCommandWorkingDir,
    InvalidCmdTypeNotFound,
    InvalidParameterWorkingDir,
)
from scalehook_contracts.errors.ecs_instances import InvalidRegionIdNotFound
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.kept_commands import CreateCommand

TYPES = ("RunShellScript", "RunBatScript", "RunPowerShellScript")
LONGEST_TOKEN = 64
REGION = re.compile(r"[a-z]{2}(-[a-z0-9]+)+", re.ASCII)


def is_elsewhere(region_id: str, work: Work[State, Settings]) -> bool:
    """Whether it is another region than the one that this cloud plays, where nothing is."""
    if region_id == work.settings.region:
        return False
    if not REGION.fullmatch(region_id):
        raise InvalidRegionIdNotFound()
    return True


def check_token(token: str) -> None:
    """Up to 64 printable characters of ASCII."""
    if len(token) > LONGEST_TOKEN or not (token.isascii() and token.isprintable()):
        raise InvalidClientTokenMalformed()


def check_type(kind: str) -> None:
    """There are three."""
    if kind not in TYPES:
        raise InvalidCmdTypeNotFound()


def check_described(command: RunCommand | CreateCommand) -> None:
    """Lengths and letters of what describes a command."""
    check_name(command.name)
    check_description(command.description)
    check_working_dir(command.working_dir)
    check_launcher(command.launcher)
    check_resource_group(command.resource_group_id)
    check_tags(command.tags)


def check_name(name: str) -> None:
    """Any letters, but those that control something."""
    if len(name) > 128:
        raise CmdNameExceedLimit()
    _check_letters(name, InvalidCharacterCommandName)


def check_description(text: str) -> None:
    """The same; lines may end in it."""
    if len(text) > 512:
        raise CmdDescExceedLimit()
    _check_letters(text, InvalidCharacterCommandDescription, but="\n\r\t")


def check_working_dir(folder: str) -> None:
    """Whether it is there is looked at where the script runs."""
    if len(folder) > 200:
        raise InvalidParameterWorkingDir()
    _check_letters(folder, InvalidCharacterCommandWorkingDir)


def check_launcher(launcher: str) -> None:
    """It says where the script's file stands in the command line."""
    if len(launcher.encode()) > 1024 or (launcher and not FILE_NAME.search(launcher)):
        raise InvalidParameter(name="Launcher")
    if not launcher.isprintable():
        raise InvalidParameter(name="Launcher")


def check_resource_group(group_id: str) -> None:
    """Any that could be one."""
    if group_id and not group_id.startswith("rg-"):
        raise InvalidResourceGroupNotFound()


def _check_letters(text: str, refusal: type[ApiError], but: str = "") -> None:
    if any(unicodedata.category(letter) == "Cc" and letter not in but for letter in text):
        raise refusal()
