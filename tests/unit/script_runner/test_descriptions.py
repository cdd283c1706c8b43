"""What was asked for is described, field by field; and what has no value yet."""

from scalehook_contracts.script_runner.base import AssistantTag
from scalehook_contracts.script_runner.invocations import DescribeInvocations
from support.answers import answer
from support.assistant import REGION, Assistant, in_base64

GIVEN = {
    "type": "RunShellScript",
    "command_content": "echo {{name}}",
    "name": "greet",
    "description": "says it",
    "working_dir": "/opt",
    "username": "app",
    "timeout": 90,
    "enable_parameter": True,
    "parameters": '{"name":"x"}',
    "termination_mode": "ProcessTree",
    "launcher": "bash {{ACS::ScriptFileName}}",
    "container_name": "web",
    "oss_output_delivery": "oss://logs/a",
    "tags": [AssistantTag(key="team", value="a")],
}
SAME = ("termination_mode", "launcher", "container_name", "oss_output_delivery", "username")


def test_an_invocation() -> None:
    """Has all that was said, with its content in Base64 unless plain text is wanted."""
    assistant = Assistant(containers=[{"name": "web"}])
    invoke_id = assistant.begin("i-1", **GIVEN)
    seen = assistant.invocation(invoke_id)
    kept = {f"command_{name}": GIVEN[name] for name in ("type", "name", "description")}
    plain = {name: GIVEN[name] for name in (*SAME, "working_dir", "timeout", "parameters")}
    shown = seen.model_dump(include={*kept, *plain})
    assert shown == {**kept, **plain}
    assert (seen.command_content, seen.repeat_mode) == (in_base64("echo {{name}}"), "Once")
    assert [(tag.tag_key, tag.tag_value) for tag in seen.tags] == [("team", "a")]
    asked = DescribeInvocations(region_id=REGION, invoke_id=invoke_id, content_encoding="plaintext")
    assert answer(assistant, asked).invocations[0].command_content == "echo {{name}}"
    result = assistant.result(invoke_id)
    assert result.model_dump(include=set(SAME)) == {name: GIVEN[name] for name in SAME}
    assert (result.command_id, result.repeats, result.tags) == (seen.command_id, 1, seen.tags)


def test_what_is_not_said() -> None:
    """Has its documented default; an output is shown on request only."""
    assistant = Assistant()
    invoke_id = assistant.begin()
    seen, result = assistant.invocation(invoke_id), assistant.result(invoke_id)
    assert (seen.timeout, seen.parameters, seen.frequency, seen.timed) == (60, "{}", "", False)
    assert (seen.username, result.username) == ("root", "root")
    assert (seen.working_dir, seen.termination_mode, result.termination_mode) == (
        "/root", "Process", "Process",
    )  # fmt: skip
    [one] = seen.invoke_instances
    assert (one.start_time != "", one.finish_time, one.stop_time, one.exit_code) == (True, "", "", None)
    assert (one.output, one.error_code, one.error_info, one.dropped) == (None, "", "", 0)
    assistant.end(invoke_id, output=in_base64("said"))
    asked = DescribeInvocations(region_id=REGION, invoke_id=invoke_id, include_output=True)
    [one] = answer(assistant, asked).invocations[0].invoke_instances
    assert (one.output, one.exit_code, one.update_time) == (in_base64("said"), 0, one.finish_time)
