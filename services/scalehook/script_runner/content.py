"""The script that is to run: decoded, its parameters filled in."""

import base64
import binascii
import re
from collections.abc import Mapping

from scalehook.kit.api.plain import NotPlain, parse_json
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.ecs import (
    CmdContentExceedLimit,
    ParameterCountExceedLimit,
    ParameterDisabled,
    ParameterNotMatched,
)
from scalehook_contracts.script_runner.commands import RunCommand

MOST_BYTES = 24 * 1024  # in Base64
MOST_PARAMETERS = 10
PARAMETER = re.compile(r"\{\{\s*([A-Za-z0-9_:-]+)\s*\}\}")


def decoded(command: RunCommand) -> str:
    """The content as text."""
    if command.content_encoding.lower() != "base64":
        text = command.command_content
    else:
        try:
            text = base64.b64decode(command.command_content, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as problem:
            raise InvalidParameter(name="CommandContent") from problem
    if len(base64.b64encode(text.encode())) > MOST_BYTES:
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
    return {name.lower(): str(value) for name, value in given.items()}


def check_parameters(text: str, given: Mapping[str, str]) -> None:
    """Every parameter of the script has a value."""
    wanted = {name.lower() for name in PARAMETER.findall(text)}
    if {name for name in wanted if not name.startswith("acs::")} - given.keys():
        raise ParameterNotMatched()


def filled(text: str, values: Mapping[str, str]) -> str:
    """`{{name}}` replaced; a built-in name that is not known stays."""
    return PARAMETER.sub(lambda found: values.get(found[1].lower(), found[0]), text)
