"""The content of a command, and its parameters, as clients may send them."""

import base64
import json
from typing import Any

import pytest
from pydantic import ValidationError

from scalehook.script_runner import content
from scalehook_contracts.errors import ApiError
from scalehook_contracts.script_runner.commands import RunCommand


def command(**more: Any) -> RunCommand:
    given = {"type": "RunShellScript", "command_content": "true", "enable_parameter": True, **more}
    return RunCommand(region_id="cn-hangzhou", instance_ids=["i-1"], **given)


def in_base64(text: bytes) -> str:
    return base64.b64encode(text).decode()


@pytest.mark.parametrize("text", ["ü", "?", "YQ", "YQ==YQ==", "\0"])
def test_content_that_is_no_base64(text: str) -> None:
    """Has the documented code, whatever is wrong with it."""
    with pytest.raises(ApiError) as caught:
        content.decoded(command(command_content=text, content_encoding="Base64"))
    assert (caught.value.code, caught.value.status) == ("CmdContent.DecodeError", 400)


def test_content_that_is_no_text() -> None:
    """Half a pair of surrogates cannot be in a file, so it is in no command; NUL can, and is the
    shell's affair.
    """
    with pytest.raises(ValidationError):
        command(command_content="echo \ud800")
    assert content.decoded(command(command_content="echo a\0b")) == b"echo a\0b"


def test_content_in_other_encodings() -> None:
    """Content is bytes: what is no UTF-8 runs, too, with its parameters."""
    text = "echo 你好 {{ Name }}".encode("gbk")
    given = command(command_content=in_base64(text), content_encoding="Base64")
    assert content.decoded(given) == text
    assert content.filled(text, {"name": "x"}) == "echo 你好 x".encode("gbk")
    assert content.as_text(text) == (in_base64(text), True)
    assert content.as_text(b"echo") == ("echo", False)


@pytest.mark.parametrize(("keep", "most"), [(True, 18 * 1024), (False, 24 * 1024)])
def test_how_long_content_may_be(keep: bool, most: int) -> None:
    """18 KB in Base64 of a command that is kept, 24 KB of others, however it is sent."""
    longest = b"x" * (most // 4 * 3)
    for encoding in ("PlainText", "Base64"):
        text, longer = (
            (in_base64(longest), in_base64(longest + b"x"))
            if encoding == "Base64"
            else (longest.decode(), longest.decode() + "x")
        )
        more = {"content_encoding": encoding, "keep_command": keep}
        assert content.decoded(command(command_content=text, **more)) == longest
        with pytest.raises(ApiError) as caught:
            content.decoded(command(command_content=longer, **more))
        assert caught.value.code == "CmdContent.ExceedLimit"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "InvalidParameter.Parameters"),
        ("[]", "InvalidParameter.Parameters"),
        ("null", "InvalidParameter.Parameters"),
        ('{"a": NaN}', "InvalidParameter.Parameters"),
        (r'{"a": "\ud800"}', "InvalidParameter.Parameters"),
        ('{"a": ' + "9" * 4000 + "}", "InvalidParameter.Parameters"),
        ('{"a": 1e999}', "InvalidParameter.Parameters"),
        ('{"a": ' + "[" * 990 + "]" * 990 + "}", "InvalidParameter.Parameters"),
        ("[" * 100_000, "InvalidParameter.Parameters"),
        ('{"a": null}', "Parameter.MissingValue"),
        ('{"a": ["x"]}', "ParameterType.NotSupported"),
        ('{"a": {"b": "x"}}', "ParameterType.NotSupported"),
        ('{"": "x"}', "CmdParam.EmptyKey"),
        ('{"a b": "x"}', "CmdParam.InvalidParamName"),
        (r'{"a\n": "x"}', "CmdParam.InvalidParamName"),
        ('{"acs::instanceid": "x"}', "CmdParam.InvalidParamName"),
        (json.dumps({"n" * 65: "x"}), "ParameterKey.ExceedLimit"),
        ('{"a": "x", "A": "y"}', "ParameterKey.Duplicate"),
        ('{"a": "x", "a": "x"}', "ParameterKey.Duplicate"),
        (json.dumps({str(n): 1 for n in range(11)}), "ParameterCount.ExceedLimit"),
    ],
)
def test_parameters_that_are_refused(text: str, code: str) -> None:
    """What cannot be kept or is no name has its documented code."""
    with pytest.raises(ApiError) as caught:
        content.given_parameters(command(parameters=text))
    assert caught.value.code == code


def test_values_that_are_no_text() -> None:
    """Stand in the script as they stood in the JSON."""
    given = content.given_parameters(
        command(parameters='{"Yes": true, "n": 1, "half": 0.5, "empty": ""}')
    )
    assert given == {"yes": "true", "n": "1", "half": "0.5", "empty": ""}


def test_a_parameter_that_stands_in_a_script_many_times() -> None:
    """With its values a script is no longer than without."""
    script = b"{{a}}" * 100
    content.check_parameters(script, {"a": "x" * 184})
    with pytest.raises(ApiError) as caught:
        content.check_parameters(script, {"a": "x" * 185})
    assert caught.value.code == "CmdContent.ExceedLimit"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (b"{{}}", "CmdParam.EmptyKey"),
        (b"{{ \n }}", "CmdParam.EmptyKey"),
        (b"docker inspect -f '{{.State}}'", "CmdParam.InvalidParamName"),
        (b"{{a b}}", "CmdParam.InvalidParamName"),
        (b"{{\xff}}", "CmdParam.InvalidParamName"),
        (b"{{" + b"n" * 65 + b"}}", "CmdParamName.ExceedLimit"),
        (b"".join(b"{{n%d}}" % n for n in range(21)), "CmdParamCount.ExceedLimit"),
        (b"{{ oos: }}", "ParameterStore.InvalidParameters"),
        (b"{{oos-secret:a b}}", "ParameterStore.InvalidParameters"),
    ],
)
def test_braces_that_are_no_parameters(script: bytes, code: str) -> None:
    """Have their documented codes, where parameters are enabled."""
    with pytest.raises(ApiError) as caught:
        content.check_braces(script)
    assert caught.value.code == code


def test_the_names_in_a_script() -> None:
    """As they are first written, each once; built-in ones are none of them."""
    script = b"{{ Name }} {{\nname}} {{acs::InstanceId}} {{other}} {{{{x}} {not}"
    assert content.names_in(script) == ["Name", "other", "x"]


def test_what_is_taken_from_the_parameter_store() -> None:
    """Needs no value, and is told by its own name, whose letters count."""
    script = b"{{ oos:/a/Name }} {{oos-secret:s}} {{x}} {{oos:/a/Name}} {{ACS::RegionId}}"
    content.check_parameters(script, {"x": ""})
    assert content.stored_in(script) == ["oos:/a/Name", "oos-secret:s"]
    assert content.filled(b"{{oos:N}} {{oos:n}}", {"oos:N": "1"}) == b"1 {{oos:n}}"


def test_braces_that_do_not_end() -> None:
    """Are looked for in bounded time."""
    for script in (b"{{" + b" " * 20_000, b"{{" * 10_000, b"{{a " * 5_000 + b"}"):
        assert content.names_in(script) == []


@pytest.mark.parametrize(
    ("names", "given"), [("{{a}}", {}), ("{{a}}", {"a": "", "b": ""}), ("", {"a": ""})]
)
def test_parameters_that_do_not_match(names: str, given: dict[str, str]) -> None:
    """One has no value, or one is not in the script."""
    with pytest.raises(ApiError) as caught:
        content.check_parameters(names.encode(), given)
    assert caught.value.code == "Parameter.NotMatched"
