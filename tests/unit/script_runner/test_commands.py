"""RunCommand and its descriptions, without a script being run."""

import base64
import json
from typing import Any

import pytest

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.host import snapshot
from scalehook.kit.machine.machine import Machine
from scalehook.script_runner.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Event
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
)
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.invocations import (
    DescribeInvocationResults,
    DescribeInvocations,
    InvocationResultView,
    InvocationView,
)
from scalehook_contracts.script_runner.roots import RemoveRoot
from scalehook_contracts.script_runner.runs import RecordLastWords, RecordScriptResult, RunScript
from support.answers import answer
from support.assistant import attentive

REGION = "cn-hangzhou"


@pytest.fixture
def assistant() -> Rehearsal:
    """Two running instances, `i-1` and `i-2`, and `i-new` that starts."""
    rehearsal = attentive()
    for name in ("i-1", "i-2", "i-new"):
        rehearsal.tell(
            InstanceCreated(instance_id=name, private_ip_address="", zone_id="", created_at=0)
        )
    for name in ("i-1", "i-2"):
        rehearsal.tell(InstanceRunning(instance_id=name))
    return rehearsal


def run(assistant: Rehearsal, *instances: str, **more: Any) -> str:
    given = {"type": "RunShellScript", "command_content": "true", **more}
    command = RunCommand(region_id=REGION, instance_ids=list(instances) or ["i-1"], **given)
    return str(answer(assistant, command).invoke_id)


def end(assistant: Rehearsal, invoke_id: str, instance: str = "i-1", **more: Any) -> None:
    command = RecordScriptResult(invoke_id=invoke_id, instance_id=instance, **more)
    assistant.settle(f"run/{invoke_id}/{instance}", command)


def whole(assistant: Rehearsal, invoke_id: str) -> InvocationView:
    command = DescribeInvocations(region_id=REGION, invoke_id=invoke_id)
    return assistant.ask(command).invocations[0]


def result(assistant: Rehearsal, invoke_id: str, **more: Any) -> InvocationResultView:
    command = DescribeInvocationResults(region_id=REGION, invoke_id=invoke_id, **more)
    return assistant.ask(command).invocation.invocation_results[0]


def scripts(assistant: Rehearsal) -> list[RunScript]:
    return [intent for _, intent in assistant.begun if isinstance(intent, RunScript)]


@pytest.mark.parametrize(
    ("more", "newer", "older", "whole_status", "error"),
    [
        ({"exit_code": 0}, "Success", "Finished", "Finished", ""),
        ({"exit_code": 3}, "Failed", "Finished", "Finished", "ExitCodeNonzero"),
        ({"error_code": "DirectoryNotExists"}, "Failed", "Failed", "Failed", "DirectoryNotExists"),
    ],
)
def test_how_scripts_end(
    assistant: Rehearsal, more: Any, newer: str, older: str, whole_status: str, error: str
) -> None:
    """In the newer and the older status; an exit code above 0 is `Finished` in the older."""
    invoke_id = run(assistant)
    assert whole(assistant, invoke_id).invoke_status == "Running"
    end(assistant, invoke_id, output=base64.b64encode(b"said").decode(), **more)
    seen = result(assistant, invoke_id)
    assert (seen.invocation_status, seen.invoke_record_status) == (newer, older)
    assert (seen.error_code, base64.b64decode(seen.output)) == (error, b"said")
    assert whole(assistant, invoke_id).invoke_status == whole_status
    assert result(assistant, invoke_id, content_encoding="PlainText").output == "said"


def test_the_time_out(assistant: Rehearsal) -> None:
    """At its virtual end the script is called off; what it printed by then is kept, and what it says
    later is let pass.
    """
    invoke_id = run(assistant, timeout=60)
    assistant.advance(59)
    assert result(assistant, invoke_id).invocation_status == "Running"
    assistant.advance(1)
    last = base64.b64encode(b"so far").decode()
    words = RecordLastWords(invoke_id=invoke_id, instance_id="i-1", number=1, output=last, dropped=7)
    assistant.settle(f"words/{invoke_id}/i-1", words)
    seen = result(assistant, invoke_id)
    assert (seen.invocation_status, seen.invoke_record_status) == ("Timeout", "Failed")
    assert seen.error_code == "ExecutionTimeout"
    assert (base64.b64decode(seen.output), seen.dropped) == (b"so far", 7)
    assert assistant.machine.intents == {}
    end(assistant, invoke_id, exit_code=0)
    assert result(assistant, invoke_id).invocation_status == "Timeout"


def test_an_ended_script_has_no_time_out(assistant: Rehearsal) -> None:
    """Its timer is gone."""
    end(assistant, run(assistant), exit_code=0)
    assert assistant.machine.timers == {}


def test_one_that_does_not_run_aborts(assistant: Rehearsal) -> None:
    """The others run."""
    invoke_id = run(assistant, "i-1", "i-new")
    end(assistant, invoke_id, exit_code=0)
    seen = whole(assistant, invoke_id)
    assert (seen.invoke_status, seen.invocation_status) == ("PartialFailed", "PartialFailed")
    aborted = result(assistant, invoke_id, instance_id="i-new")
    assert (aborted.invocation_status, aborted.error_code) == ("Aborted", "InstanceNotRunning")


@pytest.mark.parametrize("created", [True, False], ids=["starting", "not heard of"])
def test_a_command_that_comes_before_its_instance_runs(assistant: Rehearsal, created: bool) -> None:
    """Who asked may know more than has been told: the script begins as soon as the instance runs. Whoever
    asks again meanwhile waits with the first, and gets the same answer.
    """
    name = "i-new" if created else "i-other"
    given = {"type": "RunShellScript", "command_content": "true", "client_token": "t"}
    command = RunCommand(region_id=REGION, instance_ids=[name], **given)
    for message_id in ("m-1", "m-2"):
        assistant.play(command, message_id=message_id)
    assert scripts(assistant) == []
    assistant.tell(InstanceRunning(instance_id=name))
    assert [script.instance_id for script in scripts(assistant)] == [name]
    assert assistant.late["m-1"] == assistant.late["m-2"] is not None
    assistant.tell(InstanceCreated(instance_id=name, private_ip_address="", zone_id="", created_at=0))
    assert assistant.state.instances[name]


@pytest.mark.parametrize(
    "event",
    [
        InstanceStopBegun(instance_ids=["i-new", "i-1"], settles_at=0),
        InstanceStartBegun(instance_ids=["i-1", "i-none"], started_at=0, settles_at=0),
    ],
    ids=["stops", "reboots"],
)
def test_an_instance_that_stops_or_reboots(assistant: Rehearsal, event: Event) -> None:
    """What runs on it is interrupted; it runs nothing until it is running again."""
    interrupted, elsewhere = run(assistant), run(assistant, "i-2")
    assistant.tell(event)
    seen = result(assistant, interrupted)
    assert (seen.invocation_status, seen.error_code) == ("Failed", "ExecutionInterrupted")
    assert whole(assistant, elsewhere).invocation_status == "Running"
    assert result(assistant, run(assistant)).error_code == "InstanceNotRunning"
    assistant.tell(InstanceRunning(instance_id="i-1"))
    assert whole(assistant, run(assistant)).invocation_status == "Running"


def test_a_released_instance(assistant: Rehearsal) -> None:
    """Its scripts are terminated, its root removed, and it is not found any more."""
    invoke_id = run(assistant)
    assistant.tell(InstanceReleased(instance_id="i-1"))
    assert result(assistant, invoke_id).invocation_status == "Terminated"
    assert isinstance(assistant.begun[-1][1], RemoveRoot)
    with pytest.raises(ApiError) as caught:
        run(assistant)
    assert caught.value.code == "InvalidInstance.NotFound"


def test_a_released_instance_on_which_nothing_was_to_run(assistant: Rehearsal) -> None:
    """It has left nothing that would have to be removed; nobody looks for it."""
    assistant.tell(InstanceReleased(instance_id="i-2"))
    assert not assistant.begun
    assert not assistant.state.unused & {"i-2"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"type": "RunPythonScript"}, "InvalidCmdType.NotFound"),
        ({"type": "RunBatScript"}, "InvalidInstance.NotMatch"),
        ({"instance_ids": ["i-1", "i-none"]}, "InvalidInstance.NotFound"),
        ({"instance_ids": ["i-1"] * 101}, "InstanceIds.ExceedLimit"),
        ({"name": "n" * 129}, "CmdName.ExceedLimit"),
        ({"description": "d" * 513}, "CmdDesc.ExceedLimit"),
        ({"username": "u" * 256}, "Username.ExceedLimit"),
        ({"command_content": "x" * 19_000}, "CmdContent.ExceedLimit"),
        ({"command_content": "?", "content_encoding": "Base64"}, "CmdContent.DecodeError"),
        ({"parameters": '{"a": 1}'}, "Parameter.Disabled"),
        ({"parameters": "[]", "enable_parameter": True}, "InvalidParameter.Parameters"),
        ({"parameters": "[" * 5000, "enable_parameter": True}, "InvalidParameter.Parameters"),
        ({"parameters": '{"a": "\\ud800"}', "enable_parameter": True}, "InvalidParameter.Parameters"),
        ({"command_content": "{{a}}", "enable_parameter": True}, "Parameter.NotMatched"),
        (
            {"parameters": json.dumps({str(n): 1 for n in range(11)}), "enable_parameter": True},
            "ParameterCount.ExceedLimit",
        ),
    ],
)
def test_commands_that_are_refused(assistant: Rehearsal, more: Any, code: str) -> None:
    """As a whole: nothing runs."""
    given = {"instance_ids": ["i-1"], "type": "RunShellScript", "command_content": "x", **more}
    with pytest.raises(ApiError) as caught:
        answer(assistant, RunCommand(region_id=REGION, **given))
    assert caught.value.code == code
    assert scripts(assistant) == []


def test_parameters_of_a_script(assistant: Rehearsal) -> None:
    """Given ones and built-in ones; without EnableParameter the braces stay."""
    text = "echo {{ Name }} {{ACS::InstanceId}} {{ACS::Unknown}}"
    run(
        assistant,
        "i-2",
        command_content=text,
        enable_parameter=True,
        parameters='{"name": "you"}',
    )
    run(assistant, command_content=text)
    assert scripts(assistant)[0].script == "echo you i-2 {{ACS::Unknown}}"
    assert scripts(assistant)[1].script == text


def test_content_in_base64(assistant: Rehearsal) -> None:
    """Decoded when it is run, given back as asked for."""
    text = base64.b64encode(b"echo hi").decode()
    invoke_id = run(assistant, command_content=text, content_encoding="base64")
    assert scripts(assistant)[0].script == "echo hi"
    assert whole(assistant, invoke_id).command_content == text
    command = DescribeInvocations(region_id=REGION, invoke_id=invoke_id, content_encoding="PlainText")
    assert assistant.ask(command).invocations[0].command_content == "echo hi"


def test_client_tokens(assistant: Rehearsal) -> None:
    """The same call runs once."""
    assert run(assistant, client_token="t") == run(assistant, client_token="t")
    assert len(scripts(assistant)) == 1
    with pytest.raises(ApiError) as caught:
        run(assistant, client_token="t", command_content="other")
    assert caught.value.code == "IdempotentParameterMismatch"


def test_an_unknown_invocation(assistant: Rehearsal) -> None:
    """Finds nothing."""
    command = DescribeInvocations(region_id=REGION, invoke_id="t-none")
    assert assistant.ask(command).total_count == 0


def test_the_state_survives(assistant: Rehearsal) -> None:
    """A snapshot and a replay give the same state; an open script is taken up again."""
    end(assistant, run(assistant), exit_code=1)
    open_run = run(assistant, "i-2")
    before = assistant.state
    other = Machine(SERVICE, assistant.machine.settings)
    snapshot.restore(other, snapshot.dump(assistant.machine), message_types(SERVICE))
    assert other.state == before
    assert list(other.intents) == [f"run/{open_run}/i-2"]
    assistant.restart()
    assert assistant.state == before
