"""File systems of NAS, and where they can be mounted."""

from scalehook_contracts.errors.resources import NasFileSystemNotFound, NasMountTargetNotFound
from scalehook_contracts.products import NAS
from scalehook_contracts.resource_provider.declaration import (
    Attribute,
    Call,
    Creates,
    Declaration,
    Describes,
    Kind,
    Removes,
)
from scalehook_contracts.resource_provider.parameters import needed, number, text, word

FILE_SYSTEM = Kind(
    "nas", "FileSystemId", "nas-", "filesystem", NasFileSystemNotFound,
    (
        Attribute("Description"),
        Attribute("Status", "Running"),
        Attribute("ProtocolType", "NFS"),
        Attribute("StorageType", "Performance"),
        Attribute("FileSystemType", "standard"),
        Attribute("RegionId", "{region}"),
        Attribute("ZoneId", "{zone}"),
        Attribute("CreateTime", "{now}"),
    ),
)  # fmt: skip
MOUNT_TARGET = Kind(
    "nas-mount-target", "MountTargetDomain", "mt-", "filesystem", NasMountTargetNotFound,
    (
        Attribute("FileSystemId"),
        Attribute("Status", "Active"),
        Attribute("NetworkType", "Vpc"),
        Attribute("VpcId"),
        Attribute("VswId"),
        Attribute("AccessGroup", "DEFAULT_VPC_GROUP_NAME"),
    ),
    found_by=("FileSystemId",),
)  # fmt: skip
PAGES = (number("PageNumber", 1, 1, 2**31 - 1), number("PageSize", 10, 1, 100))
FILE_SYSTEMS = Declaration(
    (NAS,),
    (FILE_SYSTEM, MOUNT_TARGET),
    (
        Call(
            "CreateFileSystem", "Makes a file system.", FILE_SYSTEM,
            Creates({"Description": "Description", "ProtocolType": "ProtocolType",
                     "StorageType": "StorageType", "FileSystemType": "FileSystemType",
                     "ZoneId": "ZoneId"},
                    {"FileSystemId": "FileSystemId"}),
            (text("RegionId"), text("Description"), word("ProtocolType", "NFS", "SMB"),
             text("StorageType"), text("FileSystemType"), text("ZoneId")),
        ),
        Call(
            "DescribeFileSystems", "Lists file systems.", FILE_SYSTEM,
            Describes("FileSystems", "FileSystem", {"FileSystemId": "FileSystemId"}),
            (text("RegionId"), text("FileSystemId"), *PAGES),
        ),
        Call("DeleteFileSystem", "Deletes a file system.", FILE_SYSTEM, Removes("FileSystemId"),
             (text("RegionId"), needed("FileSystemId"))),
        Call(
            "CreateMountTarget", "Makes a domain at which a file system can be mounted.", MOUNT_TARGET,
            Creates({"FileSystemId": "FileSystemId", "NetworkType": "NetworkType", "VpcId": "VpcId",
                     "VswId": "VSwitchId", "AccessGroup": "AccessGroupName"},
                    {"MountTargetDomain": "MountTargetDomain"}),
            (text("RegionId"), needed("FileSystemId"), text("NetworkType"), text("VpcId"),
             text("VSwitchId"), text("AccessGroupName")),
            needs={"FileSystemId": FILE_SYSTEM},
        ),
        Call(
            "DescribeMountTargets", "Lists the domains of a file system.", MOUNT_TARGET,
            Describes("MountTargets", "MountTarget",
                      {"FileSystemId": "FileSystemId", "MountTargetDomain": "MountTargetDomain"}),
            (text("RegionId"), needed("FileSystemId"), text("MountTargetDomain"), *PAGES),
            needs={"FileSystemId": FILE_SYSTEM},
        ),
        Call("DeleteMountTarget", "Deletes a domain.", MOUNT_TARGET, Removes("MountTargetDomain"),
             (text("RegionId"), text("FileSystemId"), needed("MountTargetDomain"))),
    ),
)  # fmt: skip
