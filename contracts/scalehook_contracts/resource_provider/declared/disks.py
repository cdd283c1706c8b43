"""Disks of ECS instances, and the policies by which they are snapshotted: an instance brings its system
disk along.
"""

from scalehook_contracts.errors.resources import AutoSnapshotPolicyNotFound, InvalidDiskIdNotFound
from scalehook_contracts.products import ECS
from scalehook_contracts.resource_provider.declaration import (
    Attribute,
    Call,
    Changes,
    Creates,
    Declaration,
    Describes,
    Kind,
    Removes,
)
from scalehook_contracts.resource_provider.parameters import json_texts, needed, number, text

POLICY = Kind(
    "auto-snapshot-policy", "AutoSnapshotPolicyId", "sp-bp1", "snapshotpolicy",
    AutoSnapshotPolicyNotFound,
    (
        Attribute("AutoSnapshotPolicyName"),
        Attribute("TimePoints", '["0"]'),
        Attribute("RepeatWeekdays", '["1"]'),
        Attribute("RetentionDays", -1),
        Attribute("Status", "Normal"),
        Attribute("RegionId", "{region}"),
        Attribute("CreationTime", "{now}"),
    ),
)  # fmt: skip
DISK = Kind(
    "disk", "DiskId", "d-bp1", "disk", InvalidDiskIdNotFound,
    (
        Attribute("DiskName"),
        Attribute("Type", "system"),
        Attribute("Category", "cloud_essd"),
        Attribute("Size", 40),
        Attribute("Status", "In_use"),
        Attribute("InstanceId"),
        Attribute("Device", "/dev/xvda"),
        Attribute("AutoSnapshotPolicyId"),
        Attribute("EnableAutomatedSnapshotPolicy", False),
        Attribute("RegionId", "{region}"),
        Attribute("ZoneId", "{zone}"),
        Attribute("CreationTime", "{now}"),
    ),
    found_by=("InstanceId", "AutoSnapshotPolicyId", "Type"),
    gone=True,
)  # fmt: skip
DISKS = Declaration(
    (ECS,),
    (DISK, POLICY),
    (
        Call(
            "DescribeDisks", "Lists disks.", DISK,
            Describes("Disks", "Disk",
                      {"DiskIds": "DiskId", "InstanceId": "InstanceId", "DiskType": "Type",
                       "Status": "Status", "Category": "Category", "DiskName": "DiskName",
                       "AutoSnapshotPolicyId": "AutoSnapshotPolicyId", "ZoneId": "ZoneId"}),
            (text("RegionId"), json_texts("DiskIds"), text("InstanceId"), text("DiskType"),
             text("Status"), text("Category"), text("DiskName"), text("AutoSnapshotPolicyId"),
             text("ZoneId"), number("PageNumber", 1, 1, 2**31 - 1), number("PageSize", 10, 1, 100)),
            refused=(
                "AdditionalAttributes", "DeleteAutoSnapshot", "DeleteWithInstance", "DiskChargeType",
                "DryRun", "EnableAutoSnapshot", "EnableAutomatedSnapshotPolicy", "EnableShared",
                "Encrypted", "Filter", "KMSKeyId", "LockReason", "MaxResults", "MultiAttach",
                "NextToken", "PerformanceLevel", "Portable", "ResourceGroupId", "SnapshotId", "Tag",
            ),
        ),
        Call(
            "CreateAutoSnapshotPolicy", "Makes a policy.", POLICY,
            Creates({"AutoSnapshotPolicyName": "autoSnapshotPolicyName", "TimePoints": "timePoints",
                     "RepeatWeekdays": "repeatWeekdays", "RetentionDays": "retentionDays"},
                    {"AutoSnapshotPolicyId": "AutoSnapshotPolicyId"}),
            (text("regionId"), text("autoSnapshotPolicyName"), needed("timePoints"),
             needed("repeatWeekdays"), number("retentionDays", -1, -1, 65536)),
            refused=("AssociationType", "CopiedSnapshotsRetentionDays", "CopyEncryptionConfiguration",
                     "EnableCrossRegionCopy", "ResourceGroupId", "StorageLocationArn", "Tag",
                     "TargetCopyRegions", "TargetTags"),
        ),
        Call(
            "DescribeAutoSnapshotPolicyEx", "Lists policies.", POLICY,
            Describes("AutoSnapshotPolicies", "AutoSnapshotPolicy",
                      {"AutoSnapshotPolicyId": "AutoSnapshotPolicyId",
                       "AutoSnapshotPolicyName": "AutoSnapshotPolicyName"}),
            (text("RegionId"), text("AutoSnapshotPolicyId"), text("AutoSnapshotPolicyName"),
             number("PageNumber", 1, 1, 2**31 - 1), number("PageSize", 10, 1, 100)),
            refused=("ResourceGroupId", "Tag"),
        ),
        Call("DeleteAutoSnapshotPolicy", "Deletes a policy.", POLICY, Removes("autoSnapshotPolicyId"),
             (text("regionId"), needed("autoSnapshotPolicyId"))),
        Call(
            "ApplyAutoSnapshotPolicy", "Has disks snapshotted by a policy.", DISK,
            Changes("diskIds", {"AutoSnapshotPolicyId": "autoSnapshotPolicyId"},
                    {"EnableAutomatedSnapshotPolicy": True}),
            (text("regionId"), needed("autoSnapshotPolicyId"), json_texts("diskIds", required=True)),
            needs={"autoSnapshotPolicyId": POLICY},
        ),
        Call(
            "CancelAutoSnapshotPolicy", "Has disks snapshotted no more.", DISK,
            Changes("diskIds",
                    fixed={"AutoSnapshotPolicyId": "", "EnableAutomatedSnapshotPolicy": False}),
            (text("regionId"), json_texts("diskIds", required=True)),
            refused=("autoSnapshotPolicyId",),
        ),
    ),
)  # fmt: skip
