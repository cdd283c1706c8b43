"""Disks, file systems, container groups, clusters and buckets."""

from typing import Any

import pytest

from scalehook_contracts.fleet.specification import DataDisk, SystemDisk
from support.resources import Provider

POLICY = {"timePoints": '["3"]', "repeatWeekdays": '["1"]'}


@pytest.fixture
def provider() -> Provider:
    """With one instance that has two disks."""
    made = Provider()
    made.launch("i-1", system_disk=SystemDisk(size=60), data_disks=[DataDisk(size=100)])
    return made


def test_disks_of_an_instance(provider: Provider) -> None:
    """DescribeDisks shows what the instance was made with; they go with it."""
    disks = provider.call("Ecs", "DescribeDisks", InstanceId="i-1")["Disks"]["Disk"]
    assert [(disk["DiskId"], disk["Type"], disk["Size"]) for disk in disks] == [
        ("d-1", "system", 60),
        ("d-1-1", "data", 100),
    ]
    found = provider.call("Ecs", "DescribeDisks", DiskIds='["d-1-1"]', DiskType="data")
    assert found["TotalCount"] == 1
    assert provider.refused("Ecs", "DescribeDisks", DiskIds="d-1") == "InvalidParameter"
    provider.release()
    assert provider.call("Ecs", "DescribeDisks")["TotalCount"] == 0


def test_a_policy_on_disks(provider: Provider) -> None:
    """CreateAutoSnapshotPolicy, ApplyAutoSnapshotPolicy, CancelAutoSnapshotPolicy,
    DescribeAutoSnapshotPolicyEx, DeleteAutoSnapshotPolicy.
    """
    policy = provider.call("Ecs", "CreateAutoSnapshotPolicy", **POLICY)["AutoSnapshotPolicyId"]
    applied = {"autoSnapshotPolicyId": policy, "diskIds": '["d-1","d-1-1"]'}
    provider.call("Ecs", "ApplyAutoSnapshotPolicy", **applied)
    under = provider.call("Ecs", "DescribeDisks", AutoSnapshotPolicyId=policy)
    assert under["TotalCount"] == 2
    assert all(disk["EnableAutomatedSnapshotPolicy"] for disk in under["Disks"]["Disk"])
    provider.call("Ecs", "CancelAutoSnapshotPolicy", diskIds='["d-1"]')
    assert provider.call("Ecs", "DescribeDisks", AutoSnapshotPolicyId=policy)["TotalCount"] == 1
    shown = provider.call("Ecs", "DescribeAutoSnapshotPolicyEx", AutoSnapshotPolicyId=policy)
    assert shown["AutoSnapshotPolicies"]["AutoSnapshotPolicy"][0]["TimePoints"] == '["3"]'
    provider.call("Ecs", "DeleteAutoSnapshotPolicy", autoSnapshotPolicyId=policy)
    assert provider.refused("Ecs", "ApplyAutoSnapshotPolicy", **applied) == (
        "InvalidAutoSnapshotPolicyId.NotFound"
    )
    other = provider.call("Ecs", "CreateAutoSnapshotPolicy", **POLICY)["AutoSnapshotPolicyId"]
    wrong = {"autoSnapshotPolicyId": other, "diskIds": '["d-1","d-9"]'}
    assert provider.refused("Ecs", "ApplyAutoSnapshotPolicy", **wrong) == "InvalidDiskId.NotFound"
    assert provider.call("Ecs", "DescribeDisks", AutoSnapshotPolicyId=other)["TotalCount"] == 0


def test_file_systems(provider: Provider) -> None:
    """CreateFileSystem, CreateMountTarget, DescribeFileSystems, DescribeMountTargets, DeleteMountTarget,
    DeleteFileSystem of NAS.
    """
    made = provider.call("NAS", "CreateFileSystem", ProtocolType="NFS", StorageType="Capacity")
    target = provider.call("NAS", "CreateMountTarget", **made, NetworkType="Vpc", VSwitchId="vsw-1")
    shown = provider.call("NAS", "DescribeMountTargets", **made)
    assert shown["MountTargets"]["MountTarget"][0]["VswId"] == "vsw-1"
    assert provider.call("NAS", "DescribeFileSystems", **made)["TotalCount"] == 1
    provider.call("NAS", "DeleteMountTarget", **target)
    provider.call("NAS", "DeleteFileSystem", **made)
    assert provider.refused("NAS", "CreateMountTarget", **made) == "InvalidFileSystem.NotFound"


def test_container_groups(provider: Provider) -> None:
    """CreateContainerGroup, DescribeContainerGroups, ExecContainerCommand, DeleteContainerGroup of ECI:
    what is run is kept, and is the answer.
    """
    made = provider.call("Eci", "CreateContainerGroup", ContainerGroupName="web")
    ids = f'["{made["ContainerGroupId"]}", "eci-none"]'
    [group] = provider.call("Eci", "DescribeContainerGroups", ContainerGroupIds=ids)["ContainerGroups"]
    assert group["Containers"][0]["CurrentState"] == {"State": "Running"}
    assert group["IntranetIp"].startswith("172.20.")
    ran = provider.call("Eci", "ExecContainerCommand", **made, Command='["echo", "hello"]', Sync="true")
    assert ran == {"SyncResponse": "echo hello"}
    kept = provider.rehearsal.state.find("container-group", made["ContainerGroupId"])
    assert kept.get("Executed") == ["echo", "hello"]
    provider.call("Eci", "DeleteContainerGroup", **made)
    unknown = provider.refused("Eci", "ExecContainerCommand", **made, Command='["ls"]')
    assert unknown == "InvalidParameter.ContainerGroupId.NotFound"


def test_nodes_of_a_cluster(provider: Provider) -> None:
    """AttachInstances, DescribeClusterNodes, DeleteClusterNodes, DescribeTaskInfo,
    DescribeClusterDetail: a task tells of what was removed.
    """
    provider.add("cluster", "c-1", name="web")
    named = {"ClusterId": "c-1"}
    provider.call("CS", "AttachInstances", **named, instances=["i-1"])
    found = provider.call("CS", "DescribeClusterNodes", **named, instanceIds="i-1,i-2")
    assert found["page"] == {"page_number": 1, "page_size": 10, "total_count": 1}
    names = [node["node_name"] for node in found["nodes"]]
    task = provider.call("CS", "DeleteClusterNodes", **named, nodes=names, drain_node=True)
    told = provider.call("CS", "DescribeTaskInfo", TaskId=task["task_id"])
    assert (told["state"], told["drain_node"], told["release_node"]) == ("success", True, False)
    assert provider.call("CS", "DescribeClusterNodes", **named)["nodes"] == []
    assert provider.refused("CS", "DeleteClusterNodes", **named, nodes=names) == "NodeNotFound"
    assert provider.call("CS", "DescribeClusterDetail", **named)["name"] == "web"
    assert provider.refused("CS", "DescribeClusterDetail", ClusterId="c-9") == "ErrorClusterNotFound"
    assert provider.refused("CS", "DescribeTaskInfo", TaskId="T-9") == "TaskNotFound"


def test_urls_of_objects(provider: Provider) -> None:
    """PutBucket, GetService and GenerateUrl of OSS: the URL names bucket, region and object."""
    provider.call("Oss", "PutBucket", BucketName="files")
    provider.call("Oss", "PutBucket", BucketName="files")
    assert [each["Name"] for each in provider.call("Oss", "GetService")["Buckets"]] == ["files"]
    asked = {"BucketName": "files", "ObjectName": "a/b.tgz", "Expires": 60}
    url = provider.call("Oss", "GenerateUrl", **asked, Internal="true")["Url"]
    assert url.startswith("https://files.oss-cn-hangzhou-internal.aliyuncs.com/a/b.tgz?Expires=60&")
    outside = provider.call("Oss", "GenerateUrl", **asked, RegionId="cn-beijing")["Url"]
    assert outside.startswith("https://files.oss-cn-beijing.aliyuncs.com/a/b.tgz?")
    assert provider.refused("Oss", "GenerateUrl", **asked | {"BucketName": "no"}) == "NoSuchBucket"


def test_objects(provider: Provider) -> None:
    """PutObject, GetObject, ListObjects and DeleteObject of OSS: by their names, page by page."""
    put = {"BucketName": "files", "ObjectName": "a/1"}
    assert provider.refused("Oss", "PutObject", **put) == "NoSuchBucket"
    for name in ("files", "file"):
        provider.call("Oss", "PutBucket", BucketName=name)
    for key in ("b", "a/2", "a/1", "a/3"):
        provider.call("Oss", "PutObject", **put | {"ObjectName": key}, Body="é")
    provider.call("Oss", "PutObject", **put, Body="/w==", ContentEncoding="Base64")
    provider.call("Oss", "PutObject", BucketName="file", ObjectName="x")
    found = provider.call("Oss", "GetObject", **put)
    assert (found["Body"], found["ContentEncoding"], found["ContentLength"]) == ("/w==", "Base64", 1)
    assert provider.refused("Oss", "PutObject", **put, Body="?", ContentEncoding="base64") == (
        "InvalidParameter"
    )
    assert provider.refused("Oss", "GetObject", **put | {"ObjectName": "c"}) == "NoSuchKey"
    assert (
        provider.refused("Oss", "GetObject", BucketName="files/a", ObjectName="1") == "InvalidParameter"
    )
    assert listed(provider) == ([("a/1", 1), ("a/2", 2), ("a/3", 2), ("b", 2)], "")
    assert listed(provider, Prefix="a/", MaxKeys=2) == ([("a/1", 1), ("a/2", 2)], "a/2")
    assert listed(provider, Prefix="a/", Marker="a/2") == ([("a/3", 2)], "")
    provider.add("object", "files/c", Body="?", ContentEncoding="Base64")
    assert listed(provider, Prefix="c") == ([("c", 1)], "")
    for _ in range(2):
        provider.call("Oss", "DeleteObject", **put)
    provider.rehearsal.restart()
    assert listed(provider, Prefix="a/") == ([("a/2", 2), ("a/3", 2)], "")


def listed(provider: Provider, **more: Any) -> tuple[list[tuple[str, int]], str]:
    found = provider.call("Oss", "ListObjects", BucketName="files", **more)
    assert found["IsTruncated"] == bool(found["NextMarker"])
    return [(each["Key"], each["Size"]) for each in found["Contents"]], found["NextMarker"]
