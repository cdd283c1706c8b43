"""What operations of Cloud Assistant refuse with: code and message, letter for letter, operation by
operation. The same fault has another text in another operation's table.
"""

import json
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.script_runner.base import AssistantTag
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.files import SendFile
from scalehook_contracts.script_runner.invocations import DescribeInvocations
from scalehook_contracts.script_runner.invoking import InvokeCommand
from scalehook_contracts.script_runner.kept_commands import (
    CreateCommand,
    DescribeCommands,
    ModifyCommand,
)
from support.answers import answer
from support.assistant import REGION, Assistant, in_base64

MANY_TAGS = [AssistantTag(key=f"k{number}") for number in range(21)]
MANY_VALUES = json.dumps({f"a{number}": "x" for number in range(11)})
MANY_NAMES = "".join(f"{{{{a{number}}}}}" for number in range(21))
LONG = "n" * 65
SHELL = {"region_id": REGION, "type": "RunShellScript"}


@pytest.fixture
def assistant() -> Assistant:
    """Two running instances."""
    return Assistant()


def refused(assistant: Assistant, command: Any) -> tuple[str, str]:
    """The code and the message."""
    with pytest.raises(ApiError) as caught:
        answer(assistant, command)
    return caught.value.code, caught.value.message


@pytest.mark.parametrize(
    ("more", "code", "message"),
    [
        ({"parameters": '{"": "x"}'}, "CmdParam.EmptyKey", "Command parameters can not be empty."),
        ({"parameters": '{"a b": "x"}'}, "CmdParam.InvalidParamName",
         "A command parameter name is invalid."),
        ({"command_content": "{{a b}}"}, "CmdParam.InvalidParamName",
         "A command parameter name is invalid."),
        ({"command_content": MANY_NAMES}, "CmdParamCount.ExceedLimit",
         "You've reached the limit on the count of command parameters."),
        ({"command_content": f"{{{{{LONG}}}}}"}, "CmdParamName.ExceedLimit",
         "The length of the command parameter name exceeds the limit."),
        ({"parameters": MANY_VALUES}, "ParameterCount.ExceedLimit",
         "The number of command parameters exceeds the maximum number that can be set."),
        ({"parameters": json.dumps({LONG: "x"})}, "ParameterKey.ExceedLimit",
         "The length of the specified parameter key exceeds the maximum length that can be set."),
        ({"parameters": '{"a": "x"}', "enable_parameter": False}, "Parameter.Disabled",
         "Parameters should not be passed when CreateCommand.EnableParameter is false."),
        ({"tags": MANY_TAGS}, "NumberExceed.Tags",
         "Ensure the number of tag parameters is not greater than 20."),
        ({"command_content": "x" * 19_000}, "CmdContent.ExceedLimit",
         "The length of the command content exceeds the upper limit."),
    ],
)  # fmt: skip
def test_of_run_command(assistant: Assistant, more: Any, code: str, message: str) -> None:
    """RunCommand."""
    given = {"instance_ids": ["i-1"], "command_content": "x", "enable_parameter": True, **more}
    assert refused(assistant, RunCommand(**{**SHELL, **given})) == (code, message)


@pytest.mark.parametrize(
    ("more", "code", "message"),
    [
        ({"parameters": MANY_VALUES}, "ParameterCount.ExceedLimit",
         "The maximum number of parameters is exceeded."),
        ({"parameters": json.dumps({LONG: "x"})}, "ParameterKey.ExceedLimit",
         "The maximum length of a parameter name is exceeded."),
        ({"parameters": json.dumps({"a": "x" * 20_000})}, "CmdContent.ExceedLimit",
         "The maximum length of a command is exceeded."),
        ({"tags": MANY_TAGS}, "NumberExceed.Tags", "The Tags parameter number is exceed."),
    ],
)  # fmt: skip
def test_of_invoke_command(assistant: Assistant, more: Any, code: str, message: str) -> None:
    """InvokeCommand."""
    content = {"command_content": in_base64("{{a}}"), "enable_parameter": True}
    made = assistant.ask(CreateCommand(**SHELL, name="n", **content))
    given = {"region_id": REGION, "command_id": made.command_id, "instance_ids": ["i-1"], **more}
    assert refused(assistant, InvokeCommand(**given)) == (code, message)


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        ("{{}}", "CmdParam.EmptyKey", "You must specify the parameter names."),
        (MANY_NAMES, "CmdParamCount.ExceedLimit",
         "The maximum number of custom parameters is exceeded."),
        (f"{{{{{LONG}}}}}", "CmdParamName.ExceedLimit",
         "The maximum length of a parameter name is exceeded."),
    ],
)  # fmt: skip
def test_of_create_command(assistant: Assistant, content: str, code: str, message: str) -> None:
    """CreateCommand."""
    given = {"name": "n", "command_content": in_base64(content), "enable_parameter": True}
    assert refused(assistant, CreateCommand(**SHELL, **given)) == (code, message)


def test_of_modify_command(assistant: Assistant) -> None:
    """ModifyCommand, whose text is written so."""
    made = assistant.ask(CreateCommand(**SHELL, name="n", command_content=in_base64("x")))
    long = ModifyCommand(region_id=REGION, command_id=made.command_id, description="d" * 513)
    text = "The length of the command description exceeds the upperlimit."
    assert refused(assistant, long) == ("CmdDesc.ExceedLimit", text)


@pytest.mark.parametrize("region", [REGION, "cn-beijing"])
def test_of_send_file(assistant: Assistant, region: str) -> None:
    """SendFile, to an instance that is not there."""
    sent = SendFile(region_id=region, instance_ids=["i-none"], name="n", target_dir="/root", content="x")
    assert refused(assistant, sent) == ("InvalidInstance.NotFound", "The specified instances not found.")


@pytest.mark.parametrize("kind", [DescribeCommands, DescribeInvocations])
def test_of_lists(assistant: Assistant, kind: Any) -> None:
    """Lists, by too many tags."""
    code, message = "NumberExceed.Tags", "The Tags parameter number is exceed."
    assert refused(assistant, kind(region_id=REGION, tags=MANY_TAGS)) == (code, message)
