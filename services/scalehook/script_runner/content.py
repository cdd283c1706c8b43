"""The script that is to run: decoded, its parameters filled in. It is bytes: users have more encodings
than one.
"""

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

from scalehook_contracts.errors.ecs import ParameterStoreInvalidParameters
from scalehook_contracts.errors.ecs_commands import (
    CmdContentDecodeError,
    CmdContentExceedLimit,
    CmdParamCountExceedLimit,
    CmdParamEmptyKey,
    CmdParamInvalidParamName,
    CmdParamNameExceedLimit,
    InvalidParameterParameters,
    ParameterCountExceedLimit,
    ParameterDisabled,
    ParameterKeyDuplicate,
    ParameterKeyExceedLimit,
    ParameterMissingValue,
    ParameterNotMatched,
    ParameterTypeNotSupported,
)
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.script_runner.commands import RunCommand

MOST_BYTES = 24 * 1024  # in Base64
MOST_BYTES_KEPT = 18 * 1024  # the same, of a command that RunCommand is to keep
MOST_PARAMETERS = 10
MOST_NAMES = 20
LONGEST_NAME = 64
BUILT_IN = "acs::"
STORED = re.compile(r"oos(-secret)?:[A-Za-z0-9_/-]{1,200}")
OF_THE_STORE = ("oos:", "oos-secret:")
NAME = re.compile(r"[A-Za-z0-9_-]+")
BRACES = re.compile(rb"\{\{([^{}]*)\}\}")


def raw(content: str, encoding: str) -> bytes:
    """The script; refused where it is no Base64 and should be."""
    if encoding.lower() != "base64":
        return content.encode()
    try:
        return base64.b64decode(content, validate=True)
    except ValueError as problem:  # no Base64, not even ASCII
        raise CmdContentDecodeError() from problem


def check_size(script: bytes, most: int = MOST_BYTES) -> None:
    """In Base64 it is not too long."""
    if (len(script) + 2) // 3 * 4 > most:
        raise CmdContentExceedLimit()


def decoded(command: RunCommand) -> bytes:
    """The script of a command that runs, checked."""
    script = raw(command.command_content, command.content_encoding)
    check_size(script, MOST_BYTES_KEPT if command.keep_command else MOST_BYTES)
    return script


def as_text(script: bytes) -> tuple[str, bool]:
    """The script as a message can carry it, and whether that is Base64: what is UTF-8 can be read."""
    try:
        return script.decode(), False
    except UnicodeDecodeError:
        return base64.b64encode(script).decode(), True


def names_in(script: bytes) -> list[str]:
    """The names of its parameters as they are first written, each once; built-in ones are none, nor are
    those of the Parameter Store.
    """
    found: dict[str, str] = {}
    for match in BRACES.finditer(script):
        name = _name_in(match)
        if not name.lower().startswith((BUILT_IN, *OF_THE_STORE)):
            found.setdefault(name.lower(), name)
    return list(found.values())


def stored_in(script: bytes) -> list[str]:
    """What it takes from the Parameter Store, each once: `oos:name`, `oos-secret:name`."""
    names = [_name_in(match) for match in BRACES.finditer(script)]
    return list(dict.fromkeys(name for name in names if name.startswith(OF_THE_STORE)))


def check_braces(script: bytes) -> list[str]:
    """What stands in braces can be parameters, and is not too many; gives back their names."""
    names = names_in(script)
    for name in names:
        if not name:
            raise CmdParamEmptyKey()
        if len(name) > LONGEST_NAME:
            raise CmdParamNameExceedLimit()
        if not NAME.fullmatch(name):
            raise CmdParamInvalidParamName()
    if len(names) > MOST_NAMES:
        raise CmdParamCountExceedLimit()
    if not all(STORED.fullmatch(name) for name in stored_in(script)):
        raise ParameterStoreInvalidParameters()
    return names


def given_parameters(command: RunCommand) -> dict[str, str]:
    """The parameters that were passed; none where the script has no place for them."""
    values = passed(command.parameters)
    if values and not command.enable_parameter:
        raise ParameterDisabled()
    return values


def passed(parameters: str) -> dict[str, str]:
    """The parameters of a request, by name in lower case: names are compared so."""
    if not parameters:
        return {}
    try:
        given = parse_json(parameters)
    except NotPlain as problem:
        raise InvalidParameterParameters() from problem
    if not isinstance(given, dict):
        raise InvalidParameterParameters()
    if len(given) > MOST_PARAMETERS:
        raise ParameterCountExceedLimit()
    for name in given:
        _check_name(name)
    values = {name.lower(): _as_text(value) for name, value in given.items()}
    if len(values) < len(json.loads(parameters, object_pairs_hook=list)):
        raise ParameterKeyDuplicate()
    return values


def check_parameters(script: bytes, given: Mapping[str, str]) -> None:
    """The parameters of the script are those that have values, and what comes of it is no giant."""
    names = check_braces(script)
    if {name.lower() for name in names} != given.keys():
        raise ParameterNotMatched()
    size = len(script)
    for match in BRACES.finditer(script):
        value = given.get(_name_in(match).lower())
        size += 0 if value is None else len(value.encode()) - len(match[0])
    if (size + 2) // 3 * 4 > MOST_BYTES:
        raise CmdContentExceedLimit()


def borrows(command: RunCommand) -> bool:
    """Whether it takes something from the Parameter Store: a value that was passed may say so, too."""
    if not command.enable_parameter:
        return False
    script = raw(command.command_content, command.content_encoding)
    return bool(stored_in(filled(script, given_parameters(command))))


def filled(script: bytes, values: Mapping[str, str]) -> bytes:
    """`{{name}}` replaced, in any letter case; a name that is not known stays."""

    def value_of(match: re.Match[bytes]) -> bytes:
        name = _name_in(match)
        value = values.get(name, values.get(name.lower()))
        return match[0] if value is None else value.encode()

    return BRACES.sub(value_of, script)


def _name_in(braces: re.Match[bytes]) -> str:
    return braces[1].strip().decode(errors="replace")


def _check_name(name: str) -> None:
    if not name:
        raise CmdParamEmptyKey()
    if len(name) > LONGEST_NAME:
        raise ParameterKeyExceedLimit()
    if not NAME.fullmatch(name):
        raise CmdParamInvalidParamName()


def _as_text(value: Any) -> str:
    """Numbers and truths as they stood in the JSON; what has parts is no value."""
    if value is None:
        raise ParameterMissingValue()
    if isinstance(value, dict | list):
        raise ParameterTypeNotSupported()
    return value if isinstance(value, str) else json.dumps(value)
