"""Files on their way to instances, without one being written."""

from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import InstanceReleased, InstanceStopBegun
from scalehook_contracts.script_runner.base import AssistantTag
from scalehook_contracts.script_runner.files import (
    DescribeSendFileResults,
    RecordFile,
    SendFile,
    SentFileView,
    WriteFile,
)
from support.answers import answer
from support.assistant import REGION, Assistant, in_base64

FILE = {"name": "f", "target_dir": "/opt", "content": "x"}


@pytest.fixture
def assistant() -> Assistant:
    """Two running instances, and one that does not run."""
    assistant = Assistant(history_most=5)
    assistant.create("i-off")
    return assistant


def send(assistant: Assistant, *instances: str, **more: Any) -> str:
    given = {**FILE, "instance_ids": list(instances) or ["i-1"], **more}
    return str(answer(assistant, SendFile(region_id=REGION, **given)).invoke_id)


def arrive(assistant: Assistant, invoke_id: str, instance: str = "i-1", code: str = "") -> None:
    outcome = RecordFile(invoke_id=invoke_id, instance_id=instance, error_code=code)
    assistant.settle(f"file/{invoke_id}/{instance}", outcome)


def found(assistant: Assistant, **more: Any) -> list[SentFileView]:
    return assistant.ask(DescribeSendFileResults(region_id=REGION, **more)).invocations


def errors(file: SentFileView) -> list[str]:
    return [each.error_code for each in file.invoke_instances]


def test_a_file_on_several_instances(assistant: Assistant) -> None:
    """Arrives, or does not; the whole has failed in part."""
    invoke_id = send(assistant, "i-1", "i-2", "i-off")
    [seen] = found(assistant)
    assert (seen.invoke_id, seen.invocation_status, seen.vm_count) == (invoke_id, "Running", 3)
    arrive(assistant, invoke_id, "i-1")
    arrive(assistant, invoke_id, "i-2", "FileAlreadyExists")
    [seen] = found(assistant, invoke_id=invoke_id)
    assert seen.invocation_status == "PartialFailed"
    assert errors(seen) == ["", "FileAlreadyExists", "NodeNotRunning"]
    assert assistant.machine.timers == {}


@pytest.mark.parametrize("seconds", ["86401", "1099511627776", "1" + "0" * 400, "x"])
def test_a_time_out_that_is_none(seconds: str) -> None:
    """Is refused before it can be a moment that no clock reaches."""
    given = {"RegionId": REGION, "InstanceIds": ["i-1"], "Timeout": seconds}
    parts = {"Name": "f", "TargetDir": "/", "Content": "x"}
    with pytest.raises(ApiError) as caught:
        build(SendFile, given | parts)
    assert caught.value.code == "InvalidParameter"


def test_the_time_out(assistant: Assistant) -> None:
    """Is ten seconds at least; afterwards the file is not written any more."""
    invoke_id = send(assistant, timeout=1)
    assistant.advance(9)
    assert found(assistant, invocation_status="Running")
    assistant.advance(1)
    [seen] = found(assistant, invocation_status="Failed")
    assert errors(seen) == ["DeliveryTimeout"]
    assert not assistant.intents(WriteFile)
    arrive(assistant, invoke_id)
    assert errors(found(assistant)[0]) == ["DeliveryTimeout"]


def test_an_instance_that_goes_down(assistant: Assistant) -> None:
    """Or is released: the file does not arrive."""
    send(assistant, "i-1", "i-2")
    assistant.tell(InstanceStopBegun(instance_ids=["i-1"], settles_at=0))
    assistant.tell(InstanceReleased(instance_id="i-2"))
    assert errors(found(assistant)[0]) == ["NodeNotRunning", "NodeReleased"]
    assert not assistant.intents(WriteFile)


def test_what_they_are_found_by(assistant: Assistant) -> None:
    """Names, instances, tags, groups; newest first."""
    tags = [AssistantTag(key="k", value="v")]
    first = send(assistant, name="a", tags=tags)
    second = send(assistant, "i-2", name="b", resource_group_id="rg-1")

    def ids(**more: Any) -> list[str]:
        return [each.invoke_id for each in found(assistant, **more)]

    assert ids() == [second, first]
    assert ids(name="a") == ids(instance_id="i-1") == ids(tags=tags) == [first]
    assert ids(resource_group_id="rg-1") == ids(max_results=1) == [second]
    assert ids(invoke_id="f-none") == []
    elsewhere = DescribeSendFileResults(region_id="cn-beijing")
    assert assistant.ask(elsewhere).total_count == 0


def test_history_ends(assistant: Assistant) -> None:
    """After two weeks files are not shown; the oldest go sooner where there are too many."""
    ids = [send(assistant, client_token=f"t{number}") for number in range(9)]
    for invoke_id in ids:
        arrive(assistant, invoke_id)
    assert len(assistant.state.files) == 5
    assistant.advance(14 * 86_400 + 1)
    assert found(assistant) == []
    last = send(assistant, client_token="t8")
    assert last not in ids
    before = assistant.state
    assistant.restart()
    assert assistant.state == before


def test_what_is_written(assistant: Assistant) -> None:
    """The bytes, with owner, group and mode as they were said, or as usual."""
    send(assistant, content=in_base64(b"\xff"), content_type="base64", file_mode="u+x", overwrite=True)
    [intent] = assistant.intents(WriteFile)
    assert (intent.content, intent.file_mode, intent.overwrite) == (in_base64(b"\xff"), "u+x", True)
    assert (intent.file_owner, intent.file_group) == ("root", "root")
    [seen] = found(assistant)
    assert (seen.content, seen.content_type, seen.overwrite) == (in_base64(b"\xff"), "base64", "true")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": "/etc/passwd"}, "InvalidParameter"),
        ({"name": ".."}, "InvalidParameter"),
        ({"name": "a\nb"}, "InvalidParameter"),
        ({"name": "ü" * 200}, "FileName.ExceedLimit"),
        ({"target_dir": "/a\0b"}, "FileTargetDir.Invalid"),
        ({"target_dir": "/" + "d" * 255}, "FileTargetDir.Invalid"),
        ({"file_mode": "0o644"}, "FileMode.Invalid"),
        ({"file_mode": "u+x;id"}, "FileMode.Invalid"),
        ({"file_owner": "$(id)"}, "InvalidParameter.FileOwner"),
        ({"file_owner": "o" * 65}, "InvalidParameter.FileOwner"),
        ({"file_group": "-R"}, "InvalidParameter.FileGroup"),
        ({"resource_group_id": "x"}, "InvalidResourceGroup.NotFound"),
        ({"region_id": "cn-beijing"}, "InvalidInstance.NotFound"),
        ({"client_token": "t" * 65}, "InvalidClientToken.Malformed"),
        ({"tags": [AssistantTag(key="x")] * 2}, "Duplicate.TagKey"),
        ({"instance_ids": []}, "MissingParam.InstanceId"),
    ],
)
def test_files_that_are_refused(assistant: Assistant, more: Any, code: str) -> None:
    """With their documented codes; nothing is written."""
    command = SendFile.model_validate({"region_id": REGION, "instance_ids": ["i-1"], **FILE, **more})
    with pytest.raises(ApiError) as caught:
        answer(assistant, command)
    assert caught.value.code == code
    assert not assistant.intents(WriteFile)
