"""The script that is to run: decoded, its parameters filled in."""

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.ecs import (
    CmdContentDecodeError,
    CmdContentExceedLimit,
    CmdParamEmptyKey,
    CmdParamInvalidParamName,
    ParameterCountExceedLimit,
    ParameterDisabled,
    ParameterKeyDuplicate,
    ParameterKeyExceedLimit,
    ParameterNotMatched,
)
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.script_runner.commands import RunCommand

MOST_BYTES = 24 * 1024  # in Base64
MOST_BYTES_KEPT = 18 * 1024  # the same, of a command that is to be kept
MOST_FILLED = 256 * 1024  # a parameter may stand in a script many times
MOST_PARAMETERS = 10
LONGEST_NAME = 64
NAME = re.compile(r"[A-Za-z0-9_-]+")
PARAMETER = re.compile(r"\{\{\s*([A-Za-z0-9_:-]+)\s*\}\}")


def decoded(command: RunCommand) -> str:
    """The content as text."""
    text = _text(command)
    size = len(base64.b64encode(text.encode()))
    if size > (MOST_BYTES_KEPT if command.keep_command else MOST_BYTES):
        raise CmdContentExceedLimit()
    return text


def given_parameters(command: RunCommand) -> dict[str, str]:
    """The parameters that were passed, by name in lower case: names are compared so."""
    if not command.parameters:
        return {}
    try:
        given = parse_json(command.parameters)
    except NotPlain as problem:
        raise InvalidParameter(name="Parameters") from problem
    if not isinstance(given, dict):
        raise InvalidParameter(name="Parameters")
    if given and not command.enable_parameter:
        raise ParameterDisabled()
    if len(given) > MOST_PARAMETERS:
        raise ParameterCountExceedLimit()
    for name in given:
        _check_name(name)
    values = {name.lower(): _as_text(value) for name, value in given.items()}
    if len(values) < len(given):
        raise ParameterKeyDuplicate()
    return values


def check_parameters(text: str, given: Mapping[str, str]) -> None:
    """Every parameter of the script has a value, and what comes of it is no giant."""
    wanted = [name.lower() for name in PARAMETER.findall(text)]
    if {name for name in wanted if not name.startswith("acs::")} - given.keys():
        raise ParameterNotMatched()
    if len(text) + sum(len(given.get(name, "")) for name in wanted) > MOST_FILLED:
        raise CmdContentExceedLimit()


def filled(text: str, values: Mapping[str, str]) -> str:
    """`{{name}}` replaced; a built-in name that is not known stays."""
    return PARAMETER.sub(lambda found: values.get(found[1].lower(), found[0]), text)


def _text(command: RunCommand) -> str:
    if command.content_encoding.lower() != "base64":
        return command.command_content
    try:
        return base64.b64decode(command.command_content, validate=True).decode()
    except ValueError as problem:  # no Base64, not even ASCII, or no text
        raise CmdContentDecodeError() from problem


def _check_name(name: str) -> None:
    if not name:
        raise CmdParamEmptyKey()
    if len(name) > LONGEST_NAME:
        raise ParameterKeyExceedLimit()
    if not NAME.fullmatch(name):
        raise CmdParamInvalidParamName()


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
