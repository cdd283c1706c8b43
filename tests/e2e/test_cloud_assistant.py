"""Cloud Assistant with the official SDK: each of its operations, on real scripts, and its error rows."""

import base64
import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ecs20140526 import models as ecs

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.cloud.refusals import refused
from support.patience import PATIENCE_SECONDS, wait_until

REGION = "cn-hangzhou"
CONTAINERS = [
    {"name": "web", "image": "debian:12"},
    {"name": "web", "runtime": "containerd"},
    {"name": "job", "id": "ab" * 32},
    {"name": "old", "state": "EXITED"},
    {"name": "none", "instance": "i-other"},
]
FAST = {
    "SCALEHOOK_LATE_EVENTS_SECONDS": "0",
    "SCALEHOOK_SCRIPT_RUNNER_REPORT_SECONDS": "0.1",
    "SCALEHOOK_SCRIPT_RUNNER_CONTAINERS": json.dumps(CONTAINERS),
}
OPEN = ("Pending", "Running", "Stopping")


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackProcess]:
    """A stack that tells what scripts print ten times a second."""
    state: Path = tmp_path_factory.mktemp("stack") / "state"
    state.mkdir()
    running = StackProcess(state, options=("--speed", "0.001"), environment=FAST).start()
    yield running
    assert running.stop() == 0, running.log()


class Assistant:
    """Calls by the names of operations; instances that run."""

    def __init__(self, process: StackProcess) -> None:
        self.process = process
        self.clients = Clients(process.address, KEY_ID, SECRET)
        self.oss = Actions(self.clients, "2019-05-17")
        first, second = self.launch(2)
        self.first, self.second = first, second

    def launch(self, amount: int, **more: Any) -> list[str]:
        """New instances, which run."""
        given = {"image_id": "img", "instance_type": "ecs.g7.large", **more}
        ids = self("RunInstances", amount=amount, **given).instance_id_sets.instance_id_set
        self.process.advance(60)
        return list(ids)

    def __call__(self, action: str, **parameters: Any) -> Any:
        request = getattr(ecs, f"{action}Request")(**{"region_id": REGION, **parameters})
        name = "".join(f"_{c.lower()}" if c.isupper() else c for c in action).lstrip("_")
        return getattr(self.clients.ecs, name)(request).body

    def begin(self, script: str, **more: Any) -> str:
        """Run a script on the first instance."""
        given = {"type": "RunShellScript", "instance_id": [self.first], **more}
        return str(self("RunCommand", command_content=script, **given).invoke_id)

    def results(self, invoke_id: str, **more: Any) -> list[Any]:
        """What came of it, as text."""
        asked = {"invoke_id": invoke_id, "content_encoding": "PlainText", **more}
        answer = self("DescribeInvocationResults", **asked)
        return list(answer.invocation.invocation_results.invocation_result)

    def outcome(self, invoke_id: str) -> Any:
        """What came of it on one instance, when there is something."""
        wait_until(
            lambda: self.results(invoke_id)[0].invocation_status not in OPEN,
            lambda: f"{invoke_id} still runs",
        )
        return self.results(invoke_id)[0]

    def delivered(self, invoke_id: str) -> Any:
        """The same, when its output has gone to OSS, or has not."""

        def seen() -> Any:
            [found] = self.results(invoke_id)
            return found if found.oss_output_status not in ("", "InProgress") else None

        return wait_until(seen, lambda: f"the output of {invoke_id} is on its way")

    def invocation(self, invoke_id: str, **more: Any) -> Any:
        """The whole."""
        [found] = self("DescribeInvocations", invoke_id=invoke_id, **more).invocations.invocation
        return found

    def arrived(self, invoke_id: str) -> Any:
        """What came of a file on one instance."""

        def seen() -> Any:
            answer = self("DescribeSendFileResults", invoke_id=invoke_id)
            return answer.invocations.invocation[0]

        wait_until(lambda: seen().invocation_status != "Running", lambda: "no file comes")
        return seen()


@pytest.fixture(scope="module")
def assistant(process: StackProcess) -> Assistant:
    """Two running instances."""
    return Assistant(process)


def in_base64(script: bytes | str) -> str:
    return base64.b64encode(script.encode() if isinstance(script, str) else script).decode()


def test_a_command_that_is_kept(assistant: Assistant) -> None:
    """Created, described, changed, invoked with parameters, and deleted."""
    script = "echo {{ Greeting }} {{ACS::InstanceId}} {{ACS::RegionId}}; pwd"
    command_id = assistant(
        "CreateCommand",
        name="greet",
        description="says it",
        type="RunShellScript",
        command_content=in_base64(script),
        enable_parameter=True,
        working_dir="/tmp",
        tag=[ecs.CreateCommandRequestTag(key="team", value="a")],
    ).command_id
    assistant("ModifyCommand", command_id=command_id, timeout=90, description="says it twice")
    answer = assistant("DescribeCommands", name="gr*", content_encoding="PlainText")
    [seen] = answer.commands.command
    assert (seen.command_id, seen.command_content, seen.timeout) == (command_id, script, 90)
    assert (seen.description, seen.parameter_names.parameter_name) == ("says it twice", ["Greeting"])
    assert [(tag.tag_key, tag.tag_value) for tag in seen.tags.tag] == [("team", "a")]
    invoke_id = assistant(
        "InvokeCommand",
        command_id=command_id,
        instance_id=[assistant.first],
        parameters={"greeting": "hello"},
    ).invoke_id
    said = assistant.outcome(invoke_id)
    assert said.output == f"hello {assistant.first} {REGION}\n/tmp\n"
    assert (said.invocation_status, said.invoke_record_status, said.exit_code) == (
        "Success", "Finished", 0,
    )  # fmt: skip
    [seen] = assistant("DescribeCommands", command_id=command_id).commands.command
    assert seen.invoke_times == 1
    assistant("DeleteCommand", command_id=command_id)
    assert assistant("DescribeCommands", command_id=command_id).total_count == 0
    assert assistant.invocation(invoke_id).command_name == "greet"


def test_bytes_of_any_encoding(assistant: Assistant) -> None:
    """A script that is no UTF-8 runs as it is."""
    script = "printf 你好 | wc -c".encode("gbk")
    invoke_id = assistant.begin(in_base64(script), content_encoding="Base64")
    assert assistant.outcome(invoke_id).output.strip() == "4"
    assert assistant.invocation(invoke_id).command_content == in_base64(script)


def test_output_while_a_script_runs(assistant: Assistant) -> None:
    """It is told every few seconds; of a script that is stopped, all that it had printed is kept."""
    invoke_id = assistant.begin("echo begun; sleep 100000", timeout=600)
    wait_until(lambda: assistant.results(invoke_id)[0].output == "begun\n", lambda: "nothing is said")
    assert assistant.results(invoke_id)[0].invocation_status == "Running"
    [agent] = _agents(assistant, assistant.first)
    assert (agent.active_task_count, agent.cloud_assistant_status) == (1, "true")
    assistant("StopInvocation", invoke_id=invoke_id)
    ended = assistant.outcome(invoke_id)
    assert (ended.invocation_status, ended.invoke_record_status) == ("Terminated", "Stopped")
    assert (ended.output, ended.stop_time != "") == ("begun\n", True)
    assert assistant.invocation(invoke_id).invocation_status == "Stopped"


def test_a_script_that_floods_and_fills(assistant: Assistant) -> None:
    """Is bounded, and holds nobody up: another runs meanwhile, and this one can be stopped."""
    flood = "head -c 100000000 /dev/zero >/dev/shm/all; while :; do echo 0123456789abcdef; done"
    invoke_id = assistant.begin(flood, timeout=600)
    wait_until(lambda: assistant.results(invoke_id)[0].dropped > 0, lambda: "it says little")
    beside = assistant.outcome(assistant.begin("echo alive", instance_id=[assistant.second]))
    assert (beside.output, beside.invocation_status) == ("alive\n", "Success")
    assert assistant.results(invoke_id)[0].invocation_status == "Running"
    assistant("StopInvocation", invoke_id=invoke_id)
    ended = assistant.outcome(invoke_id)
    assert (ended.invocation_status, len(ended.output)) == ("Terminated", 24 * 1024)


def test_what_was_printed_by_the_time_out(assistant: Assistant) -> None:
    """Is kept."""
    invoke_id = assistant.begin("echo so far; sleep 100000", timeout=60)
    wait_until(lambda: assistant.results(invoke_id)[0].output != "", lambda: "nothing is said")
    assistant.process.advance(60)
    ended = assistant.outcome(invoke_id)
    assert (ended.invocation_status, ended.error_code) == ("Timeout", "ExecutionTimeout")
    assert ended.output == "so far\n"


def test_a_command_that_comes_again(assistant: Assistant) -> None:
    """Every minute, not at once; each time is in the history, until it is stopped. A long move of the
    clock lets each run end, where it is told to wait for scripts.
    """
    invoke_id = assistant.begin(
        "echo once more", repeat_mode="Period", frequency="rate(60s)", timeout=30
    )
    for _ in range(2):
        assert assistant.results(invoke_id)[0].invocation_status == "Scheduled"
        assistant.process.advance(60)
        wait_until(
            lambda: assistant.results(invoke_id)[0].invocation_status == "Scheduled",
            lambda: "it still runs",
        )
    history = assistant.results(invoke_id, include_history=True)
    assert [(time.repeats, time.invocation_status) for time in history] == [
        (2, "Success"), (1, "Success"),
    ]  # fmt: skip
    assistant.process.advance(150, hold_scripts=True, patience=PATIENCE_SECONDS)
    history = assistant.results(invoke_id, include_history=True)
    assert [time.invocation_status for time in history] == ["Success"] * 4
    assert {time.output for time in history} == {"once more\n"}
    assert assistant.invocation(invoke_id).invoke_status == "Running"
    assistant("StopInvocation", invoke_id=invoke_id)
    assert assistant.invocation(invoke_id).invocation_status == "Stopped"
    assert len(assistant.results(invoke_id, include_history=True)) == 4


def test_a_command_that_runs_when_the_instance_starts(assistant: Assistant) -> None:
    """At its next start only, or at every one."""
    [instance] = assistant.launch(1)
    ids = [
        assistant.begin("echo up", instance_id=[instance], repeat_mode=mode, timeout=600)
        for mode in ("NextRebootOnly", "EveryReboot")
    ]
    for _ in range(2):
        assistant.clients.ecs.reboot_instance(ecs.RebootInstanceRequest(instance_id=instance))
        assistant.process.advance(120)
        wait_until(lambda: not _running(assistant, ids), lambda: "they still run")
    next_only, every = (assistant.results(invoke_id)[0] for invoke_id in ids)
    assert (next_only.repeats, next_only.invocation_status) == (1, "Success")
    assert (every.repeats, every.invocation_status, every.output) == (2, "Scheduled", "up\n")
    request = ecs.DeleteInstanceRequest(instance_id=instance, force=True)
    assistant.clients.ecs.delete_instance(request)
    assistant.process.advance(60)
    gone = assistant.results(ids[1])[0]
    assert (gone.invocation_status, gone.error_code) == ("Cancelled", "InstanceReleased")


def test_times_in_the_time_zone_of_the_instance(assistant: Assistant) -> None:
    """A cron expression without a zone is read in that of the instance; one with a zone in that."""
    for frequency in ("0 0 3 * * ?", "0 0 3 * * ? GMT+8:00"):
        invoke_id = assistant.begin("true", frequency=frequency)
        wait_until(
            lambda: assistant.results(invoke_id)[0].invocation_status == "Scheduled",  # noqa: B023
            lambda: "it has no time",
        )
        assert assistant.invocation(invoke_id).repeat_mode == "Period"
        assistant("StopInvocation", invoke_id=invoke_id)


def test_instances_by_their_tags(assistant: Assistant) -> None:
    """Those that have them now."""
    [tagged] = assistant.launch(1, tag=[ecs.RunInstancesRequestTag(key="role", value="web")])
    other = [ecs.TagResourcesRequestTag(key="role", value="web")]
    assistant("TagResources", resource_type="instance", resource_id=[assistant.second], tag=other)
    tags = [ecs.RunCommandRequestResourceTag(key="role", value="web")]
    invoke_id = assistant.begin("true", instance_id=None, resource_tag=tags)
    assert {each.instance_id for each in assistant.results(invoke_id)} == {tagged, assistant.second}


def test_pages(assistant: Assistant) -> None:
    """By a token, whatever comes in the meantime; and by number."""
    tag = [ecs.RunCommandRequestTag(key="page", value="x")]
    made = [assistant.begin("true", tag=tag) for _ in range(5)]
    asked = {"tag": [ecs.DescribeInvocationsRequestTag(key="page")], "max_results": 2}
    page = assistant("DescribeInvocations", **asked)
    seen = [each.invoke_id for each in page.invocations.invocation]
    made.append(assistant.begin("true", tag=tag))
    while page.next_token:
        page = assistant("DescribeInvocations", next_token=page.next_token, **asked)
        seen += [each.invoke_id for each in page.invocations.invocation]
    assert seen == made[-2::-1]
    asked = {"tag": [ecs.DescribeInvocationResultsRequestTag(key="page", value="x")]}
    page = assistant("DescribeInvocationResults", page_size=4, page_number=2, **asked).invocation
    assert [each.invoke_id for each in page.invocation_results.invocation_result] == made[1::-1]
    assert (page.total_count, page.page_number) == (6, 2)


def test_a_file(assistant: Assistant) -> None:
    """Comes with its owner, its group and its mode; and once more only where that is wanted."""
    send = _sender(assistant)
    sent = assistant.arrived(send(content=in_base64(b"\x00\xff"), content_type="Base64"))
    assert sent.invoke_instances.invoke_instance[0].error_code == ""
    assert (sent.invocation_status, sent.vm_count, sent.overwrite) == ("Success", 1, "false")
    stat = assistant.begin("stat -c '%U %G %a %s' /opt/new/f; od -An -tx1 /opt/new/f")
    assert assistant.outcome(stat).output == "root root 640 2\n 00 ff\n"
    again = assistant.arrived(send())
    assert again.invoke_instances.invoke_instance[0].error_code == "FileAlreadyExists"
    assert assistant.arrived(send(overwrite=True)).invocation_status == "Success"
    assert assistant.outcome(assistant.begin("cat /opt/new/f")).output == "text"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"file_owner": "nosuch"}, "AccountNotExists"),
        ({"file_group": "nosuch"}, "UserGroupNotExists"),
        ({"target_dir": "/etc/hostname"}, "FilePathInvalid"),
        ({"target_dir": "/proc"}, "FileCreateFail"),
    ],
)
def test_a_file_that_does_not_arrive(assistant: Assistant, more: Any, code: str) -> None:
    """Is told with its reason."""
    sent = assistant.arrived(_sender(assistant)(name="other", **more))
    assert sent.invoke_instances.invoke_instance[0].error_code == code


def test_a_file_through_a_link(assistant: Assistant) -> None:
    """A link in the instance leads to what is in the instance."""
    assistant.outcome(assistant.begin("ln -sfn /var/log /opt/link"))
    sent = assistant.arrived(_sender(assistant)(target_dir="/opt/link", name="linked"))
    assert sent.invocation_status == "Success"
    assert assistant.outcome(assistant.begin("cat /var/log/linked")).output == "text"
    assert not Path("/var/log/linked").exists()


def test_parameters_of_the_store(assistant: Assistant) -> None:
    """Are put in when the script runs, secret ones too. One that is not there is refused; one that has
    gone by then makes the run invalid.
    """
    from alibabacloud_oos20190601 import models as oos

    client = assistant.clients.oos
    stored = {"name": "/web/Port", "type": "String", "value": "8080"}
    client.create_parameter(oos.CreateParameterRequest(**stored))
    secret = {"name": "web-key", "type": "Secret", "value": "s3cret"}
    client.create_secret_parameter(oos.CreateSecretParameterRequest(**secret))
    script = "echo {{ oos:/web/Port }} {{oos-secret:web-key}} {{name}}"
    given = {"enable_parameter": True, "parameters": {"name": "{{oos:/web/Port}}"}}
    invoke_id = assistant.begin(script, **given)
    assert assistant.outcome(invoke_id).output == "8080 s3cret 8080\n"
    shown = assistant.invocation(invoke_id, content_encoding="PlainText")
    assert shown.command_content == script
    with refused("ParameterStore.InvalidParameters", status=403):
        assistant.begin("echo {{oos:none}}", enable_parameter=True)
    late = assistant.begin(
        "echo {{oos:/web/Port}}", enable_parameter=True, frequency="rate(60s)", timeout=9
    )
    client.delete_parameter(oos.DeleteParameterRequest(name="/web/Port"))
    assistant.process.advance(61)
    wait_until(
        lambda: assistant.results(late)[0].error_code, lambda: f"{late} has not failed for what is gone"
    )
    [missing] = assistant.results(late, include_history=True)
    assistant("StopInvocation", invoke_id=late)
    assert (missing.invocation_status, missing.error_code) == ("Invalid", "CommandNotApplicable")
    assert missing.output.startswith("ParameterStore.InvalidParameters")


def test_a_dry_run(assistant: Assistant) -> None:
    """Says that it would run, and runs nothing."""
    with refused("DryRunOperation"):
        assistant.begin("true", repeat_mode="DryRun")


def test_agents(assistant: Assistant) -> None:
    """Of these instances, in this order; or of all, page by page."""
    named = _agents(assistant, assistant.second, assistant.first)
    assert [each.instance_id for each in named] == [assistant.second, assistant.first]
    assert named[1].invocation_count > 0
    page = assistant("DescribeCloudAssistantStatus", max_results=1)
    assert (len(page.instance_cloud_assistant_status_set.instance_cloud_assistant_status)) == 1
    assert page.next_token
    windows = assistant("DescribeCloudAssistantStatus", ostype="Windows")
    assert windows.total_count == 0


RUN = {"type": "RunShellScript", "command_content": "true", "instance_id": ["FIRST"]}
CREATE = {"type": "RunShellScript", "command_content": "dHJ1ZQ==", "name": "n"}
SEND = {"name": "f", "target_dir": "/root", "content": "x", "instance_id": ["FIRST"]}
TOO_MANY_TAGS = [ecs.RunCommandRequestTag(key=f"k{n}", value="") for n in range(21)]
TAGS = [ecs.RunCommandRequestResourceTag(key="nosuch", value="x")]


@pytest.mark.parametrize(
    ("action", "parameters", "status", "code"),
    [
        ("RunCommand", {"region_id": "cn-beijing"}, 404, "InvalidInstance.NotFound"),
        ("RunCommand", {"region_id": "nowhere"}, 404, "InvalidRegionId.NotFound"),
        ("RunCommand", {"instance_id": None}, 400, "MissingParam.InstanceId"),
        ("RunCommand", {"instance_id": ["i-none"]}, 404, "InvalidInstance.NotFound"),
        ("RunCommand", {"instance_id": [f"i-{n}" for n in range(101)]}, 403, "InstanceIds.ExceedLimit"),
        ("RunCommand", {"type": "RunPythonScript"}, 404, "InvalidCmdType.NotFound"),
        ("RunCommand", {"type": "RunBatScript"}, 400, "InvalidInstance.NotMatch"),
        (
            "RunCommand",
            {"type": "RunPowerShellScript", "username": "a"},
            400,
            "WindowsPasswordName.Missed",
        ),
        ("RunCommand", {"windows_password_name": "p" * 256}, 403, "WindowsPasswordName.ExceedLimit"),
        ("RunCommand", {"name": "n" * 129}, 403, "CmdName.ExceedLimit"),
        ("RunCommand", {"name": "a\nb"}, 403, "InvalidParameterCharacter.CommandName"),
        ("RunCommand", {"description": "d" * 513}, 403, "CmdDesc.ExceedLimit"),
        ("RunCommand", {"description": "\x01"}, 403, "InvalidParameterCharacter.CommandDescription"),
        ("RunCommand", {"working_dir": "/" + "w" * 200}, 400, "InvalidParameter.WorkingDir"),
        ("RunCommand", {"working_dir": "/a\nb"}, 403, "InvalidParameterCharacter.CommandWorkingDir"),
        ("RunCommand", {"username": "u" * 256}, 403, "Username.ExceedLimit"),
        ("RunCommand", {"command_content": "x" * 25_000}, 403, "CmdContent.ExceedLimit"),
        (
            "RunCommand",
            {"command_content": "?", "content_encoding": "Base64"},
            400,
            "CmdContent.DecodeError",
        ),
        ("RunCommand", {"repeat_mode": "Twice"}, 404, "InvalidRepeatMode.NotFound"),
        ("RunCommand", {"repeat_mode": "Period"}, 400, "MissingParam.Frequency"),
        ("RunCommand", {"frequency": "rate(1s)"}, 400, "InvalidParam.Frequency"),
        ("RunCommand", {"termination_mode": "Thread"}, 404, "InvalidTerminationMode.NotFound"),
        ("RunCommand", {"launcher": "python3"}, 400, "InvalidParameter"),
        ("RunCommand", {"container_id": "x"}, 400, "InvalidContainerId.Malformed"),
        ("RunCommand", {"container_id": "rkt://" + "a" * 64}, 400, "InvalidContainerId.Malformed"),
        ("RunCommand", {"container_name": "-web"}, 400, "InvalidContainerName.Malformed"),
        ("RunCommand", {"client_token": "t" * 65}, 400, "InvalidClientToken.Malformed"),
        ("RunCommand", {"resource_group_id": "x"}, 404, "InvalidResourceGroup.NotFound"),
        ("RunCommand", {"resource_tag": TAGS}, 400, "InvalidResourceTag.ConflictWithInstanceIds"),
        (
            "RunCommand",
            {"resource_tag": TAGS, "instance_id": None},
            400,
            "InvalidResourceTag.InstanceNotFound",
        ),
        ("RunCommand", {"tag": TOO_MANY_TAGS}, 400, "NumberExceed.Tags"),
        ("RunCommand", {"parameters": {"a": "b"}}, 400, "Parameter.Disabled"),
        (
            "RunCommand",
            {"parameters": {"a": "b"}, "enable_parameter": True},
            400,
            "Parameter.NotMatched",
        ),
        ("RunCommand", {"oss_output_delivery": "s3://bucket/p"}, 400, "InvalidParameter"),
        ("RunCommand", {"oss_output_delivery": "oss://b/p"}, 400, "InvalidParameter"),
        ("RunCommand", {"oss_output_delivery": "oss://bucket//p"}, 400, "InvalidParameter"),
        ("CreateCommand", {"region_id": "cn-beijing"}, 400, "RegionId.ApiNotSupported"),
        ("CreateCommand", {"command_content": "?"}, 400, "CmdContent.DecodeError"),
        ("CreateCommand", {"type": "RunPythonScript"}, 404, "InvalidCmdType.NotFound"),
        (
            "CreateCommand",
            {"command_content": in_base64("{{a b}}"), "enable_parameter": True},
            400,
            "CmdParam.InvalidParamName",
        ),
        ("ModifyCommand", {"command_id": "c-none"}, 404, "InvalidCmdId.NotFound"),
        ("DeleteCommand", {"command_id": "c-none"}, 404, "InvalidCmdId.NotFound"),
        (
            "InvokeCommand",
            {"command_id": "c-none", "instance_id": ["FIRST"]},
            404,
            "InvalidCmdId.NotFound",
        ),
        ("StopInvocation", {"invoke_id": "t-none"}, 404, "InvalidInvokeId.NotFound"),
        ("DescribeCommands", {"page_size": 51}, 400, "InvalidParam.PageSize"),
        ("DescribeInvocations", {"page_number": -1}, 400, "InvalidParam.PageNumber"),
        ("DescribeInvocations", {"max_results": 51}, 400, "InvalidParameter.MaxResults"),
        ("DescribeInvocations", {"next_token": "x"}, 400, "InvalidParameter.NextToken"),
        ("DescribeInvocations", {"include_output": True}, 400, "MissingInvokeId"),
        ("DescribeInvocationResults", {"include_history": True}, 400, "MissingInvokeId"),
        ("DescribeInvocationResults", {"region_id": "nowhere"}, 404, "InvalidRegionId.NotFound"),
        (
            "DescribeCloudAssistantStatus",
            {"instance_id": ["i-none"]},
            404,
            "InvalidInstance.NotFound",
        ),
        ("DescribeSendFileResults", {"max_results": 0}, 400, "InvalidParameter.MaxResults"),
        ("SendFile", {"instance_id": ["i-none"]}, 404, "InvalidInstance.NotFound"),
        ("SendFile", {"instance_id": [f"i-{n}" for n in range(51)]}, 403, "InstanceIds.ExceedLimit"),
        ("SendFile", {"name": "n" * 256}, 403, "FileName.ExceedLimit"),
        ("SendFile", {"name": "a/b"}, 400, "InvalidParameter"),
        ("SendFile", {"target_dir": "relative"}, 400, "FileTargetDir.Invalid"),
        ("SendFile", {"file_mode": "999"}, 400, "FileMode.Invalid"),
        ("SendFile", {"file_owner": "a b"}, 400, "InvalidParameter.FileOwner"),
        ("SendFile", {"file_group": "a:b"}, 400, "InvalidParameter.FileGroup"),
        ("SendFile", {"content_type": "Gzip"}, 400, "FileContentType.Invalid"),
        ("SendFile", {"content": "?", "content_type": "Base64"}, 400, "FileContent.DecodeError"),
        ("SendFile", {"content": "x" * 33_000}, 403, "FileSize.ExceedLimit"),
        ("SendFile", {"description": "d" * 513}, 403, "FileDesc.ExceedLimit"),
    ],
)
def test_refusals(
    assistant: Assistant, action: str, parameters: dict[str, Any], status: int, code: str
) -> None:
    """Each documented row that a request can provoke."""
    usual = {"RunCommand": RUN, "CreateCommand": CREATE, "SendFile": SEND}.get(action, {})
    given = {**usual, **parameters}
    if given.get("instance_id") == ["FIRST"]:
        given["instance_id"] = [assistant.first]
    with refused(code, status=status):
        assistant(action, **given)


def test_output_in_oss(assistant: Assistant) -> None:
    """Is an object of its own for each run, with more than the answer shows; what refuses it is told."""
    given = {"oss_output_delivery": "oss://logs/a/b/", "timeout": 60}
    refused_there = assistant.delivered(assistant.begin("echo 1", **given))
    assert (refused_there.oss_output_status, refused_there.oss_output_error_code) == (
        "Failed",
        "NoSuchBucket",
    )
    assert refused_there.oss_output_uri == ""
    assistant.oss("PutBucket", BucketName="logs")
    invoke_id = assistant.begin("yes 123456789 | head -n 5000", **given)
    result = assistant.delivered(invoke_id)
    name = f"a/b/{invoke_id}/{assistant.first}/output.txt"
    assert (result.oss_output_status, result.oss_output_uri) == ("Finished", f"oss://logs/{name}")
    assert (len(result.output), result.dropped) == (24 * 1024, 50_000 - 24 * 1024)
    found = assistant.oss("GetObject", BucketName="logs", ObjectName=name)
    assert found["Body"] == "123456789\n" * 5000
    assert assistant.invocation(invoke_id).oss_output_delivery == "oss://logs/a/b/"
    raw = assistant.delivered(assistant.begin("printf '\\377'; exit 3", **given))
    listed = assistant.oss("ListObjects", BucketName="logs", Prefix="a/")["Contents"]
    assert {each["Size"] for each in listed} == {50_000, 1}
    _, _, key = raw.oss_output_uri.removeprefix("oss://").partition("/")
    found = assistant.oss("GetObject", BucketName="logs", ObjectName=key)
    assert (found["ContentEncoding"], found["Body"]) == ("Base64", "/w==")


def test_scripts_in_containers_of_an_instance(assistant: Assistant) -> None:
    """See a root of their own, as root of it, by a shell; a container that is not there is told."""
    look = "#!/usr/bin/python3\npwd; id -un; . /etc/os-release; echo $ID; hostname; "
    look += "echo 1 >>/kept; wc -l </kept"
    more = {"username": "nobody", "working_dir": "/nowhere", "container_id": "docker://" + "AB" * 32}
    for count in ("1", "2"):
        inside = assistant.outcome(assistant.begin(look, **more))
        assert inside.output.split() == ["/", "root", "centos", "ab" * 6, count]
    assert inside.container_id == "docker://" + "AB" * 32
    outside = assistant.outcome(assistant.begin("ls /kept; ls /"))
    assert "No such file" in outside.output
    web = "docker://" + sha256(f"docker://{assistant.first}/web".encode()).hexdigest()
    named = assistant.outcome(assistant.begin(look, container_id=web, container_name="web"))
    assert named.output.split()[2] == "debian"
    for given, code in (
        ({"container_name": "web"}, "ContainerNameDuplicated"),
        ({"container_name": "none"}, "ContainerNotFound"),
        ({"container_id": "cri-o://" + "ab" * 32}, "ContainerNotFound"),
        ({"container_id": "ab" * 32, "container_name": "web"}, "ContainerNameAndIdNotMatch"),
        ({"container_name": "old"}, "ContainerStateAbnormal"),
    ):
        found = assistant.outcome(assistant.begin("echo", **given))
        assert (found.invocation_status, found.error_code) == ("Invalid", code)
        assert found.exit_code is None


def test_client_tokens(assistant: Assistant) -> None:
    """The same call has one effect, of every operation that takes a token; another is refused."""
    command = assistant("CreateCommand", client_token="t", **CREATE)
    again = assistant("CreateCommand", client_token="t", **CREATE)
    assert again.command_id == command.command_id
    usual: dict[str, dict[str, Any]] = {
        "RunCommand": RUN,
        "InvokeCommand": {"command_id": command.command_id},
        "SendFile": {**SEND, "name": "token"},
    }
    for action, parameters in usual.items():
        given = {**parameters, "client_token": "t", "instance_id": [assistant.first]}
        first = assistant(action, **given)
        assert assistant(action, **given).invoke_id == first.invoke_id
        with refused("IdempotentParameterMismatch", status=403):
            assistant(action, **{**given, "timeout": 77})
    with refused("IdempotentParameterMismatch", status=403):
        assistant("CreateCommand", client_token="t", **{**CREATE, "name": "other"})


def test_a_command_that_is_in_use(assistant: Assistant) -> None:
    """Cannot be deleted."""
    command_id = assistant("CreateCommand", **CREATE).command_id
    given = {"command_id": command_id, "instance_id": [assistant.first]}
    invoke_id = assistant("InvokeCommand", repeat_mode="EveryReboot", **given).invoke_id
    with refused("InvalidStatus.CmdIdInUse", status=403):
        assistant("DeleteCommand", command_id=command_id)
    assistant("StopInvocation", invoke_id=invoke_id)
    assistant("DeleteCommand", command_id=command_id)


def test_who_may_do_what(assistant: Assistant) -> None:
    """A user with a policy for one instance and one command runs that there, and nothing else: not with
    what the Parameter Store has, either.
    """
    taking = {**CREATE, "command_content": in_base64("echo {{name}}"), "enable_parameter": True}
    command_id = assistant("CreateCommand", **taking).command_id
    resources = [f"acs:ecs:*:*:instance/{assistant.first}", f"acs:ecs:*:*:command/{command_id}"]
    allowed = {"Effect": "Allow", "Action": "ecs:InvokeCommand", "Resource": resources}
    user = _user(assistant, json.dumps({"Version": "1", "Statement": [allowed]}))
    asked = {"command_id": command_id, "region_id": REGION}
    given = {"instance_id": [assistant.first], **asked}
    request = ecs.InvokeCommandRequest(parameters={"name": "x"}, **given)
    assert user.ecs.invoke_command(request).body.invoke_id
    request = ecs.InvokeCommandRequest(parameters={"name": "{{oos-secret:web-key}}"}, **given)
    with refused("ParameterStore.NoPermission", status=403):
        user.ecs.invoke_command(request)
    request = ecs.InvokeCommandRequest(parameters={"name": "x"}, **given)
    with refused("Forbidden.RAM", status=403):
        user.ecs.invoke_command(ecs.InvokeCommandRequest(instance_id=[assistant.second], **asked))
    with refused("Forbidden.RAM", status=403):
        user.ecs.describe_commands(ecs.DescribeCommandsRequest(region_id=REGION))


def _user(assistant: Assistant, document: str) -> Clients:
    from alibabacloud_ram20150501 import models as ram

    client = assistant.clients.ram
    client.create_user(ram.CreateUserRequest(user_name="operator"))
    key = client.create_access_key(ram.CreateAccessKeyRequest(user_name="operator")).body.access_key
    policy = ram.CreatePolicyRequest(policy_name="one-command", policy_document=document)
    client.create_policy(policy)
    attached = {"policy_type": "Custom", "policy_name": "one-command", "user_name": "operator"}
    client.attach_policy_to_user(ram.AttachPolicyToUserRequest(**attached))
    return Clients(assistant.process.address, key.access_key_id, key.access_key_secret)


def _running(assistant: Assistant, invoke_ids: list[str]) -> bool:
    return any(assistant.results(each)[0].invocation_status in OPEN for each in invoke_ids)


def _agents(assistant: Assistant, *instances: str) -> list[Any]:
    answer = assistant("DescribeCloudAssistantStatus", instance_id=list(instances))
    return list(answer.instance_cloud_assistant_status_set.instance_cloud_assistant_status)


def _sender(assistant: Assistant) -> Callable[..., str]:
    def send(**more: Any) -> str:
        usual = {"name": "f", "target_dir": "/opt/new", "content": "text", "file_mode": "0640"}
        given = {**usual, "instance_id": [assistant.first], **more}
        return str(assistant("SendFile", **given).invoke_id)

    return send
