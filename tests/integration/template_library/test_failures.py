"""Public templates that fail: the hook ends all the same, and the execution says why."""

from typing import Any

import pytest

from scalehook_contracts.access_control.policies import AttachPolicyToRole, CreatePolicy
from scalehook_contracts.errors import ApiError
from support.hook_stage import HookStage

HOOK = "ACS-ESS-LifeCycle"
UNKNOWN = {
    "ModifyRedisIPWhitelist": (
        {"dbInstanceId": "r-9", "modifyMode": "Append"}, "InvalidInstanceId.NotFound message: ",
    ),
    "ModifyPolarDBIPWhitelist": (
        {"dbClusterId": "pc-9", "modifyMode": "Append"}, "InvalidDBClusterId.NotFound message: ",
    ),
    "ApplyAutoSnapshotPolicy": (
        {"autoSnapshotPolicyId": "sp-9"}, "InvalidAutoSnapshotPolicyId.NotFound message: ",
    ),
    "DownloadOSSFileAndRunCommand": (
        {"bucketName": "none", "objectName": "o", "destinationDir": "/o"}, "NoSuchBucket message: ",
    ),
    "AttachEipToInstance": ({"EipIds": ["eip-9"]}, ""),
    "BulkyDeleteClusterNodes": (
        {"clusterId": "c-9", "drainNode": True, "releaseNode": True}, "ErrorClusterNotFound message: ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_there(stage: HookStage, name: str) -> None:
    """The hook ends with ABANDON, the instance is released, and the execution has the product's code."""
    metadata, text = UNKNOWN[name]
    action = stage.play(HOOK + name, default="CONTINUE", **metadata)
    execution = stage.execution(HOOK + name)
    assert (execution.status, action.result, stage.group.states) == ("Failed", "ABANDON", [])
    assert any(text in problem for problem in stage.problems())


@pytest.mark.parametrize(("result", "states"), [("CONTINUE", ["InService"]), ("ROLLBACK", [])])
def test_a_result_of_ones_own(stage: HookStage, result: str, states: list[str]) -> None:
    """A template that takes lifecycleActionResult ends the wait with it."""
    action = stage.play(f"{HOOK}RunCommand", commandContent="exit 3", lifecycleActionResult=result)
    assert (action.result, stage.group.states) == (result, states)


def test_a_script_that_fails_without_a_result(stage: HookStage) -> None:
    """RunCommandNew sends none: the wait ends with what CompleteLifecycleAction does by itself."""
    action = stage.play(f"{HOOK}RunCommandNew", commandContent="exit 3")
    assert stage.execution(f"{HOOK}RunCommandNew").status == "Failed"
    assert action.status == "Completed"


def test_a_role_that_may_not(stage: HookStage) -> None:
    """Each product's Forbidden error stands in the execution; a policy that allows the call mends it."""
    cloud = stage.cloud
    cloud.role("Little", policies=())
    metadata: dict[str, Any] = {"dbInstanceId": "r-1", "modifyMode": "Append", "OOSAssumeRole": "Little"}
    template = f"{HOOK}ModifyRedisIPWhitelist"
    stage.play(template, **metadata)
    assert any("Forbidden.RAM message: " in problem for problem in stage.problems())
    document = (
        '{"Version":"1","Statement":[{"Effect":"Allow","Resource":"*","Action":['
        '"ecs:DescribeInstances","kvstore:ModifySecurityIps","ess:CompleteLifecycleAction"]}]}'
    )
    cloud.call(CreatePolicy(policy_name="p", policy_document=document))
    cloud.call(AttachPolicyToRole(policy_type="Custom", policy_name="p", role_name="Little"))
    stage.group.hooks[0].delete()
    stage.play(template, **metadata)
    assert stage.execution(template).status == "Success"


@pytest.mark.parametrize(
    ("name", "metadata", "why"),
    [
        ("ModifyRedisIPWhitelist", {"dbInstanceId": "r-1"}, "modifyMode"),
        ("ModifyRedisIPWhitelist", {"dbInstanceId": "r-1", "modifyMode": "Sometimes"}, "modifyMode"),
        ("GetIpAddressAndModifyInstanceName", {}, "OOSAssumeRole"),
        ("AllocateEipAddressAndAttachToInstance", {"bandwidth": "wide"}, "bandwidth"),
        ("AttachEipToInstance", {"EipIds": ["eip-1"], "Colour": "red"}, "Colour"),
    ],
)
def test_parameters_that_do_not_fit(
    stage: HookStage, name: str, metadata: dict[str, Any], why: str
) -> None:
    """What is missing, unknown or of another type is refused by its name."""
    held = {"instanceIds": ["i-1"], "lifecycleHookId": "h", "lifecycleActionToken": "t"}
    with pytest.raises(ApiError, match=why) as refusal:
        stage.cloud.template(HOOK + name).start(**held, **metadata)
    assert refusal.value.code == "InvalidParameter"


def test_an_execution_that_cannot_start(stage: HookStage) -> None:
    """It ends its hook ahead of schedule: nobody waits for the time-out."""
    to = stage.cloud.template(f"{HOOK}ModifyRedisIPWhitelist")
    metadata = {"dbInstanceId": "r-1", "modifyMode": "Sometimes"}
    stage.group.hook("SCALE_OUT", to=to, metadata=metadata, timeout=21600, default="CONTINUE")
    action = stage.group.scale_out()
    stage.cloud.advance("1m")
    assert (stage.group.waiting, action.result, stage.group.states) == ([], "ABANDON", [])
