"""Public templates that a hook executes when a group grows: each to its end, its effect read back."""

import json
from typing import Any

import pytest

from scalehook_contracts.fleet.instance_billing import DescribeInstanceAutoRenewAttribute
from support.hook_stage import HookStage

HOOK = "ACS-ESS-LifeCycle"
SAP = {
    "PASIP": "10.0.0.1", "rootPassword": "secret-1", "SAPSID": "S01", "userName": "u",
    "userPassword": "secret-2", "clientNumber": "800",
}  # fmt: skip


def played(stage: HookStage, name: str, **metadata: Any) -> str:
    """The instance that the template let in, when its execution has succeeded."""
    action = stage.play(HOOK + name, **metadata)
    assert stage.execution(HOOK + name).status == "Success", stage.problems()
    assert (action.result, stage.group.states) == ("CONTINUE", ["InService"])
    [instance] = stage.group.instances
    return instance.instance_id


def outputs(stage: HookStage, name: str) -> Any:
    return json.loads(stage.execution(HOOK + name).outputs)


def instance(stage: HookStage, instance_id: str) -> Any:
    asked = {"RegionId": stage.cloud.region, "InstanceIds": json.dumps([instance_id])}
    return stage.call("Ecs", "DescribeInstances", **asked)["Instances"]["Instance"][0]


def address(stage: HookStage, instance_id: str) -> str:
    [found] = instance(stage, instance_id)["VpcAttributes"]["PrivateIpAddress"]["IpAddress"]
    return str(found)


@pytest.mark.parametrize("name", ["RunCommand", "RunCommandNew"])
def test_a_script_on_new_instances(stage: HookStage, name: str) -> None:
    """What it printed is the output."""
    played(stage, name, commandContent="echo ready")
    assert outputs(stage, name) == {"commandOutputs": ["ready\n"]}


def test_a_script_on_another_instance(stage: HookStage) -> None:
    """Once for each new one, or once for all with their addresses."""
    helper = stage.launch()
    name = "RunCommandOnSpecifiedInstance"
    played(stage, name, commandInstanceId=helper, commandContent="echo seen")
    assert outputs(stage, name) == {"commandOutputs": ["seen\n"]}


def test_a_script_with_all_addresses(stage: HookStage) -> None:
    """They are the output, too."""
    name = "RunCmdOnSpecifiedInstanceToEssCreatedInstances"
    made = played(stage, name, commandInstanceId=stage.launch(), commandContent="echo {{ips}}")
    assert outputs(stage, name) == {"ipAddresses": [address(stage, made)]}


def test_a_file_and_a_script(stage: HookStage) -> None:
    """From the web, and from a bucket of OSS."""
    common = {"destinationDir": "/opt/app", "commandContent": "echo installed"}
    name = "DownloadFileAndRunCommand"
    played(stage, name, sourcePath="https://example.com/app.tgz?version=1", **common)
    assert outputs(stage, name) == {"commandOutputs": ["installed\n"]}


def test_an_object_and_a_script(stage: HookStage) -> None:
    """The URL is made by OSS."""
    name = "DownloadOSSFileAndRunCommand"
    played(
        stage, name, bucketName="files", objectName="app.tgz", destinationDir="/opt/app",
        commandContent="echo installed",
    )  # fmt: skip
    assert outputs(stage, name) == {"commandOutputs": ["installed\n"]}


DATABASES = {
    "MongoDB": (
        "Dds", "DescribeSecurityIps", {"DBInstanceId": "dds-1"}, {"dbInstanceId": "dds-1"},
    ),
    "Redis": ("R-kvstore", "DescribeSecurityIps", {"InstanceId": "r-1"}, {"dbInstanceId": "r-1"}),
    "AnalyticDB": (
        "adb", "DescribeDBClusterAccessWhiteList", {"DBClusterId": "am-1"}, {"dbClusterId": "am-1"},
    ),
    "PolarDB": (
        "polardb", "DescribeDBClusterAccessWhitelist", {"DBClusterId": "pc-1"},
        {"dbClusterId": "pc-1"},
    ),
}  # fmt: skip


def admitted(stage: HookStage, database: str) -> str:
    """All that a database's product says of whom it lets in."""
    product, action, named, _ = DATABASES[database]
    return json.dumps(stage.call(product, action, **named))


@pytest.mark.parametrize("database", DATABASES)
def test_new_instances_are_let_in(stage: HookStage, database: str) -> None:
    """The whitelist has their private address."""
    metadata = DATABASES[database][3]
    made = played(stage, f"Modify{database}IPWhitelist", modifyMode="Append", **metadata)
    assert f'"{address(stage, made)}"' in admitted(stage, database)


@pytest.mark.parametrize("database", DATABASES)
def test_new_container_groups_are_let_in(stage: HookStage, database: str) -> None:
    """The same of ECI."""
    template = f"ACS-ESS-ECILifeCycleModify{database}IPWhitelist"
    metadata = DATABASES[database][3] | {"instanceIds": ["eci-1"]}
    stage.play(template, modifyMode="Append", **metadata)
    assert stage.execution(template).status == "Success", stage.problems()
    assert f'"{stage.resource("container-group", "eci-1")["IntranetIp"]}"' in admitted(stage, database)


def test_a_command_in_containers(stage: HookStage) -> None:
    """It is kept with the group."""
    template = "ACS-ESS-ECILifeCycleExecContainerCommand"
    stage.play(template, command=["touch", "/ready"], instanceIds=["eci-1"])
    assert stage.execution(template).status == "Success", stage.problems()
    assert stage.resource("container-group", "eci-1")["Executed"] == ["touch", "/ready"]


def addresses_on(stage: HookStage, resource_id: str) -> list[dict[str, Any]]:
    found = stage.call("Vpc", "DescribeEipAddresses", AssociatedInstanceId=resource_id)
    return list(found["EipAddresses"]["EipAddress"])


def test_an_elastic_address_of_its_own(stage: HookStage) -> None:
    """It has the bandwidth and the tags that were asked for."""
    tags = [{"Key": "stage", "Value": "test"}]
    made = played(
        stage, "AllocateEipAddressAndAttachToInstance", bandwidth=20, eipTags=tags,
        internetChargeType="PayByTraffic",
    )  # fmt: skip
    [found] = addresses_on(stage, made)
    assert (found["Bandwidth"], found["InternetChargeType"]) == ("20", "PayByTraffic")
    assert found["Tags"] == {"Tag": tags}


def test_an_elastic_address_that_is_free(stage: HookStage) -> None:
    """The first of the list."""
    made = played(stage, "AttachEipToInstance", EipIds=["eip-1", "eip-2"])
    assert [each["AllocationId"] for each in addresses_on(stage, made)] == ["eip-1"]


def test_a_second_interface(stage: HookStage) -> None:
    """With an elastic address on it."""
    made = played(stage, "CreateNetworkInterfaceAndEipAndAttachToInstance")
    shown = stage.call("Ecs", "DescribeNetworkInterfaces", InstanceId=made, Type="Secondary")
    [interface] = shown["NetworkInterfaceSets"]["NetworkInterfaceSet"]
    assert interface["SecurityGroupIds"] == {"SecurityGroupId": ["sg-1"]}
    [address] = addresses_on(stage, interface["NetworkInterfaceId"])
    assert interface["PrivateIpSets"]["PrivateIpSet"] == [
        {
            "PrivateIpAddress": interface["PrivateIpAddress"],
            "Primary": True,
            "AssociatedPublicIp": {
                "PublicIpAddress": address["IpAddress"],
                "AllocationId": address["AllocationId"],
            },
        }
    ]


def test_a_file_system(stage: HookStage) -> None:
    """The script that mounts it has run."""
    domain = "abc.cn-hangzhou.nas.aliyuncs.com"
    name = "AttachNASFileSystemToInstance"
    made = played(stage, name, mountTargetDomain=domain)
    assert len(outputs(stage, name)["commandOutputs"]) == 1
    ran = stage.call("Ecs", "DescribeInvocations", RegionId=stage.cloud.region, InstanceId=made)
    assert ran["Invocations"]["Invocation"][0]["InvokeStatus"] == "Finished"


def test_a_snapshot_policy(stage: HookStage) -> None:
    """It is on all disks of the instance."""
    made = played(stage, "ApplyAutoSnapshotPolicy", autoSnapshotPolicyId="sp-1")
    disks = stage.call("Ecs", "DescribeDisks", InstanceId=made)["Disks"]["Disk"]
    assert [disk["AutoSnapshotPolicyId"] for disk in disks] == ["sp-1"]


def test_a_name_with_the_address(stage: HookStage) -> None:
    """The role has to be named."""
    made = played(
        stage, "GetIpAddressAndModifyInstanceName", instanceNameFormat="web-{PrivateIpAddress}-a",
        OOSAssumeRole="OOSServiceRole",
    )  # fmt: skip
    assert instance(stage, made)["InstanceName"] == f"web-{address(stage, made)}-a"


def test_an_application_server(stage: HookStage) -> None:
    """Both scripts have run; its passwords are in no answer of OOS."""
    name = "InstallAAS"
    made = played(stage, name, **SAP)
    ran = stage.call("Ecs", "DescribeInvocations", RegionId=stage.cloud.region, InstanceId=made)
    assert ran["TotalCount"] == 2
    shown = stage.execution(HOOK + name).model_dump_json()
    assert "secret-1" not in shown
    assert "secret-2" not in shown


def test_another_way_to_pay(stage: HookStage) -> None:
    """In advance, renewed at the end; and the network by bandwidth."""
    made = played(
        stage, "ModifyInstanceChargeType", instanceChargeType="PrePaid", autoRenew=True, period=2,
        networkChargeType="PayByBandwidth", OOSAssumeRole="OOSServiceRole",
    )  # fmt: skip
    shown = instance(stage, made)
    assert (shown["InstanceChargeType"], shown["InternetChargeType"]) == ("PrePaid", "PayByBandwidth")
    asked = DescribeInstanceAutoRenewAttribute(region_id=stage.cloud.region, instance_id=made)
    [renewal] = stage.cloud.call(asked).instance_renew_attributes
    assert (renewal.auto_renew_enabled, renewal.duration) == (True, 2)
