"""Resources where there are many of them: no call costs more than where there are few."""

from random import Random
from typing import Any

from scalehook.kit.api.operations import build, operations
from scalehook.kit.machine.machine import Machine
from scalehook.resource_provider import handlers
from scalehook.resource_provider.service import SERVICE
from scalehook.resource_provider.state.events.instances import InstanceNoted
from scalehook_contracts.base import Message
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased
from scalehook_contracts.fleet.reports import InstancesReported
from scalehook_contracts.resource_provider import resources
from scalehook_contracts.resource_provider.operations import KINDS
from support.growth import measured


def asked(product: str, action: str, **parameters: Any) -> Message:
    return build(operations()[product.lower(), action.lower()], parameters)


def created(instance_id: str) -> InstanceCreated:
    return InstanceCreated(
        instance_id=instance_id, private_ip_address="10.0.0.1", zone_id="z", created_at=0
    )


DATABASES = {
    "R-kvstore": ("InstanceId", "redis-5", "CreateInstance", "DescribeInstances", "DeleteInstance"),
    "Dds": ("DBInstanceId", "mongodb-5", "CreateDBInstance", "DescribeDBInstances", "DeleteDBInstance"),
    "polardb": ("DBClusterId", "polardb-5", "CreateDBCluster", "DescribeDBClusters", "DeleteDBCluster"),
    "adb": ("DBClusterId", "analyticdb-5", "CreateDBCluster", "DescribeDBClusters", "DeleteDBCluster"),
}
WHITELISTS = {
    "R-kvstore": ("ModifySecurityIps", "DescribeSecurityIps"),
    "Dds": ("ModifySecurityIps", "DescribeSecurityIps"),
    "polardb": ("ModifyDBClusterAccessWhitelist", "DescribeDBClusterAccessWhitelist"),
    "adb": ("ModifyDBClusterAccessWhiteList", "DescribeDBClusterAccessWhiteList"),
}
CALLS: dict[str, Message] = {
    "reported": InstancesReported(reader=SERVICE.name, instances=[created("i-newer")], whole=True),
    "arrived": created("i-new"),
    "gone": InstanceReleased(instance_id="i-9"),
    "one": resources.ListResources(kind="redis", resource_id="redis-3"),
    "add": resources.AddResource(kind="redis", resource_id="new"),
    "remove": resources.RemoveResource(kind="nas", resource_id="nas-8"),
    "policy": asked("Ecs", "CreateAutoSnapshotPolicy", timePoints="[]", repeatWeekdays="[]"),
    "policies": asked("Ecs", "DescribeAutoSnapshotPolicyEx"),
    "apply": asked(
        "Ecs",
        "ApplyAutoSnapshotPolicy",
        autoSnapshotPolicyId="auto-snapshot-policy-3",
        diskIds='["d-2"]',
    ),
    "cancel": asked("Ecs", "CancelAutoSnapshotPolicy", diskIds='["d-3"]'),
    "no policy": asked("Ecs", "DeleteAutoSnapshotPolicy", autoSnapshotPolicyId="auto-snapshot-policy-6"),
    "disks": asked("Ecs", "DescribeDisks", InstanceId="i-3"),
    "interface": asked("Ecs", "CreateNetworkInterface", VSwitchId="v"),
    "interfaces": asked("Ecs", "DescribeNetworkInterfaces", InstanceId="i-3", Type="Primary"),
    "attach": asked(
        "Ecs", "AttachNetworkInterface", NetworkInterfaceId="network-interface-3", InstanceId="i-3"
    ),
    "detach": asked(
        "Ecs", "DetachNetworkInterface", NetworkInterfaceId="network-interface-3", InstanceId="i-3"
    ),
    "no interface": asked("Ecs", "DeleteNetworkInterface", NetworkInterfaceId="network-interface-4"),
    "tag": asked(
        "Vpc",
        "TagResources",
        ResourceType="EIP",
        ResourceId=["eip-6"],
        Tags=[{"Key": "a", "Value": "b"}],
    ),
    "file system": asked("NAS", "CreateFileSystem"),
    "file systems": asked("NAS", "DescribeFileSystems"),
    "no file system": asked("NAS", "DeleteFileSystem", FileSystemId="nas-9"),
    "target": asked("NAS", "CreateMountTarget", FileSystemId="nas-3"),
    "targets": asked("NAS", "DescribeMountTargets", FileSystemId="nas-3"),
    "no target": asked("NAS", "DeleteMountTarget", MountTargetDomain="nas-mount-target-3"),
    "containers": asked("Eci", "CreateContainerGroup"),
    "container groups": asked(
        "Eci", "DescribeContainerGroups", ContainerGroupIds='["container-group-3"]'
    ),
    "run": asked("Eci", "ExecContainerCommand", ContainerGroupId="container-group-3", Command='["a"]'),
    "no containers": asked("Eci", "DeleteContainerGroup", ContainerGroupId="container-group-4"),
    "cluster": asked("CS", "DescribeClusterDetail", ClusterId="cluster-3"),
    "join": asked("CS", "AttachInstances", ClusterId="cluster-3", instances=["i-3"]),
    "nodes": asked("CS", "DescribeClusterNodes", ClusterId="cluster-3", instanceIds="i-3"),
    "leave": asked("CS", "DeleteClusterNodes", ClusterId="cluster-3", nodes=["cluster-node-3"]),
    "task": asked("CS", "DescribeTaskInfo", TaskId="cluster-task-3"),
    "bucket": asked("Oss", "PutBucket", BucketName="new"),
    "buckets": asked("Oss", "GetService"),
    "put": asked("Oss", "PutObject", BucketName="bucket-3", ObjectName="new", Body="1"),
    "object": asked("Oss", "GetObject", BucketName="bucket-3", ObjectName="3"),
    "no object": asked("Oss", "DeleteObject", BucketName="bucket-3", ObjectName="4"),
    "objects": asked("Oss", "ListObjects", BucketName="bucket-3", MaxKeys="10"),
    "url": asked("Oss", "GenerateUrl", BucketName="bucket-3", ObjectName="o"),
}
for product in ("Ecs", "Vpc"):
    taken = {"AllocationId": f"eip-{'3' if product == 'Ecs' else '4'}"}
    CALLS |= {
        f"allocate {product}": asked(product, "AllocateEipAddress"),
        f"bind {product}": asked(product, "AssociateEipAddress", **taken, InstanceId="i-3"),
        f"addresses {product}": asked(product, "DescribeEipAddresses", AssociatedInstanceId="i-3"),
        f"unbind {product}": asked(product, "UnassociateEipAddress", **taken),
        f"release {product}": asked(product, "ReleaseEipAddress", **taken),
    }
for product, (name, resource_id, create, describe, delete) in DATABASES.items():
    change, show = WHITELISTS[product]
    named = {name: resource_id}
    CALLS |= {
        f"create {product}": asked(product, create),
        f"list {product}": asked(product, describe),
        f"admit {product}": asked(product, change, **named, SecurityIps="10.0.0.1"),
        f"admitted {product}": asked(product, show, **named),
        f"delete {product}": asked(product, delete, **named),
    }


def populated(size: int) -> Machine:
    """So many resources of each kind, and instances."""
    machine = Machine(SERVICE, SERVICE.settings(), Random(1))
    for number in range(size):
        machine.apply(InstanceNoted(instance_id=f"i-{number}", disks=[{}]))
        for kind in KINDS:
            values = {
                "cluster-node": {"cluster_id": f"cluster-{number}", "instance_id": f"i-{number}"},
                "nas-mount-target": {"FileSystemId": f"nas-{number}"},
            }.get(kind, {})
            name = f"bucket-3/{number}" if kind == "object" else f"{kind}-{number}"
            machine.apply(resources.ResourceCreated(kind=kind, resource_id=name, attributes=values))
    return machine


machines, test_call, test_all_are_called = measured(CALLS, populated, handlers)
