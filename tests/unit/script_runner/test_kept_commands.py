"""Commands that are kept, and how they are invoked."""

from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.script_runner.base import AssistantTag
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.invocations import DescribeInvocationResults, DescribeInvocations
from scalehook_contracts.script_runner.invoking import InvokeCommand
from scalehook_contracts.script_runner.kept_commands import (
    CommandView,
    CreateCommand,
    DeleteCommand,
    DescribeCommands,
    ModifyCommand,
)
from scalehook_contracts.script_runner.owners import FindCommandTags
from scalehook_contracts.script_runner.runs import RunScript
from support.answers import answer
from support.assistant import REGION, Assistant, in_base64


@pytest.fixture
def assistant() -> Assistant:
    """Two running instances."""
    return Assistant(most_commands=5)


def create(assistant: Assistant, script: str = "true", **more: Any) -> str:
    given = {"name": "n", "type": "RunShellScript", "command_content": in_base64(script), **more}
    return assistant.ask(CreateCommand(region_id=REGION, **given)).command_id


def test_tags_of_commands(assistant: Assistant) -> None:
    """For conditions of policies; an instance that is called like one has none of them."""
    made = create(assistant, tags=[AssistantTag(key="team", value="blue")])
    bare = create(assistant, name="bare")
    arns = [f"acs:ecs:r:1:{name}" for name in (f"command/{made}", f"command/{bare}", f"instance/{made}")]
    assert assistant.ask(FindCommandTags(resources=[*arns, "acs:ecs:r:1:command/*"])).tags == {
        arns[0]: {"team": "blue"}
    }


def invoke(assistant: Assistant, command_id: str, **more: Any) -> str:
    given = {"instance_ids": ["i-1"], **more}
    command = InvokeCommand(region_id=REGION, command_id=command_id, **given)
    return str(answer(assistant, command).invoke_id)


def found(assistant: Assistant, **more: Any) -> list[str]:
    return [command.command_id for command in views(assistant, **more)]


def views(assistant: Assistant, **more: Any) -> list[CommandView]:
    return assistant.ask(DescribeCommands(region_id=REGION, **more)).commands


def test_what_they_are_found_by(assistant: Assistant) -> None:
    """Names and descriptions with stars, types, tags, groups; newest first."""
    tagged = [AssistantTag(key="team", value="a")]
    first = create(assistant, name="web-start", description="Starts it", tags=tagged)
    second = create(assistant, name="web-stop", resource_group_id="rg-1", type="RunBatScript")
    assert found(assistant) == [second, first]
    assert found(assistant, name="web-stop") == found(assistant, name="*stop") == [second]
    assert found(assistant, name="web") == found(assistant, name="stop*") == []
    assert found(assistant, description="*it") == found(assistant, tags=tagged) == [first]
    assert (
        found(assistant, type="RunBatScript") == found(assistant, resource_group_id="rg-1") == [second]
    )
    assert found(assistant, command_id=first) == [first]
    assert found(assistant, provider="AlibabaCloud") == []
    page = assistant.ask(DescribeCommands(region_id="cn-beijing"))
    assert page.total_count == 0


def test_content(assistant: Assistant) -> None:
    """Base64 unless it is said to be plain; and so it is described."""
    create(assistant, "echo ü", content_encoding="whatever")
    create(assistant, command_content="echo ü", content_encoding="plaintext")
    assert {each.command_content for each in views(assistant)} == {in_base64("echo ü")}
    plain = views(assistant, content_encoding="PlainText")
    assert {each.command_content for each in plain} == {"echo ü"}


def test_changes(assistant: Assistant) -> None:
    """What is given is changed, an empty description too; the content never is. What runs stays."""
    command_id = create(assistant, "echo {{A}}", description="d", enable_parameter=True)
    invoked = invoke(assistant, command_id, parameters='{"a": "x"}')
    changes = {"name": "m", "description": "", "timeout": 99, "working_dir": "/opt"}
    launcher = 'python3 -u {{ACS::ScriptFileName|Ext(".py")}}'
    assistant.ask(
        ModifyCommand(
            region_id=REGION,
            command_id=command_id,
            command_content="echo other",
            launcher=launcher,
            **changes,
        )
    )
    [seen] = views(assistant, name="m")
    assert {name: getattr(seen, name) for name in changes} == changes
    assert (seen.command_content, seen.launcher) == (in_base64("echo {{A}}"), launcher)
    assert (seen.parameter_names, seen.invoke_times) == (["A"], 1)
    assert assistant.invocation(invoked).command_name == "n"
    assert found(assistant, name="n") == []


def test_an_invocation_of_one(assistant: Assistant) -> None:
    """Has what it says itself, and the rest from the command."""
    command_id = create(assistant, "echo {{a}}", enable_parameter=True, timeout=30, working_dir="/a")
    usual = invoke(assistant, command_id, parameters='{"A": "x"}')
    own = {"timeout": 45, "working_dir": "/b", "username": "bob"}
    special = invoke(assistant, command_id, parameters='{"a": ""}', **own)
    assert [intent.script for intent in assistant.intents(RunScript)] == ["echo x", "echo "]
    assert [intent.username for intent in assistant.intents(RunScript)] == ["root", "bob"]
    times = [assistant.invocation(each).timeout for each in (usual, special)]
    folders = [assistant.invocation(each).working_dir for each in (usual, special)]
    assert (times, folders) == ([30, 45], ["/a", "/b"])
    page = assistant.ask(DescribeInvocations(region_id=REGION, command_id=command_id))
    assert [each.invoke_id for each in page.invocations] == [special, usual]
    results = assistant.ask(DescribeInvocationResults(region_id=REGION, command_id=command_id))
    assert results.invocation.total_count == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"parameters": '{"b": ""}'}, "Parameter.NotMatched"),
        ({"parameters": ""}, "Parameter.NotMatched"),
        ({"parameters": "x"}, "InvalidParameter.Parameters"),
        ({"parameters": '{"a": null}'}, "Parameter.MissingValue"),
        ({"parameters": '{"a": []}'}, "ParameterType.NotSupported"),
        ({"parameters": '{"a": "%s"}' % ("x" * 30_000)}, "CmdContent.ExceedLimit"),
        ({"region_id": "cn-beijing"}, "InvalidCmdId.NotFound"),
        ({"command_id": "c-none"}, "InvalidCmdId.NotFound"),
        ({"instance_ids": []}, "MissingParam.InstanceId"),
        ({"instance_ids": ["i-none"]}, "InvalidInstance.NotFound"),
        ({"working_dir": "x" * 201}, "InvalidParameter.WorkingDir"),
        ({"launcher": "python3"}, "InvalidParameter"),
        ({"resource_group_id": "x"}, "InvalidResourceGroup.NotFound"),
        ({"tags": [AssistantTag(value="x")]}, "MissingParameter.TagKey"),
        ({"tags": [AssistantTag(key="x")] * 2}, "Duplicate.TagKey"),
        ({"tags": [AssistantTag(key="acs:x")]}, "InvalidTagKey.Malformed"),
        ({"tags": [AssistantTag(key="x", value="http://x")]}, "InvalidTagValue.Malformed"),
        ({"frequency": "rate(30s)"}, "InvalidParam.Frequency"),
    ],
)
def test_invocations_that_are_refused(assistant: Assistant, more: Any, code: str) -> None:
    """With their documented codes; nothing runs."""
    command_id = create(assistant, "echo {{a}}", enable_parameter=True)
    usual = {"command_id": command_id, "instance_ids": ["i-1"], "parameters": '{"a": ""}'}
    command = InvokeCommand.model_validate({"region_id": REGION, **usual, **more})
    with pytest.raises(ApiError) as caught:
        answer(assistant, command)
    assert caught.value.code == code
    assert not assistant.state.invocations


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"parameters": "{}"}, "Parameter.NotMatched"),
        ({"parameters": '{"a": "1", "A": "2"}'}, "ParameterKey.Duplicate"),
        ({"username": "someone"}, "WindowsPasswordName.Missed"),
    ],
)
def test_rows_that_have_another_status(assistant: Assistant, more: Any, code: str) -> None:
    """403 of InvokeCommand, where RunCommand says 400 to the same."""
    kind = "RunBatScript" if "username" in more else "RunShellScript"
    command_id = create(assistant, "echo {{a}}", enable_parameter=True, type=kind)
    given = {"region_id": REGION, "instance_ids": ["i-1"], "parameters": '{"a": ""}', **more}
    script = {"type": kind, "command_content": "echo {{a}}", "enable_parameter": True}
    for command, status in (
        (InvokeCommand.model_validate({**given, "command_id": command_id}), 403),
        (RunCommand.model_validate({**given, **script}), 400),
    ):
        with pytest.raises(ApiError) as caught:
            answer(assistant, command)
        assert (caught.value.code, caught.value.status) == (code, status)


def test_a_command_in_use(assistant: Assistant) -> None:
    """Stays; afterwards it is deleted, and what came of it is still there."""
    command_id = create(assistant)
    invoked = invoke(assistant, command_id)
    delete = DeleteCommand(region_id=REGION, command_id=command_id)
    assistant.stop(invoked)
    with pytest.raises(ApiError) as caught:
        assistant.ask(delete)
    assert caught.value.code == "InvalidStatus.CmdIdInUse"
    assistant.collect(invoked)
    assistant.ask(delete)
    assert found(assistant) == []
    assert assistant.result(invoked).command_id == command_id
    with pytest.raises(ApiError) as caught:
        assistant.ask(delete)
    assert caught.value.code == "InvalidCmdId.NotFound"


def test_the_quota(assistant: Assistant) -> None:
    """Counts what is kept, by whatever operation; what runs once needs none."""
    create(assistant)
    for _ in range(4):
        assistant.begin(keep_command=True)
    assert len(found(assistant)) == 5
    assistant.begin()
    for one_more in (lambda: create(assistant), lambda: assistant.begin(keep_command=True)):
        with pytest.raises(ApiError) as caught:
            one_more()
        assert caught.value.code == "CmdCount.ExceedQuota"


def test_the_quota_of_a_day() -> None:
    """Counts invocations until midnight in UTC."""
    assistant = Assistant(invocations_per_day=2)
    for _ in range(2):
        assistant.begin()
    with pytest.raises(ApiError) as caught:
        assistant.begin()
    assert caught.value.code == "Invocation.ExceedQuota"
    assistant.advance(86_400)
    assistant.begin()


def test_client_tokens(assistant: Assistant) -> None:
    """Of each operation its own; that of a command is free when the command is deleted."""
    command_id = create(assistant, client_token="t")
    assert create(assistant, client_token="t") == command_id
    invoked = invoke(assistant, command_id, client_token="t")
    assert invoke(assistant, command_id, client_token="t") == invoked
    assert assistant.begin(client_token="t") != invoked
    for other in (
        lambda: create(assistant, "false", client_token="t"),
        lambda: invoke(assistant, command_id, client_token="t", instance_ids=["i-2"]),
        lambda: assistant.begin("i-2", client_token="t"),
    ):
        with pytest.raises(ApiError) as caught:
            other()
        assert (caught.value.code, caught.value.status) == ("IdempotentParameterMismatch", 403)
    for token in ("t" * 65, "ü", "a\nb"):
        with pytest.raises(ApiError) as caught:
            create(assistant, client_token=token)
        assert caught.value.code == "InvalidClientToken.Malformed"
    assistant.end(invoked)
    assistant.ask(DeleteCommand(region_id=REGION, command_id=command_id))
    assert create(assistant, "false", client_token="t") != command_id
    before = assistant.state
    assistant.restart()
    assert assistant.state == before
