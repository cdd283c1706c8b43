"""Disks of the instances that a configuration makes."""

from typing import Annotated, Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.numbers import Int64

DiskCategory = Literal[
    "", "cloud", "cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud_auto", "ephemeral_ssd"
]
CloudDiskCategory = Literal["cloud", "cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud_auto"]
PerformanceLevel = Literal["", "PL0", "PL1", "PL2", "PL3"]
Description = Annotated[str, Field(pattern=r"^(.{2,256})?$")]
DiskName = Annotated[str, Field(pattern=r"^([A-Za-z\u4e00-\u9fa5][\w:.-]{1,127})?$")]
Iops = Annotated[Int64, Field(ge=0)]


class SystemDisk(Part):
    """The system disk. `size` is in GiB; its smallest and largest depend on the category."""

    auto_snapshot_policy_id: str = ""
    bursting_enabled: bool | None = None
    category: DiskCategory = ""
    description: Description = ""
    disk_name: DiskName = ""
    encrypt_algorithm: Literal["", "AES-256", "SM4-128"] = ""
    encrypted: bool | None = None
    kms_key_id: str = Field("", alias="KMSKeyId")
    performance_level: PerformanceLevel = ""
    provisioned_iops: Iops | None = None
    size: int | None = Field(None, ge=1, le=2048)


class DataDisk(Part):
    """A data disk. A `size` of 0, in GiB, is one that is not given; `encrypted` is text in both
    versions.
    """

    auto_snapshot_policy_id: str = ""
    bursting_enabled: bool | None = None
    categories: list[CloudDiskCategory] = Listed("Category", max_length=10)
    category: DiskCategory = ""
    delete_with_instance: bool = True
    description: Description = ""
    device: str = ""  # /dev/xvdb … /dev/xvdz
    disk_name: DiskName = ""
    encrypted: Literal["", "true", "false"] = ""
    kms_key_id: str = Field("", alias="KMSKeyId")
    performance_level: PerformanceLevel = ""
    provisioned_iops: Iops | None = None
    size: int | None = Field(None, ge=0, le=65_536)
    snapshot_id: str = ""


class WantedDataDisk(DataDisk):
    """A data disk in a request: older SDKs spell its categories in another way."""

    categorys: list[CloudDiskCategory] = Listed("Categorys", max_length=10)
