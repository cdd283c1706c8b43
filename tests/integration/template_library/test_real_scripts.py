"""Hook templates that run a script, where scripts really run: what they leave is there afterwards."""

import base64
import os
from collections.abc import Iterator
from typing import Any

import pytest

from scalehook.script_runner.executors import executor_of
from scalehook.script_runner.settings import Settings
from scalehook.testing.cloud import Cloud
from scalehook.testing.running import running_stack
from support.guest.instance import IMAGE
from support.hook_stage import HookStage

HOOK = "ACS-ESS-LifeCycle"
DOMAIN = "abc.cn-hangzhou.nas.aliyuncs.com"
UP = {"commandContent": "echo up >/etc/app"}
CASES: dict[str, tuple[dict[str, str], str, str]] = {  # what it is given, where to look, what is there
    "RunCommand": (UP, "cat /etc/app", "up\n"),
    "RunCommandNew": (UP, "cat /etc/app", "up\n"),
    "RunCommandOnSpecifiedInstance": (
        {"commandContent": 'echo "$COMMAND_IP $ZONE_ID" >>/etc/seen'}, "cat /etc/seen",
        "{address} {zone}\n",
    ),
    "RunCmdOnSpecifiedInstanceToEssCreatedInstances": (
        {"commandContent": "echo {{ips}} >/etc/seen"}, "cat /etc/seen", "{address}\n",
    ),
    "AttachNASFileSystemToInstance": (
        {"mountTargetDomain": DOMAIN}, "cut -d' ' -f1-3 /etc/fstab | grep nas", f"{DOMAIN}:/ /mnt nfs\n",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def boxes() -> Iterator[Cloud]:
    """A stack whose instances are sandboxes; in CI there must be one."""
    if problem := executor_of("sandbox").unavailable():
        if os.environ.get("CI"):
            pytest.fail(f"CI needs the sandbox: {problem}")
        pytest.skip(problem)
    settings = Settings.model_validate({"executor": "sandbox", "images": {"*": IMAGE}})
    with running_stack(script_runner=settings) as cloud:
        yield cloud


@pytest.fixture
def stage(boxes: Cloud) -> HookStage:
    """Emptied."""
    return HookStage(boxes)


def later(stage: HookStage, instance_id: str, script: str) -> str:
    """What a command of somebody else prints there."""
    here = {"RegionId": stage.cloud.region}
    ran = stage.call(
        "Ecs",
        "RunCommand",
        **here,
        Type="RunShellScript",
        CommandContent=script,
        InstanceIds=[instance_id],
    )

    def result() -> Any:
        said = stage.call("Ecs", "DescribeInvocationResults", **here, InvokeId=ran["InvokeId"])
        return said["Invocation"]["InvocationResults"]["InvocationResult"][0]

    stage.until(lambda: result()["InvokeRecordStatus"] == "Finished")
    return base64.b64decode(result()["Output"]).decode()


@pytest.mark.parametrize("name", CASES)
def test_what_a_script_leaves(stage: HookStage, name: str) -> None:
    """On the new instance, or on the one that is named."""
    metadata, look, seen = CASES[name]
    helper = stage.launch() if "Specified" in name else ""
    stage.play(HOOK + name, **metadata, **({"commandInstanceId": helper} if helper else {}))
    assert stage.execution(HOOK + name).status == "Success", stage.problems()
    [made] = stage.group.instances
    said = stage.call("Ecs", "DescribeInstances", RegionId=stage.cloud.region)["Instances"]["Instance"]
    [shown] = [each for each in said if each["InstanceId"] == made.instance_id]
    [address] = shown["VpcAttributes"]["PrivateIpAddress"]["IpAddress"]
    expected = seen.format(address=address, zone=shown["ZoneId"])
    assert later(stage, helper or made.instance_id, look) == expected
