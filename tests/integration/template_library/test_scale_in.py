"""Public templates that a hook executes when a group shrinks: what instances had is taken from them."""

import json
from typing import Any

import pytest

from scalehook_contracts.resource_provider.resources import ListResources
from support.hook_stage import HookStage

HOOK = "ACS-ESS-LifeCycle"


def played(stage: HookStage, name: str, **metadata: Any) -> None:
    """The execution has succeeded, and the instance is gone."""
    action = stage.play(HOOK + name, "SCALE_IN", **metadata)
    assert stage.execution(HOOK + name).status == "Success", stage.problems()
    assert (action.result, stage.group.states) == ("CONTINUE", [])


def listed(stage: HookStage) -> list[str]:
    found = stage.call("Vpc", "DescribeEipAddresses")["EipAddresses"]["EipAddress"]
    return [each["AllocationId"] for each in found]


def test_elastic_addresses_are_released(stage: HookStage) -> None:
    """Those of the instance, and no others."""
    stage.add("eip", "eip-2")
    stage.call("Vpc", "AssociateEipAddress", AllocationId="eip-1", InstanceId=stage.grown())
    played(stage, "ReleaseEipAddressFromInstance")
    assert listed(stage) == ["eip-2"]


def test_second_interfaces_are_removed(stage: HookStage) -> None:
    """With the addresses on them."""
    one = stage.grown()
    made = stage.call("Ecs", "CreateNetworkInterface", VSwitchId="vsw-1")["NetworkInterfaceId"]
    stage.call("Ecs", "AttachNetworkInterface", NetworkInterfaceId=made, InstanceId=one)
    stage.call(
        "Vpc", "AssociateEipAddress", AllocationId="eip-1", InstanceId=made,
        InstanceType="NetworkInterface",
    )  # fmt: skip
    played(stage, "DetachNetworkInterfaceAndDeleteEip")
    shown = stage.call("Ecs", "DescribeNetworkInterfaces", NetworkInterfaceId=[made])
    assert (shown["TotalCount"], listed(stage)) == (0, [])


@pytest.mark.parametrize(
    ("release", "task_type"), [(False, "SCALE_IN"), (False, "SPOT_REMEDY"), (True, "SCALE_IN")]
)
def test_nodes_leave_their_cluster(stage: HookStage, release: bool, task_type: str) -> None:
    """The task that the cluster makes of it says what was asked for."""
    stage.call("CS", "AttachInstances", ClusterId="c-1", instances=[stage.grown()])
    played(
        stage, "BulkyDeleteClusterNodes", clusterId="c-1", drainNode=True, releaseNode=release,
        essTaskType=task_type,
    )  # fmt: skip
    assert stage.call("CS", "DescribeClusterNodes", ClusterId="c-1")["nodes"] == []
    [task] = tasks(stage)
    assert (task["drain_node"], task["release_node"]) == (True, release or task_type == "SPOT_REMEDY")


def tasks(stage: HookStage) -> list[dict[str, Any]]:
    found = stage.cloud.call(ListResources(kind="cluster-task")).resources
    return [dict(each.attributes) for each in found]


def test_instances_that_are_no_nodes(stage: HookStage) -> None:
    """There is nothing to do."""
    stage.grown()
    played(stage, "BulkyDeleteClusterNodes", clusterId="c-1", drainNode=False, releaseNode=False)
    assert tasks(stage) == []


DATABASES = {  # product, how it is changed and shown, what its id is called there and by the template
    "MongoDB": ("Dds", "SecurityIps", "DBInstanceId", "dds-1", "dbInstanceId"),
    "Redis": ("R-kvstore", "SecurityIps", "InstanceId", "r-1", "dbInstanceId"),
    "AnalyticDB": ("adb", "DBClusterAccessWhiteList", "DBClusterId", "am-1", "dbClusterId"),
    "PolarDB": ("polardb", "DBClusterAccessWhitelist", "DBClusterId", "pc-1", "dbClusterId"),
}


@pytest.mark.parametrize("database", DATABASES)
def test_instances_are_shut_out(stage: HookStage, database: str) -> None:
    """What was let in before is not in the whitelist any more."""
    one = stage.grown()
    asked = {"RegionId": stage.cloud.region, "InstanceIds": json.dumps([one])}
    [shown] = stage.call("Ecs", "DescribeInstances", **asked)["Instances"]["Instance"]
    address = shown["VpcAttributes"]["PrivateIpAddress"]["IpAddress"][0]
    product, what, key, resource_id, name = DATABASES[database]
    both = {"SecurityIps": f"{address},10.9.9.9", "ModifyMode": "Append"}
    stage.call(product, f"Modify{what}", **{key: resource_id}, **both)
    played(stage, f"Modify{database}IPWhitelist", modifyMode="Delete", **{name: resource_id})
    seen = json.dumps(stage.call(product, f"Describe{what}", **{key: resource_id}))
    assert (address in seen, "10.9.9.9" in seen) == (False, True)
